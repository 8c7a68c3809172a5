import type { Grant } from '@weir/access/grant';
import type { WeirError } from '@weir/protocol/errors';
import type { CallRecord } from '@weir/protocol/ledger';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Gateway } from '../gateway-deps.ts';
import { countCall } from '../metrics/traffic.ts';
import { RouteRefused } from '../way/route-refused.ts';
import type { RawCall } from './receive.ts';

/** A call that ended before an Attempt, with what was known of it by then. */
export type RefusedCall = {
  readonly call: RawCall;
  readonly grant: Grant | undefined;
  readonly request: ParsedRequest | undefined;
  /** Undefined where the client left by itself. */
  readonly error: WeirError | undefined;
};

/** A decision that no target can take the call is explained as one that it goes somewhere. */
function decisionOf(error: WeirError | undefined): Pick<CallRecord, 'decision' | 'route'> {
  if (!(error instanceof RouteRefused)) return {};
  const { explanation } = error;
  return { decision: explanation, ...(explanation.route === undefined ? {} : { route: explanation.route.name }) };
}

function record(refused: RefusedCall, grant: Grant, durationMs: number): CallRecord {
  const { call, request, error } = refused;
  const { organizationId, projectId, gatewayKeyId, memberId } = grant.principal;
  return {
    kind: 'call',
    organizationId,
    projectId,
    callId: call.callId,
    startedAtMs: call.startedAtMs,
    operation: call.operation,
    streaming: request?.streaming ?? false,
    requestedModel: request?.model ?? '',
    status: error === undefined ? 'canceled' : 'refused',
    attempts: 0,
    durationMs,
    ...(error === undefined ? {} : { httpStatus: error.entry.status, errorCode: error.code }),
    ...(gatewayKeyId === undefined ? {} : { gatewayKeyId }),
    ...(memberId === undefined ? {} : { memberId }),
    ...decisionOf(error),
  };
}

/** Writes down a call that had no Attempt. One without a principal belongs to nobody and is only counted. */
export function refuse({ deps, traffic }: Gateway, refused: RefusedCall): void {
  const { call, grant, error } = refused;
  const durationMs = Math.round(deps.clock.monotonic() - call.startedAt);
  const status = error === undefined ? 'canceled' : 'refused';
  countCall(traffic, { operation: call.operation, status, durationMs });
  if (grant === undefined || error?.code === 'spool_unavailable') return;
  try {
    deps.spool.append([record(refused, grant, durationMs)]);
  } catch (cause) {
    deps.log.warn({ callId: call.callId, err: cause }, 'a refused call could not be written down');
  }
}
