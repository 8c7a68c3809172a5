import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUsdAmount, picoFromNumber, picoFromUsd, usdFromPico } from './usd.ts';

const seed = 20261123;

describe('amounts in USD', () => {
  it('are exact to the pico-dollar', () => {
    expect(picoFromUsd('1.5')).toBe(1_500_000_000_000n);
    expect(picoFromUsd('0.000000000001')).toBe(1n);
    expect(picoFromUsd('-2')).toBe(-2_000_000_000_000n);
    expect(picoFromUsd('123456789012.345678901234')).toBe(123456789012345678901234n);
  });

  it('read exponents as they are written in JSON', () => {
    expect(picoFromNumber(8e-7)).toBe(800_000n);
    expect(picoFromNumber(1e21)).toBe(10n ** 33n);
  });

  it('take the shortest decimal text of a number, not its binary value', () => {
    expect(picoFromNumber(0.1)).toBe(100_000_000_000n);
    expect(picoFromNumber(0.3)).toBe(300_000_000_000n);
  });

  it('round a number finer than a pico-dollar half up', () => {
    expect(picoFromNumber(0.08333333333333334)).toBe(83_333_333_333n);
    expect(picoFromNumber(0.18000000000000002)).toBe(180_000_000_000n);
    expect(picoFromNumber(0.0000000000005)).toBe(1n);
  });

  it.each(['', 'abc', '1,5', '.5', '5.', '0x10', ' 1', '1e', 'NaN', 'Infinity', '0.0000000000001'])(
    'refuse %j',
    (text) => {
      expect(() => picoFromUsd(text)).toThrow(RangeError);
      expect(isUsdAmount(text)).toBe(false);
    },
  );

  it('refuse a negative price, one that is kept nowhere, and powers of ten', () => {
    for (const text of ['-1', '9000000.000000000001', '9'.repeat(30), '1e3']) expect(isUsdAmount(text)).toBe(false);
    expect(isUsdAmount('9000000')).toBe(true);
    expect(isUsdAmount('0')).toBe(true);
  });

  it('take no time over a power of ten that would fill the memory', () => {
    const began = performance.now();
    for (const text of ['1e100000000', '1e-100000000', '0e99999999']) {
      expect(() => picoFromUsd(text)).toThrow(RangeError);
      expect(isUsdAmount(text)).toBe(false);
    }
    expect(performance.now() - began).toBeLessThan(100);
  });

  it('are written without loss and without trailing zeros', () => {
    expect(usdFromPico(0n)).toBe('0');
    expect(usdFromPico(1n)).toBe('0.000000000001');
    expect(usdFromPico(-1_500_000_000_000n)).toBe('-1.5');
    expect(usdFromPico(20_000_000_000_000n)).toBe('20');
  });

  it('come back from their text as they were', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (pico) => {
        expect(picoFromUsd(usdFromPico(pico))).toBe(pico);
      }),
      { seed },
    );
  });
});
