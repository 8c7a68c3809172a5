import type { Grant } from '@weir/access/grant';
import type { WeirError } from '@weir/protocol/errors';
import type { AttemptIdentity } from '@weir/protocol/ledger';
import { dialectOf } from '@weir/protocol/operation';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { Explanation } from '@weir/routing/target';
import { ClientGone } from '../exchange.ts';
import type { Gateway } from '../gateway-deps.ts';
import { answer, breakOff, sendError } from './answer.ts';
import { answerEstimate } from './answer-estimate.ts';
import { attempt } from './attempt.ts';
import { authenticate } from './authenticate.ts';
import { keepAnswer } from './kept-response.ts';
import type { Mutable } from './mutable.ts';
import type { PermittedCall } from './permitted-call.ts';
import { planCall } from './plan-call.ts';
import { type Prepared, prepare } from './prepare.ts';
import { type RawCall, readHead, readRequest } from './receive.ts';
import { refuse } from './refuse.ts';
import { callHeaders } from './response-headers.ts';
import { settle } from './settle.ts';
import { toWeirError } from './to-weir-error.ts';

/** A call that could not be made or finished, with what was known of it. */
type FailedCall = { call: RawCall; grant: Grant | undefined; request: ParsedRequest | undefined };

/** Milliseconds since the call came in. */
function elapsedMs({ deps }: Gateway, call: RawCall): number {
  return deps.clock.monotonic() - call.startedAt;
}

function identify(gateway: Gateway, { call, grant, request, planned }: PermittedCall): AttemptIdentity {
  const { organizationId, projectId, gatewayKeyId, memberId, providerKeyId: pinned } = grant.principal;
  const { provider, model, providerKeyId } = planned.target;
  const identity: Mutable<AttemptIdentity> = {
    organizationId,
    projectId,
    callId: call.callId,
    attemptNo: 1,
    startedAtMs: gateway.deps.clock.now(),
    purpose: pinned === undefined ? 'first' : 'trial',
    operation: call.operation,
    streaming: request.streaming,
    requestedModel: request.model,
    provider: provider.id,
    model,
  };
  if (gatewayKeyId !== undefined) identity.gatewayKeyId = gatewayKeyId;
  if (memberId !== undefined) identity.memberId = memberId;
  if (providerKeyId !== undefined) identity.providerKeyId = providerKeyId;
  return identity;
}

function sendFailure(gateway: Gateway, call: RawCall, error: WeirError): void {
  const headers = callHeaders(gateway.deps, call);
  sendError(call.exchange, error, { dialect: dialectOf(call.operation), callId: call.callId, headers });
}

/** Ends a call that never got to an Attempt. */
function turnAway(gateway: Gateway, failed: FailedCall, thrown: unknown): void {
  const left = thrown instanceof ClientGone;
  const error = left ? undefined : toWeirError(gateway.deps.log, failed.call.callId, thrown);
  refuse(gateway, { ...failed, error });
  if (error === undefined) failed.call.exchange.cut();
  else sendFailure(gateway, failed.call, error);
}

/** Ends a call whose Attempt could not be settled: its client gets no more of it, its line becomes `interrupted`. */
function abandon(gateway: Gateway, call: RawCall, thrown: unknown): void {
  const error = toWeirError(gateway.deps.log, call.callId, thrown);
  if (call.exchange.answering) breakOff(call, error, false);
  else sendFailure(gateway, call, error);
}

/** The decision, and how the call was put into the words of its target where they are not the client's. */
function explained(explanation: Explanation, { translation, rewriting }: Prepared): Explanation {
  if (translation !== undefined) {
    const { upstream, translated } = translation;
    return { ...explanation, translation: { language: upstream.language, dropped: translated.dropped } };
  }
  if (rewriting === undefined) return explanation;
  const { language, dropped } = rewriting;
  return { ...explanation, translation: { language, dropped } };
}

/** Steps 6 to 8. Rejects only before the Attempt is on disk. */
async function carry(gateway: Gateway, permitted: PermittedCall): Promise<void> {
  const { deps } = gateway;
  const { call, grant, asked, request, planned } = permitted;
  const { target, explanation } = planned;
  if (call.exchange.gone) throw new ClientGone();
  const ready = prepare(deps.access, { call, grant, request, target });
  const prepared = ready instanceof Promise ? await ready : ready;
  if (prepared.kind === 'estimate') return answerEstimate(gateway, permitted, prepared);
  const { translation } = prepared;
  const identity = identify(gateway, permitted);
  const plannedMs = elapsedMs(gateway, call);
  const outcome = await attempt(deps, { call, grant, target, prepared, identity, timeoutMs: asked.timeoutMs });
  if (translation !== undefined && outcome.said !== undefined) {
    await keepAnswer(deps, grant, { translation, answer: outcome.said });
  }
  try {
    const settled = {
      ...permitted,
      identity,
      target,
      explanation: explained(explanation, prepared),
      plannedMs,
      outcome,
    };
    const settlement = settle(gateway, settled);
    answer(call, { answer: outcome.answer, headers: () => callHeaders(deps, call, target) }, settlement);
  } catch (thrown) {
    abandon(gateway, call, thrown);
  }
}

/**
 * The way of one call. Each step takes what the one before gave; the first that throws decides the answer. Never
 * rejects.
 */
export async function serveCall(gateway: Gateway, call: RawCall): Promise<void> {
  const { access, settings } = gateway.deps;
  let grant: Grant | undefined;
  let request: ParsedRequest | undefined;
  try {
    const found = authenticate(access, call.exchange);
    grant = found instanceof Promise ? await found : found;
    const authenticatedMs = elapsedMs(gateway, call);
    const asked = readHead(call);
    const body = await call.exchange.readBody(settings.bodyBytesMax);
    const receivedMs = elapsedMs(gateway, call);
    request = readRequest(call, body);
    const planned = planCall(grant, call.operation, request.model);
    await carry(gateway, { call, grant, asked, request, planned, authenticatedMs, receivedMs });
  } catch (thrown) {
    turnAway(gateway, { call, grant, request }, thrown);
  }
}
