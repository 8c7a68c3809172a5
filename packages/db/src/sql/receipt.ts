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

function readCall(sql: Sql, query: ReceiptQuery): Promise<CallRow[]> {
  return sql<CallRow[]>`
    select call_id as "callId", project_id as "projectId", gateway_key_id as "gatewayKeyId", member_id as "memberId",
      operation, requested_model as "requestedModel", route, provider, model, streaming, status,
      error_code as "errorCode", http_status as "httpStatus", started_at as "startedAt", duration_ms as "durationMs",
      first_token_ms as "firstTokenMs", timings, decision, tags, session, end_user as "endUser",
      attempts as "attemptsMade"
    from usage.calls
    where organization_id = ${query.organizationId} and call_id = ${query.callId}
      ${query.projectId === undefined ? sql`` : sql`and project_id = ${query.projectId}`}`;
}

function readAttempts(sql: Sql, query: ReceiptQuery): Promise<AttemptRow[]> {
  return sql<AttemptRow[]>`
    select * from usage.attempts
    where organization_id = ${query.organizationId} and call_id = ${query.callId}
    order by attempt_no`;
}

/** The Receipt of a Call of this organization (and project, where given); undefined when it is not recorded. */
export async function readReceipt(sql: Sql, query: ReceiptQuery): Promise<Receipt | undefined> {
  if (!isUuid(query.callId)) return undefined;
  const [calls, attempts] = await Promise.all([readCall(sql, query), readAttempts(sql, query)]);
  const call = calls[0];
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
