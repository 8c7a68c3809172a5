import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyBin, latencyBinBounds, latencyBinMax } from './latency-bin.ts';

describe('latencyBin', () => {
  it('puts every latency between the bounds of its bin', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (ms) => {
        const [from, to] = latencyBinBounds(latencyBin(ms));
        expect(ms).toBeGreaterThanOrEqual(from * (1 - 1e-12));
        expect(ms).toBeLessThan(to * (1 + 1e-12));
      }),
      { seed: 20261122, numRuns: 2000 },
    );
  });

  it('rises with the latency and stays within its range', () => {
    expect(latencyBin(0)).toBe(0);
    expect(latencyBin(0.99)).toBe(0);
    expect(latencyBin(1)).toBe(1);
    expect(latencyBin(2)).toBe(9);
    expect(latencyBin(1024)).toBe(81);
    expect(latencyBin(1e15)).toBe(latencyBinMax);
    expect(latencyBin(Number.NaN)).toBe(0);
  });
});
