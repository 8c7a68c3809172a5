import { describe, expect, it } from 'vitest';
import { randomFrom } from './random.test-support.ts';
import { endedWeight, percentileMs, survivalOf } from './survival.ts';
import { TimeSeries } from './time-series.ts';

function percentile(series: TimeSeries, share: number): number {
  const sums = series.sums();
  const survival = sums === undefined ? undefined : survivalOf(sums.times);
  return survival === undefined ? Number.NaN : percentileMs(survival, share);
}

/** A lognormal time around `median`, now and then a stall. */
function drawer(seed: number) {
  const { random, normal } = randomFrom(seed);
  return (median: number, { sigma = 0.3, stalls = 0 } = {}) =>
    random() < stalls ? 30_000 + 60_000 * random() : median * Math.exp(sigma * normal());
}

describe('a series of times', () => {
  it('knows the percentiles of the recent past', () => {
    const draw = drawer(1);
    const series = new TimeSeries();
    for (let at = 0; at < 3_000; at++) series.add(draw(400), { open: false, atMs: at * 20 });
    expect(percentile(series, 0.5)).toBeGreaterThan(370);
    expect(percentile(series, 0.5)).toBeLessThan(430);
    expect(percentile(series, 0.95)).toBeGreaterThan(600);
    expect(percentile(series, 0.95)).toBeLessThan(720);
  });

  it('follows a lasting change within 20 times, up and down, even when they come slowly', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const draw = drawer(seed);
      const series = new TimeSeries();
      let atMs = 0;
      const feed = (median: number, count: number) => {
        for (let left = count; left > 0; left--) {
          atMs += 1_000;
          series.add(draw(median), { open: false, atMs });
        }
      };
      feed(300, 500);
      feed(900, 20);
      expect(percentile(series, 0.5)).toBeGreaterThan(700);
      feed(900, 500);
      feed(300, 20);
      expect(percentile(series, 0.5)).toBeLessThan(400);
    }
  });

  it('takes rare stalls for what they are, not for a change', () => {
    let forgotten = 0;
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const draw = drawer(seed);
      const series = new TimeSeries();
      for (let at = 0; at < 2_000; at++) series.add(draw(400, { stalls: 0.05 }), { open: false, atMs: at });
      const sums = series.sums();
      if (sums === undefined || endedWeight(sums.times) < 500) forgotten += 1;
      expect(percentile(series, 0.5)).toBeLessThan(450);
      expect(percentile(series, 0.99)).toBeGreaterThan(25_000);
    }
    expect(forgotten).toBe(0);
  });

  it('fades with time', () => {
    const series = new TimeSeries();
    for (let at = 0; at < 100; at++) series.add(100, { open: false, atMs: 0 });
    // Too few for a change; an old majority is outweighed.
    for (let at = 0; at < 5; at++) series.add(1_000, { open: false, atMs: 6_000_000 });
    expect(percentile(series, 0.5)).toBeGreaterThan(900);
  });

  it('keeps its sums finite over very many times', () => {
    const series = new TimeSeries();
    for (let at = 0; at < 100_000; at++) series.add(100 + (at % 7), { open: at % 3 === 0, atMs: at * 1_000 });
    const sums = series.sums();
    const weight = sums === undefined ? Number.NaN : endedWeight(sums.times);
    expect(weight).toBeGreaterThan(10);
    expect(weight).toBeLessThan(1_000);
  });
});
