import { expect, it } from 'vitest';
import { restartDelayMs } from './backoff.ts';

it('waits longer with each end within a minute, up to ten seconds', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 30].map((ends) => restartDelayMs(Array(ends).fill(1_000), 2_000));
  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
});

it('forgets ends that are more than a minute old', () => {
  expect(restartDelayMs([0, 1, 2, 100_000], 100_000)).toBe(250);
});
