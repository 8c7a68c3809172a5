import { describe, expect, it } from 'vitest';
import { formatUsd, formatUsdExact, formatUsdShort } from './money.ts';

describe('money', () => {
  it.each([
    ['0', '$0.00'],
    ['0.000042', '$0.000042'],
    ['0.00000228', '$0.00000228'],
    ['0.000000000001', '$0.000000000001'],
    ['0.0123456', '$0.0123'],
    ['0.5', '$0.50'],
    ['0.999999', '$1.00'],
    ['1284.1', '$1,284.10'],
    ['1234567.894999', '$1,234,567.89'],
    ['9007199254740993.125', '$9,007,199,254,740,993.13'],
    ['-12.345', '-$12.35'],
  ])('%s is shown as %s', (usd, shown) => {
    expect(formatUsd(usd)).toBe(shown);
  });

  it('is exact where it says so', () => {
    expect(formatUsdExact('0.000000123456')).toBe('$0.000000123456');
    expect(formatUsdExact('9007199254740993.000000000001')).toBe('$9,007,199,254,740,993.000000000001');
    expect(formatUsdExact('12')).toBe('$12.00');
    expect(formatUsdExact('12.3400')).toBe('$12.34');
  });

  it('is short on an axis', () => {
    expect([0, 1234, 12.5, 0.05].map(formatUsdShort)).toEqual(['$0', '$1.2K', '$12.5', '$0.05']);
  });
});
