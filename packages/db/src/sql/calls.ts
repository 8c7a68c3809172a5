import type { CostSource } from '@weir/protocol/cost';
import type { CallStatus } from '@weir/protocol/ledger';
import type { Operation } from '@weir/protocol/operation';
import { uuidFloor } from '@weir/runtime/uuid';
import { type CallCost, callCost } from './call-cost.ts';
import type { Sql } from './client.ts';
import { isUuid } from './is-uuid.ts';
import { QueryError } from './query-error.ts';

/** Which Calls: newest first, started in [fromMs, toMs), behind the Call `after`, at most `take`. */
export type CallsQuery = {
  readonly organizationId: string;
  readonly projectId?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Of the Attempt that answered. */
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly route?: string | undefined;
  /** A gateway key's id. */
  readonly key?: string | undefined;
  readonly status?: CallStatus | undefined;
  readonly after?: string | undefined;
  readonly take: number;
};

/** A Call in a list: what its Receipt says without the Attempts. */
export type CallSummary = {
  readonly callId: string;
  readonly projectId: string;
  readonly gatewayKeyId: string | null;
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
  readonly cost: CallCost;
};

type Row = Omit<CallSummary, 'startedAt' | 'cost'> & { readonly startedAt: Date };
type CostRow = { callId: string; source: CostSource; picoUsd: bigint | null; reason: string | null };

function requireUuid(field: string, value: string | undefined): void {
  if (value !== undefined && !isUuid(value)) throw new QueryError(field, `${field} must be an id.`);
}

// Ids carry their time: a bound on the id is the bound in time that partitions are cut by.
function readRows(sql: Sql, query: CallsQuery): Promise<Row[]> {
  const { projectId, fromMs, toMs, model, provider, route, key, status, after } = query;
  return sql<Row[]>`
    select call_id as "callId", project_id as "projectId", gateway_key_id as "gatewayKeyId", operation,
      requested_model as "requestedModel", route, provider, model, streaming, status, error_code as "errorCode",
      http_status as "httpStatus", attempts, started_at as "startedAt", duration_ms as "durationMs",
      first_token_ms as "firstTokenMs"
    from usage.calls
    where organization_id = ${query.organizationId}
      ${projectId === undefined ? sql`` : sql`and project_id = ${projectId}`}
      ${fromMs === undefined ? sql`` : sql`and call_id >= ${uuidFloor(fromMs)}`}
      ${toMs === undefined ? sql`` : sql`and call_id < ${uuidFloor(toMs)}`}
      ${after === undefined ? sql`` : sql`and call_id < ${after}`}
      ${model === undefined ? sql`` : sql`and model = ${model}`}
      ${provider === undefined ? sql`` : sql`and provider = ${provider}`}
      ${route === undefined ? sql`` : sql`and route = ${route}`}
      ${key === undefined ? sql`` : sql`and gateway_key_id = ${key}`}
      ${status === undefined ? sql`` : sql`and status = ${status}`}
    order by call_id desc
    limit ${query.take}`;
}

// Of one page of Calls; the outer bounds let PostgreSQL leave out partitions before it runs.
function readCosts(sql: Sql, organizationId: string, callIds: readonly string[]): Promise<CostRow[]> {
  const sorted = [...callIds].sort();
  return sql<CostRow[]>`
    select call_id as "callId", cost_source as source, cost_pico_usd as "picoUsd", cost_reason as reason
    from usage.attempts
    where organization_id = ${organizationId} and call_id in ${sql(sorted)}
      and call_id >= ${sorted[0] ?? ''} and call_id <= ${sorted.at(-1) ?? ''}
    order by call_id, attempt_no`;
}

/** Calls of one organization with their cost. Throws QueryError on an id that is none. */
export async function readCalls(sql: Sql, query: CallsQuery): Promise<CallSummary[]> {
  requireUuid('key', query.key);
  requireUuid('after', query.after);
  requireUuid('projectId', query.projectId);
  const rows = await readRows(sql, query);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.callId);
  const costs = Map.groupBy(await readCosts(sql, query.organizationId, ids), (cost) => cost.callId);
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    cost: callCost(costs.get(row.callId) ?? [], row.attempts),
  }));
}
