import { describe, expect, it } from 'vitest';
import type { Interval } from '../analytics/range.ts';
import { bucketAt, bucketsOf } from './buckets.ts';
import { logShareOf, scaleTo, shareOf } from './scale.ts';
import { bucketName, timeTicks } from './time-ticks.ts';

describe('an axis of amounts', () => {
  it.each([
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [7.3, [0, 2, 4, 6, 8]],
    [0.000042, [0, 0.00002, 0.00004, 0.00006]],
    [1_234_567, [0, 500_000, 1_000_000, 1_500_000]],
  ])('to %d has round ticks from 0', (top, ticks) => {
    const scale = scaleTo(top);
    expect(scale.ticks).toHaveLength(ticks.length);
    for (const [nth, tick] of ticks.entries()) expect(scale.ticks[nth]).toBeCloseTo(tick, 12);
    expect(scale.max).toBeGreaterThanOrEqual(top);
  });

  it('of what is counted has whole ticks', () => {
    expect(scaleTo(3, { whole: true }).ticks).toEqual([0, 1, 2, 3]);
    expect(scaleTo(1, { whole: true }).ticks).toEqual([0, 1]);
  });

  it('of nothing is still an axis', () => {
    expect(scaleTo(0).max).toBe(1);
    expect(shareOf(0, scaleTo(0))).toBe(0);
  });

  it('of latencies is logarithmic', () => {
    expect(logShareOf(100, [10, 1000])).toBeCloseTo(0.5);
    expect(logShareOf(5, [10, 1000])).toBe(0);
  });
});

function cut(from: string, to: string, interval: Interval) {
  const at = { interval, timeZone: 'Europe/Berlin' };
  const buckets = bucketsOf({ fromMs: Date.parse(from), toMs: Date.parse(to) }, at);
  return { buckets, at };
}

describe('buckets', () => {
  it('follow the calendar of the zone, and say which is not whole', () => {
    const { buckets } = cut('2026-10-23T22:00:00Z', '2026-10-26T12:00:00Z', 'day');
    expect(buckets.map(({ fromMs, toMs }) => (toMs - fromMs) / 3_600_000)).toEqual([24, 25, 13]);
    expect(buckets.map(({ isPartial }) => isPartial)).toEqual([false, false, true]);
  });

  it('leave no gap and lie within the span', () => {
    for (const interval of ['15m', 'hour', 'day', 'week', 'month'] as const) {
      const { buckets } = cut('2026-03-12T03:15:00Z', '2026-04-12T10:45:00Z', interval);
      expect(buckets[0]?.fromMs).toBe(Date.parse('2026-03-12T03:15:00Z'));
      expect(buckets.at(-1)?.toMs).toBe(Date.parse('2026-04-12T10:45:00Z'));
      for (const [nth, { fromMs }] of buckets.entries()) if (nth > 0) expect(buckets[nth - 1]?.toMs).toBe(fromMs);
    }
  });

  it('are found by a moment', () => {
    const { buckets } = cut('2026-10-23T22:00:00Z', '2026-10-26T12:00:00Z', 'day');
    expect(bucketAt(buckets, Date.parse('2026-10-25T22:30:00Z'))).toBe(1);
    expect(bucketAt(buckets, Date.parse('2026-10-27T00:00:00Z'))).toBe(-1);
  });
});

describe('ticks of time', () => {
  const labels = (from: string, to: string, interval: Interval) => {
    const { buckets, at } = cut(from, to, interval);
    return timeTicks(buckets, { ...at, max: 8 }).map(({ label }) => label);
  };

  it('stand at round times', () => {
    expect(labels('2026-11-26T11:00:00Z', '2026-11-27T10:15:00Z', 'hour')).toEqual([
      ...['12:00', '15:00', '18:00', '21:00', '27 Nov', '03:00', '06:00', '09:00'],
    ]);
    expect(labels('2026-10-28T23:00:00Z', '2026-11-27T10:15:00Z', 'day')).toEqual([
      ...['2 Nov', '9 Nov', '16 Nov', '23 Nov'],
    ]);
    expect(labels('2025-11-30T23:00:00Z', '2026-11-27T10:15:00Z', 'month')).toEqual([
      ...['2026', 'Mar', 'May', 'Jul', 'Sept', 'Nov'],
    ]);
  });

  it('name a bucket, and say when it is not whole', () => {
    const { buckets, at } = cut('2026-11-25T23:00:00Z', '2026-11-27T10:15:00Z', 'day');
    expect(buckets.map((bucket) => bucketName(bucket, at))).toEqual(['Thu 26 Nov 2026', 'Fri 27 Nov 2026, in part']);
  });
});
