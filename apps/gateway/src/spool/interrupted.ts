import type { AttemptRecord, CallRecord, LedgerRecord, StartedRecord } from '@weir/protocol/ledger';
import type { OpenCall } from './open-calls.ts';

const reason = 'The gateway stopped while this attempt was open; what it used was not reported.';

/** Until the last sign of life of the process that died: the best that is known of when the work ended. */
function lasted(startedAtMs: number, lastSignMs: number): number {
  return Math.max(0, Math.round(lastSignMs - startedAtMs));
}

function interruptedAttempt(started: StartedRecord, lastSignMs: number): AttemptRecord {
  return {
    ...started,
    kind: 'attempt',
    status: 'interrupted',
    durationMs: lasted(started.startedAtMs, lastSignMs),
    usage: {},
    cost: { source: 'unknown', lines: [], reason },
  };
}

function interruptedCall(call: OpenCall, lastSignMs: number): CallRecord {
  const { organizationId, projectId, callId, operation, streaming, requestedModel, provider, model } = call.last;
  const { gatewayKeyId, memberId, route } = call.last;
  return {
    kind: 'call',
    ...{ organizationId, projectId, callId, operation, streaming, requestedModel, provider, model },
    startedAtMs: call.startedAtMs,
    status: 'interrupted',
    attempts: call.attempts,
    durationMs: lasted(call.startedAtMs, lastSignMs),
    ...(gatewayKeyId === undefined ? {} : { gatewayKeyId }),
    ...(memberId === undefined ? {} : { memberId }),
    ...(route === undefined ? {} : { route }),
  };
}

/** The records that close Calls which a dead process left open, Attempts before their Call. */
export function interruptedRecords(calls: Iterable<OpenCall>, lastSignMs: number): LedgerRecord[] {
  return [...calls].flatMap((call) => [
    ...call.open.map((started) => interruptedAttempt(started, lastSignMs)),
    ...(call.recorded ? [] : [interruptedCall(call, lastSignMs)]),
  ]);
}
