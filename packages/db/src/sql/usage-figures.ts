import { type UsageBucket, usageBuckets } from '@weir/protocol/usage';
import { bucketColumns } from './attempt-row.ts';
import { usdOf } from './usd.ts';

/**
 * `usd` is money, exact, in decimal USD; it is null when nothing but unknown costs is in it. `unknownCost` counts the
 * Attempts whose cost is unknown and thus not in `usd`; `simulatedUsd` is the sandbox's and not in `usd` either.
 */
export type UsageFigures = {
  readonly calls: number;
  readonly attempts: number;
  readonly units: Readonly<Record<UsageBucket, number>>;
  readonly usd: string | null;
  readonly simulatedUsd: string;
  readonly unknownCost: number;
};

/** Sums as PostgreSQL gives them: decimal strings. */
export type FigureColumns = Readonly<
  Record<
    (typeof bucketColumns)[UsageBucket] | 'calls' | 'attempts' | 'pico' | 'known' | 'simulated' | 'unknown',
    string
  >
>;

function total(rows: readonly FigureColumns[], column: keyof FigureColumns): bigint {
  return rows.reduce((sum, row) => sum + BigInt(row[column]), 0n);
}

const noUnits: Readonly<Record<UsageBucket, number>> = {
  input: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  output: 0,
  reasoning: 0,
  audioInput: 0,
  audioOutput: 0,
  audioCacheRead: 0,
  audioSeconds: 0,
  imageInput: 0,
  imageOutput: 0,
  images: 0,
  searches: 0,
  requests: 0,
};

function unitsOf(rows: readonly FigureColumns[]): Record<UsageBucket, number> {
  const units = usageBuckets.map((bucket) => [bucket, Number(total(rows, bucketColumns[bucket]))] as const);
  return { ...noUnits, ...Object.fromEntries(units) };
}

/** The figures of `rows` together. */
export function figuresOf(rows: readonly FigureColumns[]): UsageFigures {
  const unknown = total(rows, 'unknown');
  const onlyUnknown = unknown > 0n && total(rows, 'known') === 0n;
  return {
    calls: Number(total(rows, 'calls')),
    attempts: Number(total(rows, 'attempts')),
    units: unitsOf(rows),
    usd: onlyUnknown ? null : usdOf(total(rows, 'pico')),
    simulatedUsd: usdOf(total(rows, 'simulated')),
    unknownCost: Number(unknown),
  };
}
