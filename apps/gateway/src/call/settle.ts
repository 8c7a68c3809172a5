import type { Grant } from '@weir/access/grant';
import { toRecord } from '@weir/catalog/cost';
import { usdFromPico } from '@weir/catalog/usd';
import type { Cost } from '@weir/protocol/cost';
import { errorCatalogue } from '@weir/protocol/errors';
import type { AttemptIdentity, AttemptRecord, CallRecord } from '@weir/protocol/ledger';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Explanation } from '@weir/routing/target';
import type { Gateway } from '../gateway-deps.ts';
import { countAttempt, countCall } from '../metrics/traffic.ts';
import { addCaller } from './add-caller.ts';
import type { Mutable } from './mutable.ts';
import type { Answer, Outcome } from './outcome.ts';
import type { PlannedTarget } from './plan-call.ts';
import { priceCall } from './price-call.ts';
import type { RawCall } from './receive.ts';
import type { RequestHeaders } from './request-headers.ts';
import { withoutEcho } from './without-echo.ts';

/** When the steps before the send were done, in milliseconds from the start of the call. */
export type StepTimes = {
  readonly authenticatedMs: number;
  /** The whole request had been read. */
  readonly receivedMs: number;
  readonly plannedMs: number;
};

export type SettleInput = StepTimes & {
  readonly call: RawCall;
  readonly grant: Grant;
  readonly asked: RequestHeaders;
  readonly request: ParsedRequest;
  readonly identity: AttemptIdentity;
  readonly target: PlannedTarget;
  readonly explanation: Explanation;
  readonly outcome: Outcome;
};

/** What a call came to; `costUsd` is a decimal, absent where unknown or simulated. */
export type Settlement = { readonly costUsd?: string };

/** The status that the client sees; undefined once it has left. */
function answeredStatus(answer: Answer): number | undefined {
  if (answer.kind === 'gone') return undefined;
  return answer.kind === 'error' ? errorCatalogue[answer.error.code].status : answer.status;
}

function attemptRecord({ identity, outcome, request }: SettleInput, cost: Cost): AttemptRecord {
  const { meter, failure } = outcome;
  const record: Mutable<AttemptRecord> = {
    ...identity,
    kind: 'attempt',
    status: outcome.status,
    durationMs: Math.round(outcome.durationMs),
    usage: meter.usage,
    cost: toRecord(cost),
  };
  if (failure !== undefined) {
    record.errorCode = failure.code;
    record.errorMessage = withoutEcho(failure.message, request);
  }
  if (outcome.httpStatus !== undefined) record.httpStatus = outcome.httpStatus;
  if (meter.upstreamModel !== undefined) record.upstreamModel = meter.upstreamModel;
  if (outcome.providerRequestId !== undefined) record.providerRequestId = outcome.providerRequestId;
  if (meter.finishReason !== undefined) record.finishReason = meter.finishReason;
  if (meter.firstTokenMs !== undefined) record.firstTokenMs = Math.round(meter.firstTokenMs);
  return record;
}

/** With two decimals: what the gateway itself adds is far below one millisecond. */
function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}

function timingsOf({ authenticatedMs, receivedMs, plannedMs, outcome }: SettleInput): Record<string, number> {
  const timings = {
    authenticated: hundredths(authenticatedMs),
    received: hundredths(receivedMs),
    planned: hundredths(plannedMs),
  };
  const { headMs } = outcome;
  return headMs === undefined ? timings : { ...timings, head: hundredths(plannedMs + headMs) };
}

function callRecord(input: SettleInput, durationMs: number): CallRecord {
  const { call, identity, outcome, plannedMs } = input;
  const { organizationId, projectId, provider, model, requestedModel, streaming } = identity;
  const { firstTokenMs } = outcome.meter;
  const httpStatus = answeredStatus(outcome.answer);
  const errorCode = outcome.answer.kind === 'error' ? outcome.answer.error.code : outcome.failure?.code;
  const record: Mutable<CallRecord> = {
    kind: 'call',
    organizationId,
    projectId,
    callId: call.callId,
    startedAtMs: call.startedAtMs,
    operation: call.operation,
    streaming,
    requestedModel,
    provider,
    model,
    status: outcome.status,
    attempts: identity.attemptNo,
    durationMs,
    timings: timingsOf(input),
    decision: input.explanation,
  };
  if (httpStatus !== undefined) record.httpStatus = httpStatus;
  if (errorCode !== undefined) record.errorCode = errorCode;
  if (firstTokenMs !== undefined) record.firstTokenMs = Math.round(plannedMs + firstTokenMs);
  addCaller(record, input);
  return record;
}

function publicCost({ source, totalPicoUsd }: Cost): Settlement {
  return totalPicoUsd === undefined || source === 'simulated' ? {} : { costUsd: usdFromPico(totalPicoUsd) };
}

/**
 * Step 8: what the call came to, on disk before its last bytes go out. Throws spool_unavailable where it could not be
 * written: the Attempt then stands as interrupted.
 */
export function settle({ deps, traffic }: Gateway, input: SettleInput): Settlement {
  const { call, grant, identity, target, outcome } = input;
  const { operation } = call;
  const priced = { config: grant.config, operation, target, startedAtMs: identity.startedAtMs };
  const cost = priceCall(priced, outcome);
  const durationMs = Math.round(deps.clock.monotonic() - call.startedAt);
  deps.spool.append([attemptRecord(input, cost), callRecord(input, durationMs)]);
  const { status, meter } = outcome;
  countAttempt(traffic, { provider: identity.provider, status, usage: meter.usage, firstTokenMs: meter.firstTokenMs });
  countCall(traffic, { operation, status, durationMs });
  return publicCost(cost);
}
