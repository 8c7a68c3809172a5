import type { Fragment, Sql } from './client.ts';

/** Tokens by the way they went: in for the first time, in from a cache, out. Null is "not reported". */
export type CallTokens = { readonly in: number | null; readonly cached: number | null; readonly out: number | null };

/** Those of one Attempt, in a row. */
export type TokenColumns = {
  readonly tokensIn: number | null;
  readonly tokensCached: number | null;
  readonly tokensOut: number | null;
};

/** The columns of usage.attempts as TokenColumns. */
export function tokenColumns(sql: Sql): Fragment {
  return sql`
    case when num_nonnulls(input, cache_write_5m, cache_write_1h, audio_input, image_input) > 0 then (coalesce(input, 0)
      + coalesce(cache_write_5m, 0) + coalesce(cache_write_1h, 0) + coalesce(audio_input, 0) + coalesce(image_input, 0))::float8 end as "tokensIn",
    case when num_nonnulls(cache_read, audio_cache_read) > 0
      then (coalesce(cache_read, 0) + coalesce(audio_cache_read, 0))::float8 end as "tokensCached",
    case when num_nonnulls(output, reasoning, audio_output, image_output) > 0 then (coalesce(output, 0)
      + coalesce(reasoning, 0) + coalesce(audio_output, 0) + coalesce(image_output, 0))::float8 end as "tokensOut"`;
}

function sum(counts: readonly (number | null)[]): number | null {
  return counts.reduce((total, count) => (count === null ? total : (total ?? 0) + count), null);
}

/** What Attempts have in common; what none of them reported is not known. */
export function callTokens(attempts: readonly TokenColumns[]): CallTokens {
  return {
    in: sum(attempts.map(({ tokensIn }) => tokensIn)),
    cached: sum(attempts.map(({ tokensCached }) => tokensCached)),
    out: sum(attempts.map(({ tokensOut }) => tokensOut)),
  };
}
