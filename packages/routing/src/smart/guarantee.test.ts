import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { describe, expect, it } from 'vitest';
import { uniform } from '../random.ts';
import { guarantee, type PairedScore, pairsMin } from './guarantee.ts';

/** Pairs of which some are decided, the route ahead by `difference` over all. */
function pairs(count: number, { decided, difference, seed }: { decided: number; difference: number; seed: number }) {
  return Array.from({ length: count }, (_, n): PairedScore => {
    const draw = uniform(seed, 7, n);
    if (draw >= decided) return 0.5;
    return draw < (decided + difference) / 2 ? 1 : 0;
  });
}

describe('a guarantee', () => {
  it('is not given on fewer pairs than support one', () => {
    expect(guarantee(pairs(pairsMin - 1, { decided: 0.2, difference: 0.1, seed: 1 }))).toBeUndefined();
    expect(guarantee(pairs(pairsMin, { decided: 0.2, difference: 0.1, seed: 1 }))).toMatchObject({
      n: pairsMin,
      holds: false,
    });
  });

  it('holds where the route is as good on enough pairs, and not where it is worse', () => {
    const equal = guarantee(pairs(6_000, { decided: 0.05, difference: 0, seed: 2 }));
    expect(equal?.holds).toBe(true);
    expect(equal?.lower).toBeLessThan(0);
    expect(equal?.upper).toBeGreaterThan(0);
    const worse = guarantee(pairs(6_000, { decided: 0.2, difference: -0.06, seed: 3 }));
    expect(worse?.holds).toBe(false);
    expect(worse?.upper).toBeLessThan(-0.02);
  });

  it('is had sooner with a wider margin, and where most pairs are ties', () => {
    const few = pairs(1_000, { decided: 0.2, difference: 0, seed: 4 });
    expect(guarantee(few)?.holds).toBe(false);
    expect(guarantee(few, { margin: 0.1 })?.holds).toBe(true);
    expect(guarantee(pairs(1_000, { decided: 0.02, difference: 0, seed: 4 }))?.holds).toBe(true);
  });

  it('stays once it is had: bounds only close in', () => {
    const all = pairs(800, { decided: 0.5, difference: 0.2, seed: 5 });
    let [lower, upper] = [-1, 1];
    for (let n = pairsMin; n <= all.length; n += 70) {
      const now = guarantee(all.slice(0, n));
      expect(now?.lower).toBeGreaterThanOrEqual(lower);
      expect(now?.upper).toBeLessThanOrEqual(upper);
      [lower, upper] = [now?.lower ?? 0, now?.upper ?? 0];
    }
  });
});

describe('with a look after every pair', { timeout: scaled({ scaled: 20_000, full: 300_000 }) }, () => {
  const runs = scaled({ scaled: 150, full: 2_000 });
  const count = scaled({ scaled: 600, full: 2_000 });

  it.each([
    { decided: 0.05, difference: -0.02 },
    { decided: 0.3, difference: -0.02 },
    { decided: 1, difference: -0.02 },
  ])('a route that is worse by the whole margin is passed in at most 5% of runs: $decided decided', (world) => {
    let [passed, missed] = [0, 0];
    for (let run = 0; run < runs; run += 1) {
      // Bounds only close in, so that the last look tells whether any look would have.
      const last = guarantee(pairs(count, { ...world, seed: 1_000 + run }));
      if (last === undefined) throw new Error('there are enough pairs');
      if (last.lower > world.difference) passed += 1;
      if (last.lower > world.difference || last.upper < world.difference) missed += 1;
    }
    recordProof(`guarantee of a route, ${world.decided} of pairs decided`, {
      runs,
      'looks each': count,
      'passed wrongly': (passed / runs).toFixed(4),
      'interval misses the truth': (missed / runs).toFixed(4),
    });
    expect(passed / runs).toBeLessThanOrEqual(0.05);
    expect(missed / runs).toBeLessThanOrEqual(0.05);
  });

  it('a fixed-sample interval would pass far more: the test can fail', () => {
    let passed = 0;
    for (let run = 0; run < runs; run += 1) {
      const scores = pairs(count, { decided: 0.3, difference: -0.02, seed: 1_000 + run });
      let [sum, squares] = [0, 0];
      const looked = scores.some((score, index) => {
        const gain = 2 * score - 1;
        sum += gain;
        squares += gain * gain;
        const n = index + 1;
        const mean = sum / n;
        return n >= pairsMin && mean - 1.645 * Math.sqrt((squares / n - mean * mean) / n) > -0.02;
      });
      passed += looked ? 1 : 0;
    }
    expect(passed / runs).toBeGreaterThan(0.1);
  });
});
