import type { CostSource } from '@weir/protocol/cost';
import type { AttemptStatus, CallStatus } from '@weir/protocol/ledger';
import type { Operation } from '@weir/protocol/operation';
import { uuidFloor } from '@weir/runtime/uuid';
import { type AttemptCost, type CallCost, callCost } from './call-cost.ts';
import { type CallTokens, callTokens, type TokenColumns, tokenColumns } from './call-tokens.ts';
import { attemptSide, type CallsQuery, callSide, checkCalls, isMatched } from './calls-query.ts';
import { type Side, type Window, windowsOf } from './calls-windows.ts';
import type { Fragment, Sql } from './client.ts';
import { usdOf } from './usd.ts';

/** What the Attempts of a Call that answer to a list's filters cost together, as UsageFigures has it. */
export type MatchedCost = {
  readonly attempts: number;
  readonly usd: string;
  readonly simulatedUsd: string;
  readonly unknownCost: number;
};

/** A Call in a list: what its Receipt says without the Attempts. */
export type CallSummary = {
  readonly callId: string;
  readonly projectId: string;
  readonly gatewayKeyId: string | null;
  readonly memberId: string | null;
  readonly operation: Operation;
  readonly requestedModel: string;
  readonly route: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly streaming: boolean;
  readonly status: CallStatus;
  readonly errorCode: string | null;
  readonly httpStatus: number | null;
  readonly attempts: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly firstTokenMs: number | null;
  /** Of all its Attempts together. */
  readonly tokens: CallTokens;
  readonly cost: CallCost;
  /** Of the Attempts that a list's filters count; of all of them where there are no filters. */
  readonly matched: MatchedCost;
};

type Row = Omit<CallSummary, 'startedAt' | 'tokens' | 'cost' | 'matched'> & { readonly startedAt: Date };

/** An Attempt, with all that tells of its Call while that one's own record is missing. */
type AttemptLine = Omit<Row, 'attempts' | 'provider' | 'model' | 'status'> & {
  readonly provider: string;
  readonly model: string;
  readonly status: AttemptStatus;
  readonly source: CostSource;
  readonly picoUsd: bigint | null;
  readonly reason: string | null;
  readonly matched: boolean;
} & TokenColumns;

// Ids of one side, latest first; the outer bounds let PostgreSQL leave out partitions before it runs.
async function idsIn(sql: Sql, query: CallsQuery, { side, windows }: { side: Side; windows: readonly Window[] }) {
  const { after, take } = query;
  const [froms, tos] = [windows.map(({ fromMs }) => uuidFloor(fromMs)), windows.map(({ toMs }) => uuidFloor(toMs))];
  const bounds = (id: Fragment) => sql`
    and ${id} >= w.from_id and ${id} < w.to_id and ${id} >= ${froms.at(-1) ?? ''} and ${id} < ${tos[0] ?? ''}
    ${after === undefined ? sql`` : sql`and ${id} < ${after}`}`;
  const found =
    side === 'calls'
      ? sql`select c.call_id as id from usage.calls c ${callSide(sql, query)} ${bounds(sql`c.call_id`)}`
      : sql`select distinct a.call_id as id from usage.attempts a ${attemptSide(sql, query)} ${bounds(sql`a.call_id`)}`;
  const rows = await sql<{ id: string }[]>`
    select found.id from unnest(${froms}::uuid[], ${tos}::uuid[]) as w(from_id, to_id)
    cross join lateral (${found} order by id desc limit ${take}) as found
    order by id desc limit ${take}`;
  return rows.map(({ id }) => id);
}

async function idsOfSide(sql: Sql, query: CallsQuery, side: Side): Promise<string[]> {
  const ids: string[] = [];
  for await (const windows of windowsOf(sql, query, side)) {
    if (windows.length === 0) continue;
    ids.push(...(await idsIn(sql, { ...query, take: query.take - ids.length }, { side, windows })));
    if (ids.length >= query.take) break;
  }
  return ids;
}

/** The ids of a page: the latest of either side. */
async function readIds(sql: Sql, query: CallsQuery): Promise<string[]> {
  const sides = await Promise.all([idsOfSide(sql, query, 'calls'), idsOfSide(sql, query, 'attempts')]);
  return [...new Set(sides.flat())].sort().reverse().slice(0, query.take);
}

