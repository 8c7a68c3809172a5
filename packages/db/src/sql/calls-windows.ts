import { timeOfUuid } from '@weir/runtime/uuid';
import { attemptLagMs, type CallsQuery, clockStepMs, endOfTimeMs, errorStatuses } from './calls-query.ts';
import type { Sql } from './client.ts';
import { namedIn, none, type UsageFilters } from './usage-filters.ts';
import { hourRows } from './usage-rows.ts';

/** A part of the time in which ids of a list lie. */
export type Window = { readonly fromMs: number; readonly toMs: number };

/** What brings a Call into a list: itself, or an Attempt of it. */
export type Side = 'calls' | 'attempts';

const hourMs = 3_600_000;
/** Hours asked for at a time. */
const hoursMax = 200;
/** Back to which one looks first: mostly a page is found there. */
const firstReachMs = 24 * hourMs;

type Hour = { readonly atMs: number; readonly count: number };

/** What the rollups can say of where there is anything; undefined when that is nothing. */
function hintOf(query: CallsQuery, side: Side): UsageFilters | undefined {
  const { filters = {}, errorsOnly = false, errorCode, minPicoUsd } = query;
  if (namedIn(filters).length > 0 || minPicoUsd !== undefined) return filters;
  return (errorsOnly || errorCode !== undefined) && side === 'calls'
    ? { status: errorStatuses, source: [none] }
    : undefined;
}

/** Hours of [fromMs, toMs) in which a rollup counts something, latest first, the first `hoursMax`. */
async function hoursOf(sql: Sql, query: CallsQuery, { side, ...span }: Window & { side: Side }): Promise<Hour[]> {
  const { organizationId, minPicoUsd } = query;
  const cost =
    minPicoUsd === undefined
      ? sql``
      : sql`and coalesce(r.max_pico_usd, r.cost_pico_usd) >= ${minPicoUsd.toString()}::numeric`;
  const filters = hintOf(query, side) ?? {};
  const rows = await sql<{ at: Date; count: string }[]>`
    select at, sum(${sql(side)}) as count
    from (${hourRows(sql, { organizationId, filters, ...span }, sql`and r.${sql(side)} > 0 ${cost}`)}) as h
    group by at order by at desc limit ${hoursMax}`;
  return rows.map(({ at, count }) => ({ atMs: at.getTime(), count: Number(count) }));
}

/** The end of the last hour of which the rollups know anything. */
async function endOfUsage(sql: Sql, organizationId: string): Promise<number> {
  const [row] = await sql<[{ at: Date | null }]>`
    select greatest(
      (select max(bucket_at) from usage.wide_rollups
        where organization_id = ${organizationId} and cut = 'key' and grain = 'hour'),
      (select max(bucket_at) from usage.rollups where organization_id = ${organizationId} and not merged)) as at`;
  return (row.at?.getTime() ?? 0) + hourMs;
}

function idWindow({ fromMs, toMs }: Window): Window {
  return { fromMs: Math.max(0, fromMs - attemptLagMs), toMs: Math.min(toMs + clockStepMs, endOfTimeMs) };
}

/** The ids of these hours, latest first, those that touch each other as one. */
function windowsOfHours(hours: readonly Hour[], { fromMs, toMs }: Window): Window[] {
  const merged: Window[] = [];
  for (const { atMs } of hours) {
    const ids = idWindow({ fromMs: atMs, toMs: atMs + hourMs });
    const window = { fromMs: Math.max(ids.fromMs, fromMs), toMs: Math.min(ids.toMs, toMs) };
    const last = merged.at(-1);
    if (window.fromMs >= window.toMs) continue;
    if (last !== undefined && window.toMs >= last.fromMs)
      merged[merged.length - 1] = { ...last, fromMs: window.fromMs };
    else merged.push(window);
  }
  return merged;
}

/** How many of the first hours hold `wanted` together: two at least, where there are two. */
function hoursFor(hours: readonly Hour[], wanted: number): number {
  let sofar = 0;
  const enough = hours.findIndex(({ count }, n) => {
    sofar += count;
    return n > 0 && sofar >= wanted;
  });
  return enough === -1 ? hours.length : enough + 1;
}

/**
 * Where the ids of a list lie, latest first, about a page's worth at a time, then more. Where the list is narrowed by what
 * rollups know, they say which hours have anything: a rare kind is found without reading all others.
 */
export async function* windowsOf(sql: Sql, query: CallsQuery, side: Side): AsyncGenerator<Window[]> {
  const { fromMs = 0, toMs = endOfTimeMs, after } = query;
  const whole = idWindow({ fromMs, toMs });
  let below = after === undefined ? whole.toMs : Math.min(whole.toMs, timeOfUuid(after) + 1);
  if (hintOf(query, side) === undefined || query.search !== undefined) {
    yield [{ fromMs: whole.fromMs, toMs: below }];
    return;
  }
  let wanted = query.take;
  // A Call that started before `below` may have Attempts up to an hour after it.
  let untilMs = Math.min(query.toMs ?? (await endOfUsage(sql, query.organizationId)), below + attemptLagMs);
  let reachMs = firstReachMs;
  for (let isLastPage = false; !isLastPage; reachMs *= 8) {
    const sinceMs = Math.max(fromMs, untilMs - reachMs);
    let hours = await hoursOf(sql, query, { side, fromMs: sinceMs, toMs: untilMs });
    isLastPage = hours.length < hoursMax && sinceMs === fromMs;
    if (hours.length === 0) untilMs = Math.min(untilMs, Math.ceil(sinceMs / hourMs) * hourMs);
    for (let isPageDone = hours.length === 0; !isPageDone; ) {
      const batch = hours.slice(0, hoursFor(hours, wanted));
      isPageDone = batch.length === hours.length;
      const lastMs = batch.at(-1)?.atMs ?? 0;
      // Hours before the last one hold no later ids than this; the last one's own earlier ids are left to the next batch.
      const border = isPageDone && isLastPage ? whole.fromMs : Math.min(lastMs + clockStepMs, below);
      yield windowsOfHours(batch, { fromMs: border, toMs: below });
      below = border;
      untilMs = lastMs + hourMs;
      hours = hours.slice(batch.length - 1);
      wanted *= 2;
    }
  }
}
