import { describe, expect, it } from 'vitest';
import { binOf, lowerMs } from './log-bins.ts';
import { noTimes, percentileMs, shareOver, survivalOf, type Times } from './survival.ts';

/** Draws of a lognormal time with its median at `median` ms, at evenly spaced ranks. */
function times(median: number, sigma: number, count = 20_000): number[] {
  return Array.from({ length: count }, (_, at) => {
    const p = (at + 0.5) / count;
    // Logistic quantiles are close enough to normal ones, and have a formula.
    return median * Math.exp((sigma * Math.log(p / (1 - p))) / 1.702);
  });
}

function put(into: Times, ms: number, open = false): void {
  const weights = open ? into.open : into.ended;
  weights[binOf(ms)] = (weights[binOf(ms)] ?? 0) + 1;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

describe('bins of time', () => {
  it('hold each time between their ends, 9% apart', () => {
    for (const ms of [0, 0.4, 1, 1.05, 7, 250, 30_000, 900_000]) {
      expect(lowerMs(binOf(ms))).toBeLessThanOrEqual(ms);
      expect(lowerMs(binOf(ms) + 1)).toBeGreaterThan(ms);
    }
    expect(binOf(1e12)).toBe(binOf(1e10));
    expect(binOf(Number.NaN)).toBe(0);
  });
});

describe('survival', () => {
  it('gives percentiles within 3% of the true ones', () => {
    const all = times(500, 0.5);
    const into = noTimes();
    for (const ms of all) put(into, ms);
    const survival = survivalOf(into);
    if (survival === undefined) throw new Error('nothing known');
    for (const share of [0.1, 0.5, 0.9, 0.95, 0.99]) {
      const truth = quantile(all, share);
      expect(Math.abs(percentileMs(survival, share) / truth - 1)).toBeLessThan(0.03);
      expect(Math.abs(shareOver(survival, truth) - (1 - share))).toBeLessThan(0.02);
    }
  });

  it('is not misled by times that were cut off, where dropping them would be', () => {
    const all = times(500, 0.8);
    const [kept, dropped] = [noTimes(), noTimes()];
    for (const [at, ms] of all.entries()) {
      // Four in five are left after a second, as losers of a race are.
      const cut = at % 5 > 0 && ms > 1_000;
      put(kept, cut ? 1_000 : ms, cut);
      if (!cut) put(dropped, ms);
    }
    const truth = quantile(all, 0.95);
    const [full, short] = [survivalOf(kept), survivalOf(dropped)];
    if (full === undefined || short === undefined) throw new Error('nothing known');
    expect(Math.abs(percentileMs(full, 0.95) / truth - 1)).toBeLessThan(0.05);
    expect(percentileMs(short, 0.95) / truth).toBeLessThan(0.8);
  });

  it('gives the longest that is known where most were cut off, and nothing of no times', () => {
    const into = noTimes();
    put(into, 100);
    for (let at = 0; at < 9; at++) put(into, 2_000, true);
    const survival = survivalOf(into);
    if (survival === undefined) throw new Error('nothing known');
    expect(percentileMs(survival, 0.5)).toBeGreaterThanOrEqual(2_000);
    expect(survivalOf(noTimes())).toBeUndefined();
  });
});
