import type { Interval } from '@weir/db/sql/calendar';
import { usageBuckets } from '@weir/protocol/usage';
import { z } from 'zod';
import { timeField } from '../fields.ts';

/** What usage comes to, field by field. */
export const figureFields = {
  calls: z.int(),
  attempts: z.int(),
  units: z.record(z.enum(usageBuckets), z.number()).describe('Tokens and other units, by bucket.'),
  usd: z.string().nullable().describe('Decimal USD; null when nothing but unknown costs is in it.'),
  simulatedUsd: z.string().describe("The sandbox's; not in `usd`."),
  unknownCost: z.int().describe('Attempts whose cost is unknown, and thus not in `usd`.'),
};

/** Sums of usage. */
export const usageFiguresView = z.strictObject(figureFields).meta({ id: 'UsageFigures' });

/** One line of a usage report. */
export const usageLineView = z
  .strictObject({
    at: timeField.nullable().describe('Start of the interval; null without one.'),
    group: z.record(z.string(), z.string().nullable()).describe('What the line is of; null means none.'),
    ...figureFields,
  })
  .meta({ id: 'UsageLine' });

/** The time that an answer is about, and how it was cut. */
export const spanView = {
  from: timeField.describe('What was summed begins here, at a quarter of an hour.'),
  to: timeField,
  intervals: z
    .array(z.strictObject({ at: timeField, from: timeField, to: timeField }))
    .describe('Every interval, also those without usage: its start, and the part of it within the span.'),
};

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** The span of an answer as it is shown. */
export function toSpanView({
  span,
  intervals,
}: {
  readonly span: { readonly fromMs: number; readonly toMs: number };
  readonly intervals: readonly Interval[];
}) {
  return {
    from: timeOf(span.fromMs),
    to: timeOf(span.toMs),
    intervals: intervals.map(({ atMs, fromMs, toMs }) => {
      return { at: timeOf(atMs), from: timeOf(fromMs), to: timeOf(toMs) };
    }),
  };
}