// Of some Calls; the outer bounds let PostgreSQL leave out partitions before it runs.
function ofCalls(sql: Sql, organizationId: string, ids: readonly string[]) {
  return sql`
    organization_id = ${organizationId} and call_id in ${sql(ids)} and call_id >= ${ids.at(-1) ?? ''}
    and call_id <= ${ids[0] ?? ''}`;
}

function readRows(sql: Sql, organizationId: string, ids: readonly string[]): Promise<Row[]> {
  return sql<Row[]>`
    select call_id as "callId", project_id as "projectId", gateway_key_id as "gatewayKeyId", member_id as "memberId",
      operation, requested_model as "requestedModel", route, provider, model, streaming, status,
      error_code as "errorCode", http_status as "httpStatus", attempts, started_at as "startedAt",
      duration_ms as "durationMs", first_token_ms as "firstTokenMs"
    from usage.calls where ${ofCalls(sql, organizationId, ids)}`;
}

function readAttempts(sql: Sql, query: CallsQuery, ids: readonly string[]): Promise<AttemptLine[]> {
  return sql<AttemptLine[]>`
    select call_id as "callId", project_id as "projectId", gateway_key_id as "gatewayKeyId", member_id as "memberId",
      operation, requested_model as "requestedModel", route, provider, model, streaming, status, error_code as "errorCode",
      http_status as "httpStatus", started_at as "startedAt", duration_ms as "durationMs",
      first_token_ms as "firstTokenMs", cost_source as source, cost_pico_usd as "picoUsd", cost_reason as reason,
      ${tokenColumns(sql)}, (${isMatched(sql, query)}) as matched
    from usage.attempts a where ${ofCalls(sql, query.organizationId, ids)}
    order by call_id, attempt_no`;
}

/** A Call whose own record is not in, as its Attempts tell it. */
function rowOf(attempts: readonly AttemptLine[]): Row[] {
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { source: _source, picoUsd: _pico, reason: _reason, matched: _matched, ...rest } = last;
  const { tokensIn: _in, tokensCached: _cached, tokensOut: _out, ...row } = rest;
  const durationMs = Math.max(0, last.startedAt.getTime() + last.durationMs - first.startedAt.getTime());
  return [{ ...row, attempts: attempts.length, startedAt: first.startedAt, durationMs }];
}

/** What `costs` come to in a list. */
export function matchedCost(costs: readonly AttemptCost[]): MatchedCost {
  const sum = (isSimulated: boolean) =>
    costs
      .filter(({ source }) => (source === 'simulated') === isSimulated)
      .reduce((total, { picoUsd }) => total + (picoUsd ?? 0n), 0n);
  return {
    attempts: costs.length,
    usd: usdOf(sum(false)),
    simulatedUsd: usdOf(sum(true)),
    unknownCost: costs.filter(({ source }) => source === 'unknown').length,
  };
}

/** Calls of one organization with their cost. Throws QueryError on an id that is none. */
export async function readCalls(sql: Sql, query: CallsQuery): Promise<CallSummary[]> {
  checkCalls(query);
  const ids = await readIds(sql, query);
  return ids.length === 0 ? [] : readCallsOf(sql, query, ids);
}

/** The Calls with these ids, in their order; `ids` must fall. */
export async function readCallsOf(sql: Sql, query: CallsQuery, ids: readonly string[]): Promise<CallSummary[]> {
  const [calls, lines] = await Promise.all([readRows(sql, query.organizationId, ids), readAttempts(sql, query, ids)]);
  const rows = new Map(calls.map((row) => [row.callId, row]));
  const attempts = Map.groupBy(lines, ({ callId }) => callId);
  return ids.flatMap((id) => {
    const own = attempts.get(id) ?? [];
    const known = rows.get(id);
    return (known === undefined ? rowOf(own) : [known]).map((row) => ({
      ...row,
      startedAt: row.startedAt.toISOString(),
      tokens: callTokens(own),
      cost: callCost(own, row.attempts),
      matched: matchedCost(own.filter(({ matched }) => matched)),
    }));
  });
}
