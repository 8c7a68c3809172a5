import { latencyBin } from '@weir/protocol/latency-bin';
import { testSeed } from '@weir/testing/seed';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile, percentilesOf } from './percentiles.ts';

function histogramOf(latencies: readonly number[]): Map<number, number> {
  const bins = Map.groupBy(latencies, latencyBin);
  return new Map([...bins].map(([bin, list]) => [bin, list.length]));
}

describe('a percentile', () => {
  it('read from a histogram is within a bin of the truth', () => {
    const latencies = fc.array(fc.integer({ min: 1, max: 3_600_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(latencies, fc.constantFrom(0.5, 0.95, 0.99), (list, share) => {
        const truth = list.toSorted((a, b) => a - b)[Math.ceil(share * list.length) - 1] ?? 0;
        const read = percentile(histogramOf(list), share) ?? 0;
        expect(read / truth).toBeGreaterThan(1 / 1.1);
        expect(read / truth).toBeLessThan(1.1);
      }),
      { seed: testSeed('percentiles') },
    );
  });

  it('of nothing is not known, and of the last bin its beginning', () => {
    expect(percentilesOf(new Map())).toEqual({ count: 0, p50: null, p95: null, p99: null });
    expect(percentile(new Map([[latencyBin(1e12), 1]]), 0.5)).toBeGreaterThan(86_000_000);
  });

  it('counts all that were measured', () => {
    expect(percentilesOf(histogramOf([5, 5, 5, 9_000])).count).toBe(4);
  });
});
