import { describe, expect, it } from 'vitest';
import { heatRows, logTicks } from './heat.ts';

const bin = (from: number, count: number) => ({ from, to: from * 1.09, count });

describe('a heat map', () => {
  const rows = heatRows([[bin(100, 2), bin(109, 3), bin(400, 1)], [], [bin(100, 1), bin(150, 4)]]);

  it('has rows of one height, from the quickest to the slowest', () => {
    for (const [nth, row] of rows.entries()) {
      expect(row.to / row.from).toBeCloseTo(Math.SQRT2);
      if (nth > 0) expect(row.from).toBeCloseTo(rows[nth - 1]?.to ?? 0);
    }
    expect(rows[0]?.from).toBeLessThanOrEqual(100);
    expect(rows.at(-1)?.to).toBeGreaterThan(400);
  });

  it('loses no call', () => {
    const sums = [0, 1, 2].map((nth) => rows.reduce((sum, { counts }) => sum + (counts[nth] ?? 0), 0));
    expect(sums).toEqual([6, 0, 5]);
  });

  it('of nothing is empty', () => {
    expect(heatRows([[], [bin(5, 0)]])).toEqual([]);
  });

  it('has round ticks', () => {
    expect(logTicks(90, 1_100)).toEqual([100, 200, 500, 1_000]);
    expect(logTicks(1, 200_000)).toEqual([1, 10, 100, 1_000, 10_000, 100_000]);
  });
});
