import type { RateHeadroom, SizeBucket } from '../live.ts';
import type { Breaker } from './breaker.ts';
import type { Decay, RatioSums } from './decayed-ratio.ts';
import type { Refusal } from './refusal.ts';
import type { TimeSums } from './time-series.ts';

export type LastFailure = {
  readonly atMs: number;
  readonly code: string;
  readonly status?: number | undefined;
};
export type Headroom = { readonly atMs: number } & {
  readonly [Field in keyof Omit<RateHeadroom, 'spentUntilMs'>]: number | undefined;
};
export type Spent = { readonly atMs: number; readonly untilMs: number };

/** `first`: until the first token of a streamed answer; `whole`: of answers in one piece. */
export type SizeTimes = { readonly first?: TimeSums | undefined; readonly whole?: TimeSums | undefined };

/** What one process knows of one Target: sums that add up over processes, and registers of which the latest counts. */
export type TargetRecord = {
  readonly breaker?: Breaker | undefined;
  /** Of this model under its key; the key itself may be well. */
  readonly refusal?: Refusal | undefined;
  readonly headroom?: Headroom | undefined;
  readonly spent?: Spent | undefined;
  readonly lastFailure?: LastFailure | undefined;
  readonly errors?: RatioSums | undefined;
  readonly output?: RatioSums | undefined;
  readonly input?: RatioSums | undefined;
  readonly cache?: RatioSums | undefined;
  readonly speed?: RatioSums | undefined;
  /** Attempts by tenths of a minute: `[tenth since 1970, count]`. */
  readonly attempts: readonly (readonly [number, number])[];
  readonly times: { readonly [Size in SizeBucket]?: SizeTimes | undefined };
};

export const errorDecay: Decay = { halfLifeMs: 60_000, memory: 200 };
export const meanDecay: Decay = { halfLifeMs: 600_000, memory: 1_000 };

export const tenthMs = 6_000;
