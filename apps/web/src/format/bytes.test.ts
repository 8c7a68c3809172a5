import { expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [1_234_567, '1.2 MB'],
  [99_500_000, '100 MB'],
  [999_600_000, '1.0 GB'],
  [48_000_000_000, '48.0 GB'],
])('says %i as %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
