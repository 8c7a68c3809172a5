import { binCount, binOf, lowerMs, withinMs } from './log-bins.ts';

/** Weights of times by bin: `ended` are known, of `open` ones only that they are at least so long. */
export type Times = { readonly ended: Float64Array; readonly open: Float64Array };

/** Weights of no times at all. */
export function noTimes(): Times {
  return { ended: new Float64Array(binCount), open: new Float64Array(binCount) };
}

/** Adds `times` to `sum`, each weight times `factor`. */
export function addTimes(sum: Times, times: Times, factor: number): void {
  for (let bin = 0; bin < binCount; bin++) {
    sum.ended[bin] = (sum.ended[bin] ?? 0) + (times.ended[bin] ?? 0) * factor;
    sum.open[bin] = (sum.open[bin] ?? 0) + (times.open[bin] ?? 0) * factor;
  }
}

/** The weight of all times that are known. */
export function endedWeight({ ended }: Times): number {
  let sum = 0;
  for (const weight of ended) sum += weight;
  return sum;
}

/**
 * The share that is still open at the end of each bin: Kaplan and Meier's estimate from grouped times (the actuarial one,
 * in which times that were cut off within a bin count half at risk). Dropping cut-off times would make a Target that is
 * often left look faster than it is.
 */
export type Survival = {
  readonly shares: Float64Array;
  /** The last bin in which anything is known. */
  readonly last: number;
};

/** Undefined where no time is known. */
export function survivalOf(times: Times): Survival | undefined {
  const shares = new Float64Array(binCount);
  let last = -1;
  let atRisk = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const weight = (times.ended[bin] ?? 0) + (times.open[bin] ?? 0);
    if (weight > 0) last = bin;
    atRisk += weight;
  }
  if (last < 0) return undefined;
  let share = 1;
  for (let bin = 0; bin < binCount; bin++) {
    const ended = times.ended[bin] ?? 0;
    const open = times.open[bin] ?? 0;
    const exposed = atRisk - open / 2;
    if (ended > 0) share *= exposed <= ended ? 0 : 1 - ended / exposed;
    shares[bin] = share;
    atRisk = Math.max(0, atRisk - ended - open);
  }
  return { shares, last };
}

/** The share that takes longer than `ms`. */
export function shareOver({ shares }: Survival, ms: number): number {
  if (ms <= 0) return 1;
  const bin = binOf(ms);
  const before = bin === 0 ? 1 : (shares[bin - 1] ?? 0);
  const low = lowerMs(bin);
  const part = Math.min(1, (ms - low) / (lowerMs(bin + 1) - low));
  return before + part * ((shares[bin] ?? 0) - before);
}

/** The time within which a `share` of all ended, in milliseconds; where it is not that far, the longest that is known. */
export function percentileMs({ shares, last }: Survival, share: number): number {
  const wanted = 1 - share;
  let before = 1;
  for (let bin = 0; bin <= last; bin++) {
    const after = shares[bin] ?? 0;
    if (after <= wanted) return withinMs(bin, before === after ? 1 : (before - wanted) / (before - after));
    before = after;
  }
  return withinMs(last, 1);
}

/**
 * How much longer those that take longer than `afterMs` take, in the mean; at least, where some are not known to end. It is
 * undefined where most of them are not.
 */
export function meanRestMs(survival: Survival, afterMs: number): number | undefined {
  const open = shareOver(survival, afterMs);
  if (open <= 0 || (survival.shares[survival.last] ?? 0) > open / 2) return undefined;
  let area = 0;
  for (let bin = binOf(afterMs); bin <= survival.last; bin++) {
    const from = Math.max(afterMs, lowerMs(bin));
    const to = lowerMs(bin + 1);
    area += ((shareOver(survival, from) + (survival.shares[bin] ?? 0)) / 2) * (to - from);
  }
  return area / open;
}
