import { z } from 'zod';
import { sizeBuckets } from '../live.ts';
import { binCount } from './log-bins.ts';
import type { Refusal } from './refusal.ts';
import { noTimes, type Times } from './survival.ts';
import type { SizeTimes, TargetRecord } from './target-record.ts';
import type { TimeSums } from './time-series.ts';

/** What one process tells the others of an organization's targets. It holds no secret. */
export type HealthDocument = {
  readonly instance: string;
  /** Rises with each document of a process: only the latest counts. */
  readonly revision: number;
  readonly atMs: number;
  /** By candidate id. */
  readonly targets: ReadonlyMap<string, TargetRecord>;
  /** By provider key. */
  readonly keys: ReadonlyMap<string, Refusal>;
};

/** Of the documents between releases: one of another format is as good as none. */
const format = 2;

const number = z.number();
const ratio = z.object({ part: number, whole: number, atMs: number }).optional();
/** Bin, weight, bin, weight: most bins are empty. */
const weights = z.array(number).max(2 * binCount);
const series = z.object({ atMs: number, ended: weights, open: weights }).optional();
const times = z.object({ first: series, whole: series });
const refusal = z.object({
  refused: z.boolean(),
  atMs: number,
  untilMs: number,
  code: z.string(),
  status: number.optional(),
  secret: number.optional(),
});

const target = z.object({
  breaker: z
    .object({
      state: z.enum(['closed', 'open']),
      atMs: number,
      untilMs: number,
      opened: number,
      trust: number.optional(),
    })
    .optional(),
  refusal: refusal.optional(),
  headroom: z.object({ atMs: number, requests: number.optional(), tokens: number.optional() }).optional(),
  spent: z.object({ atMs: number, untilMs: number }).optional(),
  lastFailure: z.object({ atMs: number, code: z.string(), status: number.optional() }).optional(),
  errors: ratio,
  output: ratio,
  input: ratio,
  cache: ratio,
  speed: ratio,
  attempts: z.array(z.tuple([number, number])),
  times: z.partialRecord(z.enum(sizeBuckets), times),
});

const document = z.object({
  format: z.literal(format),
  instance: z.string(),
  revision: number,
  atMs: number,
  targets: z.record(z.string(), target),
  keys: z.record(z.string(), refusal),
});

/** Four digits are more than such a weight is worth. */
function rounded(weight: number): number {
  return Number(weight.toPrecision(4));
}

function sparse(dense: Float64Array): number[] {
  const pairs: number[] = [];
  for (let bin = 0; bin < dense.length; bin++) {
    const weight = dense[bin] ?? 0;
    // What has faded so far moves no percentile.
    if (weight > 1e-4) pairs.push(bin, rounded(weight));
  }
  return pairs;
}

function fill(dense: Float64Array, pairs: readonly number[]): void {
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const bin = pairs[at] ?? -1;
    if (bin >= 0 && bin < binCount) dense[bin] = pairs[at + 1] ?? 0;
  }
}

function densely(read: z.infer<typeof series>): TimeSums | undefined {
  if (read === undefined) return undefined;
  const filled: Times = noTimes();
  fill(filled.ended, read.ended);
  fill(filled.open, read.open);
  return { atMs: read.atMs, times: filled };
}

function sparsely(sums: TimeSums | undefined) {
  return sums && { atMs: sums.atMs, ended: sparse(sums.times.ended), open: sparse(sums.times.open) };
}

function mapTimes<From, To>(all: { readonly [Size in string]?: From }, change: (one: From) => To) {
  const mapped: { [Size in (typeof sizeBuckets)[number]]?: To } = {};
  for (const size of sizeBuckets) {
    const one = all[size];
    if (one !== undefined) mapped[size] = change(one);
  }
  return mapped;
}

/** What each document of a process begins with: its own need not be read. */
export function headOf(instance: string): string {
  return JSON.stringify({ format, instance }).slice(0, -1);
}

/** A document as it travels. */
export function encodeHealth({ instance, revision, atMs, targets, keys }: HealthDocument): string {
  const written = [...targets].map(([id, record]) => {
    const each = ({ first, whole }: SizeTimes) => ({ first: sparsely(first), whole: sparsely(whole) });
    return [id, { ...record, times: mapTimes(record.times, each) }] as const;
  });
  const told = { targets: Object.fromEntries(written), keys: Object.fromEntries(keys) };
  return JSON.stringify({ format, instance, revision, atMs, ...told });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined for what is no document of this format: another release's is as good as none. */
export function decodeHealth(text: string): HealthDocument | undefined {
  const read = document.safeParse(parsed(text));
  if (!read.success) return undefined;
  const { targets, keys, instance, revision, atMs } = read.data;
  const records = Object.entries(targets).map(([id, record]): [string, TargetRecord] => {
    const each = ({ first, whole }: z.infer<typeof times>) => ({ first: densely(first), whole: densely(whole) });
    return [id, { ...record, times: mapTimes(record.times, each) }];
  });
  return { instance, revision, atMs, targets: new Map(records), keys: new Map(Object.entries(keys)) };
}
