import { describe, expect, it } from 'vitest';
import { drawnOrder, hashOf, uniform } from './random.ts';

const draws = 50_000;

/** Chi-square of counts that should be equal. */
function chiSquare(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
}

function spread(draw: (index: number) => number): number {
  const counts = Array.from({ length: 100 }, () => 0);
  for (let index = 0; index < draws; index++) {
    const bin = Math.floor(draw(index) * 100);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return chiSquare(counts);
}

/** 99 degrees of freedom: one in ten thousand is above. */
const chiSquareMax = 160;

describe('draws', () => {
  it('are even over seeds, labels and numbers alike', () => {
    expect(spread((index) => uniform(index, hashOf('0.1'), 0))).toBeLessThan(chiSquareMax);
    expect(spread((index) => uniform(7, hashOf(`0.${index}`), 0))).toBeLessThan(chiSquareMax);
    expect(spread((index) => uniform(7, hashOf('0.1'), index))).toBeLessThan(chiSquareMax);
  });

  it('of different sources are independent of each other', () => {
    const pairs = (one: number, other: number) =>
      spread((index) => {
        const [a, b] = [uniform(index, one, 0), uniform(index, other, 0)];
        return (Math.floor(a * 10) * 10 + Math.floor(b * 10) + 0.5) / 100;
      });
    expect(pairs(hashOf('0'), hashOf('0.0'))).toBeLessThan(chiSquareMax);
    expect(pairs(1, 2)).toBeLessThan(chiSquareMax);
    const numbers = spread((index) => {
      const [a, b] = [uniform(index, 5, 0), uniform(index, 5, 1)];
      return (Math.floor(a * 10) * 10 + Math.floor(b * 10) + 0.5) / 100;
    });
    expect(numbers).toBeLessThan(chiSquareMax);
  });

  it('are the same for ever', () => {
    expect([hashOf(''), hashOf('0.1'), hashOf('a/m@k')]).toMatchInlineSnapshot(`
      [
        -1421968373,
        -483783741,
        1929391477,
      ]
    `);
    expect([uniform(0, 0, 0), uniform(7, 1, 2), uniform(-1, -1, 3)]).toMatchInlineSnapshot(`
      [
        0.9394053941359743,
        0.9793058946961537,
        0.38651485287118703,
      ]
    `);
  });
});

describe('an order that is drawn', () => {
  it('has each index once, weight 0 last and as given', () => {
    expect(drawnOrder([0, 1, 0, 2], [0.5, 0.5, 0.1, 0.5])).toEqual([3, 1, 0, 2]);
    expect(drawnOrder([], [])).toEqual([]);
  });
});
