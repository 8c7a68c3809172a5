import { testSeed } from '@weir/testing/seed';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dollarWorth, leastShare, type Offer, rankedOffers } from './worth.ts';

const cheap = { quality: 0.7, costUsd: 0.001 };
const dear = { quality: 0.8, costUsd: 0.01 };

/** The offer that a quality setting takes, where the dearest costs a cent for a usual call. */
function taken(offers: readonly Offer[], share: number): Offer | undefined {
  const best = Math.max(...offers.map(({ quality }) => quality));
  const left = offers.filter(({ quality }) => quality >= best * leastShare(share));
  return left[rankedOffers(left, dollarWorth(share, best, 0.01))[0] ?? -1];
}

describe('a smart choice', () => {
  it('is the cheapest for 0 and the best for 1', () => {
    expect(taken([dear, cheap], 0)).toBe(cheap);
    expect(taken([cheap, dear], 1)).toBe(dear);
  });

  it('of equals is the cheaper, and at one price the better', () => {
    for (const share of [0, 0.5, 1]) {
      expect(taken([{ ...cheap, costUsd: 0.002 }, cheap], share)).toBe(cheap);
      expect(taken([{ ...dear, quality: 0.6 }, dear], share)).toBe(dear);
    }
  });

  it('goes up where the dearer target brings the share that the setting lets go of, in a call of usual size', () => {
    const gains = [0.02, 0.04, 0.06, 0.1].map((gain) => taken([cheap, { quality: 0.7 + gain, costUsd: 0.011 }], 0.95));
    expect(gains.map((offer) => offer !== cheap)).toEqual([false, true, true, true]);
  });

  it('asks ten times the gain of a call ten times as dear', () => {
    const large = [
      { quality: 0.7, costUsd: 0.01 },
      { quality: 0.8, costUsd: 0.1 },
    ];
    expect(taken([cheap, dear], 0.95)).toBe(dear);
    expect(taken(large, 0.95)).toBe(large[0]);
  });

  it('saves nothing at the price of a target that is too bad', () => {
    const huge = [
      { quality: 0.3, costUsd: 0 },
      { quality: 0.9, costUsd: 1 },
    ];
    expect(taken(huge, 0.95)).toBe(huge[1]);
    expect(taken(huge, 0.8)).toBe(huge[0]);
  });

  it('takes an unknown cost for no low one', () => {
    const unknown = { quality: 0.9, costUsd: undefined };
    expect(taken([unknown, cheap], 0.95)).toBe(cheap);
    expect(taken([unknown, cheap], 1)).toBe(unknown);
  });

  it('never costs less nor is worth less for a higher setting', () => {
    const unit = fc.double({ min: 0.01, max: 1, noNaN: true });
    const offers = fc.array(fc.record({ quality: unit, costUsd: unit }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(offers, unit, unit, (all, one, other) => {
        const [low, high] = [taken(all, Math.min(one, other)), taken(all, Math.max(one, other))];
        expect(high?.quality).toBeGreaterThanOrEqual(low?.quality ?? 1);
        expect(high?.costUsd).toBeGreaterThanOrEqual(low?.costUsd ?? 1);
      }),
      { seed: testSeed('worth'), numRuns: 2_000 },
    );
  });
});
