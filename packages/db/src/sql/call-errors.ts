import type { CallStatus } from '@weir/protocol/ledger';
import { callSide, checkCalls, idsOf, type SummaryQuery } from './calls-query.ts';
import type { Sql } from './client.ts';

/** Calls that ended in one way with one error. */
export type CallError = { readonly status: CallStatus; readonly code: string | null; readonly calls: number };

type Row = { readonly status: CallStatus; readonly code: string | null; readonly calls: string };

/**
 * How Calls that neither succeeded nor were canceled ended, the most frequent first, to the last one. Throws QueryError on
 * an id that is none.
 */
export async function readCallErrors(sql: Sql, query: SummaryQuery): Promise<CallError[]> {
  checkCalls(query);
  const ids = idsOf(query);
  const rows = await sql<Row[]>`
    select c.status, c.error_code as code, count(*) as calls from usage.calls c ${callSide(sql, query)}
      and c.status <> 'succeeded' and c.status <> 'canceled' and c.call_id >= ${ids.from} and c.call_id < ${ids.to}
    group by 1, 2 order by 3 desc, 1, 2`;
  return rows.map(({ calls, ...row }) => ({ ...row, calls: Number(calls) }));
}
