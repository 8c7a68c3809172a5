import { describe, expect, it } from 'vitest';
import { addDifference, newDifferenceSum, quantile, sumInterval, wilson } from './replay-statistics.ts';

/** Numbers in [0, 1) that are always the same. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Part of 2,000 samples whose interval holds the truth. */
function coverage(holds: (draw: () => number) => boolean): number {
  const draw = stream(7);
  let held = 0;
  for (let run = 0; run < 2_000; run += 1) if (holds(draw)) held += 1;
  return held / 2_000;
}

describe('intervals', () => {
  it('of a share are those of Wilson', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    const { low, high } = wilson(8, 10);
    expect([low, high].map((bound) => Math.round(bound * 1_000))).toEqual([490, 943]);
  });

  it('hold a share, a quantile and a sum of differences in about 95 of 100 samples', () => {
    const n = 200;
    const share = coverage((draw) => {
      let count = 0;
      for (let at = 0; at < n; at += 1) if (draw() < 0.2) count += 1;
      const { low, high } = wilson(count, n);
      return low <= 0.2 && high >= 0.2;
    });
    const median = coverage((draw) => {
      const { low = -1, high = 2 } = quantile(
        Array.from({ length: n }, draw).toSorted((one, other) => one - other),
        0.5,
      );
      return low <= 0.5 && high >= 0.5;
    });
    const sum = coverage((draw) => {
      const differences = newDifferenceSum();
      for (let at = 0; at < n; at += 1) addDifference(differences, draw() ** 2);
      const { low = 0, high = 0 } = sumInterval(differences) ?? {};
      return low <= n / 3 && n / 3 <= high;
    });
    for (const held of [share, median, sum]) expect(held).toBeGreaterThan(0.93);
    for (const held of [share, median, sum]) expect(held).toBeLessThan(0.98);
  });

  it('are not told where too few values are known', () => {
    expect(quantile([5], 0.95)).toEqual({ value: 5, low: undefined, high: undefined });
    expect(sumInterval(newDifferenceSum())).toBeUndefined();
  });
});
