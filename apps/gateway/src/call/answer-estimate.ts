import type { CallRecord } from '@weir/protocol/ledger';
import type { Gateway } from '../gateway-deps.ts';
import { countCall } from '../metrics/traffic.ts';
import { addCaller } from './add-caller.ts';
import type { Mutable } from './mutable.ts';
import type { PermittedCall } from './permitted-call.ts';
import { callHeaders } from './response-headers.ts';
import type { EstimatedCount } from './token-count.ts';

function recordOf(permitted: PermittedCall, durationMs: number): CallRecord {
  const { call, grant, way } = permitted;
  const { organizationId, projectId } = grant.principal;
  const record: Mutable<CallRecord> = {
    kind: 'call',
    organizationId,
    projectId,
    callId: call.callId,
    startedAtMs: call.startedAtMs,
    operation: call.operation,
    streaming: false,
    requestedModel: way.request.model,
    status: 'succeeded',
    attempts: 0,
    durationMs,
    httpStatus: 200,
    decision: way.explanation,
  };
  addCaller(record, permitted);
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
