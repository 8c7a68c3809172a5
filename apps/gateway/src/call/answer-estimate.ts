import type { CallRecord } from '@weir/protocol/ledger';
import type { Gateway } from '../gateway-deps.ts';
import { countCall } from '../metrics/traffic.ts';
import type { Mutable } from './mutable.ts';
import type { PermittedCall } from './permitted-call.ts';
import { callHeaders } from './response-headers.ts';
import type { EstimatedCount } from './token-count.ts';

function recordOf({ call, grant, asked, request, planned }: PermittedCall, durationMs: number): CallRecord {
  const { organizationId, projectId, gatewayKeyId, memberId } = grant.principal;
  const endUser = asked.endUser ?? request.endUser;
  const record: Mutable<CallRecord> = {
    kind: 'call',
    organizationId,
    projectId,
    callId: call.callId,
    startedAtMs: call.startedAtMs,
    operation: call.operation,
    streaming: false,
    requestedModel: request.model,
    status: 'succeeded',
    attempts: 0,
    durationMs,
    httpStatus: 200,
    decision: planned.explanation,
  };
  if (gatewayKeyId !== undefined) record.gatewayKeyId = gatewayKeyId;
  if (memberId !== undefined) record.memberId = memberId;
  if (asked.tags !== undefined) record.tags = asked.tags;
  if (asked.session !== undefined) record.session = asked.session;
  if (endUser !== undefined) record.endUser = endUser;
  return record;
}

/** Answers with a count that the gateway made itself: a Call without an Attempt. Throws spool_unavailable. */
export function answerEstimate({ deps, traffic }: Gateway, permitted: PermittedCall, { answer }: EstimatedCount): void {
  const { call } = permitted;
  const durationMs = Math.round(deps.clock.monotonic() - call.startedAt);
  deps.spool.append([recordOf(permitted, durationMs)]);
  countCall(traffic, { operation: call.operation, status: 'succeeded', durationMs });
  const headers = callHeaders(deps, call);
  headers.push('content-type', 'application/json', 'x-weir-estimate', 'input_tokens');
  call.exchange.send(200, headers, JSON.stringify(answer));
}
