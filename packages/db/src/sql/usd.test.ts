import { describe, expect, it } from 'vitest';
import { usdOf } from './usd.ts';

describe('usdOf', () => {
  it.each([
    [0n, '0'],
    [1n, '0.000000000001'],
    [1_500_000_000_000n, '1.5'],
    [-250_000_000_000n, '-0.25'],
    [9_007_199_254_740_993_000_000_000_001n, '9007199254740993.000000000001'],
  ])('writes %s pico-dollars exactly', (pico, usd) => {
    expect(usdOf(pico)).toBe(usd);
  });
});
