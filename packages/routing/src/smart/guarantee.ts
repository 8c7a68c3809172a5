/** How a route's answer fared against the reference's on the same request: 1 better, 0.5 as good, 0 worse. */
export type PairedScore = 0 | 0.5 | 1;

export type Guarantee = {
  readonly n: number;
  /** Bounds of the route's quality less the reference's, -1 to 1, that hold at all times at once. */
  readonly lower: number;
  readonly upper: number;
  /** True where the route is no worse by more than the margin. Once true it stays so. */
  readonly holds: boolean;
};

/** How much worse is still no worse, and how often the bounds may be wrong. */
export const guaranteeDefaults = { margin: 0.02, alpha: 0.05 } as const;
/** Fewer pairs support nothing. */
export const pairsMin = 30;
const steps = 2_000;
/** Stakes stay below this share of what can be lost at once. */
const caution = 0.5;

type Bets = { readonly capital: Float64Array; readonly limit: number; rejected: number };

/**
 * Plays `score` against every mean that is still possible, from the lowest up: capital grows where the scores are higher.
 * Capital falls as the assumed mean rises, so that those rejected are the ones below some mean.
 */
function play(bets: Bets, score: number, stake: number): void {
  const { capital, limit } = bets;
  for (let step = bets.rejected + 1; step < steps; step += 1) {
    const mean = step / steps;
    const staked = Math.min(stake, caution / mean);
    capital[step] = (capital[step] ?? 1) * (1 + staked * (score - mean));
  }
  while (bets.rejected + 1 < steps && (capital[bets.rejected + 1] ?? 0) >= limit) bets.rejected += 1;
}

/** The highest mean that has been rejected by the scores so far or before, from below. */
function lowerBound(scores: readonly number[], alpha: number): number {
  const bets: Bets = { capital: new Float64Array(steps).fill(1), limit: 1 / alpha, rejected: 0 };
  let sum = 0.5;
  let squares = 0.25;
  scores.forEach((score, index) => {
    const n = index + 1;
    // Known before the score is: the stake may not depend on it.
    const variance = squares / n;
    play(bets, score, Math.sqrt((2 * Math.log(1 / alpha)) / (variance * n * Math.log(1 + n))));
    sum += score;
    squares += (score - sum / (n + 1)) ** 2;
  });
  return bets.rejected / steps;
}

/**
 * "No worse than the reference by more than `margin`", with confidence 1 - `alpha` however often anybody looks: a betting
 * confidence sequence for the mean of bounded scores (Waudby-Smith and Ramdas, 2024). The pairs are those of a random
 * sample of requests, in their order, all of them, one per user while users last: never chosen ones, never a model's own
 * scores. Undefined with fewer than `pairsMin`.
 */
export function guarantee(
  pairs: readonly PairedScore[],
  given: { readonly margin?: number; readonly alpha?: number } = {},
): Guarantee | undefined {
  if (pairs.length < pairsMin) return undefined;
  const { margin, alpha } = { ...guaranteeDefaults, ...given };
  const lower = 2 * lowerBound(pairs, alpha / 2) - 1;
  const upper =
    1 -
    2 *
      lowerBound(
        pairs.map((score) => 1 - score),
        alpha / 2,
      );
  return { n: pairs.length, lower, upper, holds: lower >= -margin };
}
