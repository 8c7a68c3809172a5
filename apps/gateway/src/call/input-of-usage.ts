import type { Usage } from '@weir/protocol/usage';

/** The sum of the counts that are known; undefined where none is. */
export function totalOf(...counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}

/** Tokens of text that an upstream read, from its cache or not; undefined where it reported none of it. */
export function inputOfUsage({ input, cacheRead, cacheWrite5m, cacheWrite1h }: Usage): number | undefined {
  return totalOf(input, cacheRead, cacheWrite5m, cacheWrite1h);
}
