import { uuidFloor } from '@weir/runtime/uuid';
import type { Fragment, Sql } from './client.ts';
import { isUuid } from './is-uuid.ts';
import { QueryError } from './query-error.ts';
import { checkFilters, none, type UsageFilters, whereAttempt, whereCall } from './usage-filters.ts';

/**
 * Which Calls: those that a rollup with the same filters and span counts, and those of which it counts an Attempt. A Call
 * lies where it started, an Attempt where that one started. The rest narrows the list further.
 */
export type CallsFilter = {
  readonly organizationId: string;
  readonly filters?: UsageFilters | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** A Call's id or the beginning of one. */
  readonly search?: string | undefined;
  /** An Attempt of it cost at least so many pico-dollars. */
  readonly minPicoUsd?: bigint | undefined;
  /** Those that failed, were cut short or refused. */
  readonly errorsOnly?: boolean | undefined;
  readonly streaming?: boolean | undefined;
  /** The Call ended with one of these errors; `none` stands for none. */
  readonly errorCode?: readonly string[] | undefined;
};

/** Within a time. */
export type SummaryQuery = CallsFilter & { readonly fromMs: number; readonly toMs: number };

/** Calls newest first, behind the Call `after`, at most `take`. */
export type CallsQuery = CallsFilter & { readonly after?: string | undefined; readonly take: number };

/** An Attempt starts within so long after its Call: nothing lasts longer than an hour. */
export const attemptLagMs = 65 * 60_000;
/** So far a clock may be set back between the making of an id and the start of what it names. */
export const clockStepMs = 60_000;
/** The last moment of a UUIDv7. */
export const endOfTimeMs = 2 ** 48 - 1;

export const errorStatuses = ['failed', 'truncated', 'interrupted', 'refused'] as const;

/** Ids in [from, to), as text that orders as they do. */
export type IdRange = { readonly from: string; readonly to: string };

/** The ids that can belong to what started in [fromMs, toMs). */
export function idsOf({ fromMs, toMs }: { fromMs: number; toMs: number }): IdRange {
  const [from, to] = [fromMs - attemptLagMs, Math.min(toMs + clockStepMs, endOfTimeMs)];
  return { from: uuidFloor(from), to: uuidFloor(to) };
}

const idDigits = /^[0-9a-f]{0,32}$/;

/** The ids that begin with `search`; undefined when none can. */
export function idsFrom(search: string): IdRange | undefined {
  const digits = search.trim().toLowerCase().replaceAll('-', '');
  if (!idDigits.test(digits)) return undefined;
  const id = (fill: string) => {
    const all = digits.padEnd(32, fill);
    return `${all.slice(0, 8)}-${all.slice(8, 12)}-${all.slice(12, 16)}-${all.slice(16, 20)}-${all.slice(20)}`;
  };
  return { from: id('0'), to: id('f') };
}

/** Throws QueryError on an id that is none. */
export function checkCalls({ filters = {}, ...query }: CallsFilter & { after?: string | undefined }): void {
  checkFilters(filters);
  if (query.after !== undefined && !isUuid(query.after)) throw new QueryError('after', 'after must be an id.');
}

function during(sql: Sql, column: Fragment, { fromMs, toMs }: CallsFilter): Fragment {
  const from = fromMs === undefined ? sql`` : sql`and ${column} >= ${new Date(fromMs)}`;
  return toMs === undefined ? from : sql`${from} and ${column} < ${new Date(toMs)}`;
}

function searched(sql: Sql, column: Fragment, { search }: CallsFilter): Fragment {
  if (search === undefined) return sql``;
  const ids = idsFrom(search);
  return ids === undefined ? sql`and false` : sql`and ${column} >= ${ids.from}::uuid and ${column} <= ${ids.to}::uuid`;
}

function hasError(sql: Sql, column: Fragment, codes: readonly string[]): Fragment {
  const isKnown = sql`${column} = any(${codes.filter((code) => code !== none)}::text[])`;
  return codes.includes(none) ? sql`and (${isKnown} or ${column} is null)` : sql`and ${isKnown}`;
}

/** `where ...` for Calls called c that the list counts for themselves. */
export function callSide(sql: Sql, query: CallsFilter): Fragment {
  const { organizationId, filters = {}, streaming, errorsOnly = false, errorCode, minPicoUsd } = query;
  return sql`
    where c.organization_id = ${organizationId} ${during(sql, sql`c.started_at`, query)} ${whereCall(sql, filters)}
      ${searched(sql, sql`c.call_id`, query)}
      ${streaming === undefined ? sql`` : sql`and c.streaming = ${streaming}`}
      ${errorsOnly ? sql`and c.status = any(${[...errorStatuses]}::text[])` : sql``}
      ${errorCode === undefined ? sql`` : hasError(sql, sql`c.error_code`, errorCode)}
      ${minPicoUsd === undefined ? sql`` : sql`and false`}`;
}

/** The condition on an Attempt called a that it counts: what `matched` costs are of. */
export function isMatched(sql: Sql, query: CallsFilter): Fragment {
  const { filters = {}, minPicoUsd } = query;
  return sql`
    true ${during(sql, sql`a.started_at`, query)} ${whereAttempt(sql, filters)}
    ${minPicoUsd === undefined ? sql`` : sql`and coalesce(a.cost_pico_usd, 0) >= ${minPicoUsd}`}`;
}

/** `where ...` for Attempts called a that bring their Call into the list. */
export function attemptSide(sql: Sql, query: CallsFilter): Fragment {
  const { organizationId, streaming, errorsOnly = false, errorCode } = query;
  const ofCall = (column: string) => sql`(select c.${sql(column)} from usage.calls c
    where c.organization_id = a.organization_id and c.call_id = a.call_id)`;
  const errors = sql`${[...errorStatuses]}::text[]`;
  // Of a Call that is not recorded yet: all of its Attempts are counted, or none.
  const hasFailedAttempt = sql`exists (select 1 from usage.attempts o
    where o.organization_id = a.organization_id and o.call_id = a.call_id and o.status = any(${errors}))`;
  return sql`
    where a.organization_id = ${organizationId} and ${isMatched(sql, query)} ${searched(sql, sql`a.call_id`, query)}
      ${streaming === undefined ? sql`` : sql`and a.streaming = ${streaming}`}
      ${errorsOnly ? sql`and coalesce(${ofCall('status')} = any(${errors}), ${hasFailedAttempt})` : sql``}
      ${errorCode === undefined ? sql`` : hasError(sql, ofCall('error_code'), errorCode)}`;
}
