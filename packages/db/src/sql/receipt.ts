import type { Operation } from '@weir/protocol/operation';
import { type AttemptRow, type ReceiptAttempt, toReceiptAttempt } from './attempt-row.ts';
import { callCost } from './call-cost.ts';
import type { CallSummary } from './calls.ts';
import type { Sql } from './client.ts';
import { isUuid } from './is-uuid.ts';

/** What one Call did and cost. Times are RFC 3339, costs decimal USD, null is "not known" or "does not apply". */
export type Receipt = Omit<CallSummary, 'attempts' | 'tokens' | 'matched'> & {
  readonly memberId: string | null;
  readonly timings: Readonly<Record<string, number>> | null;
  readonly decision: unknown;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly session: string | null;
  readonly endUser: string | null;
  readonly attempts: readonly ReceiptAttempt[];
};

type CallRow = Omit<Receipt, 'startedAt' | 'cost' | 'attempts'> & {
  readonly startedAt: Date;
  readonly attemptsMade: number;
};

type ReceiptQuery = {
  readonly organizationId: string;
  readonly projectId?: string | undefined;
  readonly callId: string;
};

/** A Call's decision without the hashes of the prompt's words: they are there to be learnt from, and nobody reads them. */
export function shownDecision(sql: Sql) {
  return sql`case when jsonb_typeof(decision) = 'object' then decision #- '{inputs,features}' else decision end`;
}

function readCall(sql: Sql, query: ReceiptQuery): Promise<CallRow[]> {
  return sql<CallRow[]>`
    select call_id as "callId", project_id as "projectId", gateway_key_id as "gatewayKeyId", member_id as "memberId",
      operation, requested_model as "requestedModel", route, provider, model, streaming, status,
      error_code as "errorCode", http_status as "httpStatus", started_at as "startedAt", duration_ms as "durationMs",
      first_token_ms as "firstTokenMs", timings, ${shownDecision(sql)} as decision, tags, session, end_user as "endUser",
      attempts as "attemptsMade"
    from usage.calls
    where organization_id = ${query.organizationId} and call_id = ${query.callId}
      ${query.projectId === undefined ? sql`` : sql`and project_id = ${query.projectId}`}`;
}

/** A Call's own record comes with its last Attempt, or in the next batch. */
const ownRecordSeconds = 60;

/** An Attempt with what it knows of its Call. */
type FullAttemptRow = AttemptRow & {
  readonly project_id: string;
  readonly gateway_key_id: string | null;
  readonly member_id: string | null;
  readonly operation: Operation;
  readonly requested_model: string;
  readonly route: string | null;
  readonly streaming: boolean;
  readonly isSettled: boolean;
};

function readAttempts(sql: Sql, query: ReceiptQuery): Promise<FullAttemptRow[]> {
  return sql<FullAttemptRow[]>`
    select *, recorded_at < now() - ${ownRecordSeconds}::float8 * interval '1 second' as "isSettled" from usage.attempts
    where organization_id = ${query.organizationId} and call_id = ${query.callId}
      ${query.projectId === undefined ? sql`` : sql`and project_id = ${query.projectId}`}
    order by attempt_no`;
}

/** A Call whose own record did not come, as its Attempts tell it. */
function callOf(callId: string, attempts: readonly FullAttemptRow[]): CallRow | undefined {
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (first === undefined || last?.isSettled !== true) return undefined;
  const { operation, route, provider, model, streaming, status } = last;
  return {
    ...{ callId, projectId: last.project_id, gatewayKeyId: last.gateway_key_id, memberId: last.member_id, operation },
    ...{ requestedModel: last.requested_model, route, provider, model, streaming, status },
    ...{ errorCode: last.error_code, httpStatus: null, startedAt: first.started_at },
    durationMs: Math.max(0, last.started_at.getTime() + last.duration_ms - first.started_at.getTime()),
    ...{ firstTokenMs: null, timings: null, decision: null, tags: null, session: null, endUser: null },
    attemptsMade: attempts.length,
  };
}

/** The Receipt of a Call of this organization (and project, where given); undefined when it is not recorded. */
export async function readReceipt(sql: Sql, query: ReceiptQuery): Promise<Receipt | undefined> {
  if (!isUuid(query.callId)) return undefined;
  const [calls, attempts] = await Promise.all([readCall(sql, query), readAttempts(sql, query)]);
  const call = calls[0] ?? callOf(query.callId, attempts);
  if (call === undefined) return undefined;
  const { attemptsMade, startedAt, ...rest } = call;
  const costs = attempts.map((row) => ({
    source: row.cost_source,
    picoUsd: row.cost_pico_usd,
    reason: row.cost_reason,
  }));
  return {
    ...rest,
    startedAt: startedAt.toISOString(),
    cost: callCost(costs, attemptsMade),
    attempts: attempts.map(toReceiptAttempt),
  };
}
