import { usageBuckets } from '@weir/protocol/usage';
import { z } from 'zod';
import { timeField } from '../fields.ts';

const figures = {
  calls: z.int(),
  attempts: z.int(),
  units: z.record(z.enum(usageBuckets), z.number()).describe('Tokens and other units, by bucket.'),
  usd: z.string().nullable().describe('Decimal USD; null when nothing but unknown costs is in it.'),
  simulatedUsd: z.string().describe("The sandbox's; not in `usd`."),
  unknownCost: z.int().describe('Attempts whose cost is unknown, and thus not in `usd`.'),
};

/** Sums of usage. */
export const usageFiguresView = z.strictObject(figures).meta({ id: 'UsageFigures' });

/** One line of a usage report. */
export const usageLineView = z
  .strictObject({
    at: timeField.nullable().describe('Start of the interval; null without one.'),
    group: z.record(z.string(), z.string().nullable()).describe('What the line is of; null means none.'),
    ...figures,
  })
  .meta({ id: 'UsageLine' });
