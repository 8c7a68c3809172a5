import { describe, expect, it } from 'vitest';
import { dollars, duration, listed, percent, whole } from './words.ts';

describe('words', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [1_234_567.6, '1,234,568'],
  ])('of the number %s', (value, text) => expect(whole(value)).toBe(text));

  it.each([
    [0.2, '1 ms'],
    [999, '999 ms'],
    [1_001, '2 s'],
    [3_600_000, '3,600 s'],
  ])('of %s milliseconds', (ms, text) => expect(duration(ms)).toBe(text));

  it.each([
    [0, '$0'],
    [0.00026, '$0.00026'],
    [0.000000123456, '$0.0000001235'],
    [0.5, '$0.5'],
    [3, '$3'],
    [1_234.5, '$1235'],
  ])('of %s dollars', (usd, text) => expect(dollars(usd)).toBe(text));

  it.each([
    [0.95, '95%'],
    [0.4444, '44.4%'],
    [1, '100%'],
  ])('of the share %s', (share, text) => expect(percent(share)).toBe(text));

  it('of names', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual([
      '',
      'a',
      'a and b',
      'a, b or c',
    ]);
  });
});
