import { quarterMs } from './calendar.ts';
import { attemptSide, callSide, checkCalls, idsOf, type SummaryQuery } from './calls-query.ts';
import type { Sql } from './client.ts';
import { readUsage } from './usage.ts';
import { usdOf } from './usd.ts';

/** What the Calls of a list come to: the figure that a rollup with the same filters and span has. */
export type CallsSummary = {
  /** Calls that count for themselves; those that are listed for an Attempt alone do not. */
  readonly calls: number;
  readonly attempts: number;
  /** Null when nothing but unknown costs is in it. */
  readonly usd: string | null;
  readonly simulatedUsd: string;
  readonly unknownCost: number;
};

function isOfRollups({ errorsOnly = false, fromMs, toMs, ...query }: SummaryQuery): boolean {
  const { search, minPicoUsd, streaming, errorCode } = query;
  const isPlain =
    [search, minPicoUsd, streaming, errorCode].every((narrowing) => narrowing === undefined) && !errorsOnly;
  return isPlain && fromMs % quarterMs === 0 && toMs % quarterMs === 0;
}

type Sums = Readonly<Record<'attempts' | 'pico' | 'known' | 'simulated' | 'unknown', string>>;

/** The same figure from the ledger lines themselves, whatever the span and the filters. */
export async function sumCalls(sql: Sql, query: SummaryQuery): Promise<CallsSummary> {
  checkCalls(query);
  const ids = idsOf(query);
  const isMoney = sql`a.cost_source in ('reported', 'computed', 'estimated')`;
  const [calls, sums] = await Promise.all([
    sql<[{ calls: string }]>`
      select count(*) as calls from usage.calls c ${callSide(sql, query)}
        and c.call_id >= ${ids.from} and c.call_id < ${ids.to}`,
    sql<[Sums]>`
      select count(*)::text as attempts, coalesce(sum(a.cost_pico_usd) filter (where ${isMoney}), 0)::text as pico,
        (count(*) filter (where ${isMoney}))::text as known,
        coalesce(sum(a.cost_pico_usd) filter (where a.cost_source = 'simulated'), 0)::text as simulated,
        (count(*) filter (where a.cost_source = 'unknown'))::text as unknown
      from usage.attempts a ${attemptSide(sql, query)} and a.call_id >= ${ids.from} and a.call_id < ${ids.to}`,
  ]);
  const { attempts, pico, known, simulated, unknown } = sums[0];
  return {
    calls: Number(calls[0].calls),
    attempts: Number(attempts),
    usd: unknown !== '0' && known === '0' ? null : usdOf(BigInt(pico)),
    simulatedUsd: usdOf(BigInt(simulated)),
    unknownCost: Number(unknown),
  };
}

/** What the Calls of a list come to, from the rollups where they have it. Throws QueryError on an id that is none. */
export async function summarizeCalls(sql: Sql, query: SummaryQuery): Promise<CallsSummary> {
  if (!isOfRollups(query)) return sumCalls(sql, query);
  const { total } = await readUsage(sql, query);
  const { calls, attempts, usd, simulatedUsd, unknownCost } = total;
  return { calls, attempts, usd, simulatedUsd, unknownCost };
}
