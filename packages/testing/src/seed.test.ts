import { describe, expect, it } from 'vitest';
import { testSeed } from './seed.ts';

describe('testSeed', () => {
  it('is the same in every run and differs by name', () => {
    const own = process.env['WEIR_TEST_SEED'] === undefined;
    expect(testSeed('a name')).toBe(testSeed('a name'));
    if (own) expect(testSeed('a name')).not.toBe(testSeed('another name'));
  });
});
