import { toRecord } from '@weir/catalog/cost';
import { usdFromPico } from '@weir/catalog/usd';
import type { Cost } from '@weir/protocol/cost';
import { errorCatalogue } from '@weir/protocol/errors';
import type { AttemptIdentity, AttemptRecord, CallRecord } from '@weir/protocol/ledger';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Explanation } from '@weir/routing/target';
import type { Gateway } from '../gateway-deps.ts';
import { countAttempt, countCall } from '../metrics/traffic.ts';
import type { CallableTarget } from '../way/callable-target.ts';
import { addCaller } from './add-caller.ts';
import type { Mutable } from './mutable.ts';
import type { Answer, Outcome } from './outcome.ts';
import type { PermittedCall } from './permitted-call.ts';
import { priceCall } from './price-call.ts';
import { withoutEcho } from './without-echo.ts';

/** An Attempt that is over. */
export type MadeAttempt = {
  readonly identity: AttemptIdentity;
  readonly target: CallableTarget;
  readonly outcome: Outcome;
  /** From the start of the call to its send, in milliseconds. */
  readonly sentMs: number;
  /** Another leg won. */
  readonly lost?: boolean;
};

/** A call that is over: its last Attempt is the one that answered, or the one that failed last. */
export type EndedCall = {
  readonly permitted: PermittedCall;
  readonly last: MadeAttempt;
  readonly answer: Answer;
  readonly attempts: number;
  readonly explanation: Explanation;
  /** How it ended for its client, where that is not how the last Attempt did. */
  readonly status?: Outcome['status'];
};

/** What Attempts came to so far; undefined once one of them is unknown. Simulated ones are no money. */
export type Spent = { readonly picoUsd: bigint | undefined; readonly simulated: boolean };

/** Nothing has been spent yet. */
export const nothingSpent: Spent = { picoUsd: 0n, simulated: false };

/** The status that the client sees; undefined once it has left. */
function answeredStatus(answer: Answer): number | undefined {
  if (answer.kind === 'gone') return undefined;
  return answer.kind === 'error' ? errorCatalogue[answer.error.code].status : answer.status;
}

function attemptRecord({ identity, outcome }: MadeAttempt, request: ParsedRequest, cost: Cost): AttemptRecord {
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

function timingsOf({ permitted, last }: EndedCall): Record<string, number> {
  const { authenticatedMs, receivedMs, plannedMs } = permitted;
  const timings = {
    authenticated: hundredths(authenticatedMs),
    received: hundredths(receivedMs),
    planned: hundredths(plannedMs),
  };
  const { headMs } = last.outcome;
  return headMs === undefined ? timings : { ...timings, head: hundredths(last.sentMs + headMs) };
}

function callRecord(ended: EndedCall, durationMs: number): CallRecord {
  const { permitted, last, answer } = ended;
  const { call, way } = permitted;
  const { identity, outcome } = last;
  const { organizationId, projectId, provider, model, requestedModel, streaming } = identity;
  const { firstTokenMs } = outcome.meter;
  const httpStatus = answeredStatus(answer);
  const status = ended.status ?? outcome.status;
  const failureCode = status === 'canceled' ? undefined : outcome.failure?.code;
  const errorCode = answer.kind === 'error' ? answer.error.code : failureCode;
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
    status,
    attempts: ended.attempts,
    durationMs,
    timings: timingsOf(ended),
    decision: ended.explanation,
  };
  if (way.route !== undefined) record.route = way.route;
  if (httpStatus !== undefined) record.httpStatus = httpStatus;
  if (errorCode !== undefined) record.errorCode = errorCode;
  if (firstTokenMs !== undefined) record.firstTokenMs = Math.round(last.sentMs + firstTokenMs);
  addCaller(record, permitted);
  return record;
}

/** A decimal in USD; undefined where unknown or simulated. */
export function publicCost({ picoUsd, simulated }: Spent): string | undefined {
  return picoUsd === undefined || simulated ? undefined : usdFromPico(picoUsd);
}

function add(spent: Spent, { source, totalPicoUsd }: Cost): Spent {
  const picoUsd = spent.picoUsd === undefined || totalPicoUsd === undefined ? undefined : spent.picoUsd + totalPicoUsd;
  return { picoUsd, simulated: spent.simulated || source === 'simulated' };
}

/** Closes an Attempt, and with `ended` its Call: what is on disk afterwards. */
export type Settling = {
  readonly permitted: PermittedCall;
  readonly made?: MadeAttempt | undefined;
  readonly ended?: EndedCall | undefined;
  readonly spent: Spent;
};

/**
 * Step 8: what an Attempt, and a Call with its last one, came to, on disk before its last bytes go out. Gives what has
 * been spent with it. Throws spool_unavailable where it could not be written: the Attempt then stands as interrupted.
 */
export function settle({ deps, traffic }: Gateway, { permitted, made, ended, spent }: Settling): Spent {
  const { call, way } = permitted;
  const { operation } = call;
  const durationMs = Math.round(deps.clock.monotonic() - call.startedAt);
  const cost = made === undefined ? undefined : priceOf(permitted, made);
  deps.spool.append([
    ...(made === undefined || cost === undefined ? [] : [attemptRecord(made, way.request, cost)]),
    ...(ended === undefined ? [] : [callRecord(ended, durationMs)]),
  ]);
  if (made !== undefined) {
    const { identity, outcome } = made;
    const { usage, firstTokenMs } = outcome.meter;
    countAttempt(traffic, { provider: identity.provider, status: outcome.status, usage, firstTokenMs });
  }
  if (ended !== undefined) {
    countCall(traffic, { operation, status: ended.status ?? ended.last.outcome.status, durationMs });
  }
  return cost === undefined ? spent : add(spent, cost);
}

function priceOf({ grant, call, way }: PermittedCall, { identity, target, outcome, lost }: MadeAttempt): Cost {
  const { startedAtMs } = identity;
  const lostInputTokens = lost === true && outcome.status === 'canceled' ? way.inputTokens : undefined;
  const priced = { config: grant.config, operation: call.operation, target, startedAtMs, lostInputTokens };
  return priceCall(priced, outcome);
}
