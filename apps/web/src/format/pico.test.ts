import { describe, expect, it } from 'vitest';
import { picoOf, sumUsd, usdOfPico } from './pico.ts';

describe('amounts', () => {
  it.each(['0', '1', '0.000000000001', '9007199254740993.000000000001', '-12.5'])('%s stays what it is', (usd) => {
    expect(usdOfPico(picoOf(usd))).toBe(usd);
  });

  it('add up to the last digit', () => {
    expect(sumUsd(['0.1', '0.2', null, '0.000000000001'])).toBe('0.300000000001');
    expect(sumUsd(['9007199254740993', '0.1'])).toBe('9007199254740993.1');
  });

  it('of which none is known add up to nothing known, not to 0', () => {
    expect(sumUsd([null, null])).toBeNull();
    expect(sumUsd([])).toBeNull();
  });

  it('that are none are refused', () => {
    expect(() => picoOf('1e-7')).toThrow(RangeError);
  });
});
