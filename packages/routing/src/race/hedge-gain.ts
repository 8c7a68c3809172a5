import { binCount, lowerMs } from '../health/log-bins.ts';
import { meanRestMs, percentileMs, type Survival, shareOver } from '../health/survival.ts';
import type { SizeBucket } from '../live.ts';

/** Candidate ids: who is asked first, and who after `delayMs`, by default the first one's p95. */
export type HedgedPair = {
  readonly first: string;
  readonly second: string;
  readonly size: SizeBucket;
  readonly delayMs?: number;
};

/** What a hedge buys, by the recent times of both targets. Times in milliseconds. */
export type HedgeGain = {
  /** Share of calls that would be hedged. */
  readonly hedgedShare: number;
  readonly p95BeforeMs: number;
  readonly p95AfterMs: number;
  readonly p99BeforeMs: number;
  readonly p99AfterMs: number;
  /** Calls that are hedged would wait so much longer for the first target; undefined where most are not known to end. */
  readonly restMs: number | undefined;
  /** Half of the second target's calls take no longer. */
  readonly otherMs: number;
  /** The second target is expected sooner than the first. False where both are slow. */
  readonly isWorth: boolean;
};

/** P(T > t) = P(A > t) * P(B > t - d): independent targets, the second asked after `d`. */
export function hedgedShareOver(
  first: Survival,
  second: Survival,
  at: { readonly ms: number; readonly delayMs: number },
) {
  return shareOver(first, at.ms) * shareOver(second, at.ms - at.delayMs);
}

/** The time within which a `share` of hedged calls ended; where it is not that far, the longest that is known. */
function hedgedPercentileMs(first: Survival, second: Survival, of: { share: number; delayMs: number }): number {
  const wanted = 1 - of.share;
  const over = (ms: number) => hedgedShareOver(first, second, { ms, delayMs: of.delayMs });
  let high = lowerMs(binCount);
  if (over(high) > wanted) return percentileMs(first, of.share);
  let low = 0;
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (over(middle) > wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** What a hedge to `second` after `delayMs` buys; undefined where the times of either are not known. */
export function hedgeGain(
  first: Survival | undefined,
  second: Survival | undefined,
  delayMs: number,
): HedgeGain | undefined {
  if (first === undefined || second === undefined) return undefined;
  const rest = meanRestMs(first, delayMs);
  const otherMs = percentileMs(second, 0.5);
  const hedgedShare = shareOver(first, delayMs);
  return {
    hedgedShare,
    p95BeforeMs: percentileMs(first, 0.95),
    p95AfterMs: hedgedPercentileMs(first, second, { share: 0.95, delayMs }),
    p99BeforeMs: percentileMs(first, 0.99),
    p99AfterMs: hedgedPercentileMs(first, second, { share: 0.99, delayMs }),
    restMs: rest,
    otherMs,
    isWorth: hedgedShare > 0 && (rest === undefined || otherMs < rest),
  };
}
