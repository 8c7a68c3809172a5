import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figures } from './figures.ts';

describe('figures', () => {
  it('keeps four of them, and no remainder of the arithmetic', () => {
    expect([0.00007845000000000002, 25.79580922834912, 120.00000000000004, 123_456, 0, -0.12346].map(figures)).toEqual([
      0.00007845, 25.8, 120, 123_500, 0, -0.1235,
    ]);
    expect([Number.POSITIVE_INFINITY, Number.NaN, 5e-324].map(figures)).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NaN,
      5e-324,
    ]);
  });

  it('is off by less than a thousandth, is written short, and does not change what it gave', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-15, max: 1e15, noNaN: true }), (value) => {
        const short = figures(value);
        expect(Math.abs(short - value)).toBeLessThanOrEqual(value * 0.0005000001);
        expect(figures(short)).toBe(short);
        expect(short.toExponential().replace(/e.*$/, '').length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
