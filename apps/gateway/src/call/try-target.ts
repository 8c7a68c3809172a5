import { type ErrorCode, WeirError } from '@weir/protocol/errors';
import type { Failure, FailureCode } from '@weir/protocol/failure';
import type { AttemptIdentity, AttemptPurpose } from '@weir/protocol/ledger';
import type { Candidate } from '@weir/routing/candidate';
import { ClientGone } from '../exchange.ts';
import type { Gateway } from '../gateway-deps.ts';
import { type CallableTarget, callableTarget } from '../way/callable-target.ts';
import type { AnswerSink } from './answer-sink.ts';
import { type AttemptInput, type AttemptLimits, attempt } from './attempt.ts';
import type { Gate } from './gate.ts';
import { keepAnswer } from './kept-response.ts';
import type { Mutable } from './mutable.ts';
import { observationOf } from './observe.ts';
import type { Outcome } from './outcome.ts';
import { withOverrides } from './overrides.ts';
import type { PermittedCall } from './permitted-call.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { Relay } from './relay.ts';
import { callHeaders } from './response-headers.ts';
import type { MadeAttempt } from './settle.ts';
import type { EstimatedCount } from './token-count.ts';
import type { Translation } from './translation.ts';

/** One try of one target. */
export type Try = {
  readonly candidate: Candidate;
  /** Where it is not the call's first Attempt. */
  readonly purpose: AttemptPurpose;
  /** Numbers the Attempt, when it leaves. */
  readonly leaves: () => number;
  /** Attempts of the call so far, for its client. */
  readonly attempts: () => number;
  readonly limits: AttemptLimits;
  readonly gate: Gate;
  readonly onSent?: ((relay: Pick<Relay, 'drop'>) => void) | undefined;
  readonly carry?: Carry | undefined;
};

/** How an answer is given that other targets may carry on, or that carries on another's. */
export type Carry = {
  /** What the assistant has said already, to be gone on with. */
  readonly prefill?: string | undefined;
  /** Where the answer goes; undefined where it cannot be carried on. */
  readonly sink: (translation: Translation) => AnswerSink | undefined;
  readonly onSent?: ((relay: Pick<Relay, 'drop'>) => void) | undefined;
};

/** What became of a try. */
export type Tried =
  | ({ readonly kind: 'made'; readonly prepared: Prepared } & MadeAttempt)
  /** Nothing left the gateway: the target cannot do what is asked, or its credential could not be had. */
  | { readonly kind: 'unfit'; readonly error: WeirError; readonly failure: Failure }
  /** The gateway itself has the answer. */
  | { readonly kind: 'estimate'; readonly estimate: EstimatedCount };

/** What keeps a try from being made and leaves the others open, as the failure that it amounts to. */
const unfitCodes: Readonly<Partial<Record<ErrorCode, FailureCode>>> = {
  unsupported_capability: 'unsupported',
  provider_key_refused: 'auth',
  upstream_unavailable: 'network',
  upstream_timeout: 'timeout',
  upstream_refused_address: 'refused_address',
};

function unfit(thrown: unknown): Extract<Tried, { kind: 'unfit' }> | undefined {
  if (!(thrown instanceof WeirError)) return undefined;
  const code = unfitCodes[thrown.code];
  if (code === undefined) return undefined;
  return { kind: 'unfit', error: thrown, failure: { code, retryable: false, message: thrown.message } };
}

function identify(gateway: Gateway, { call, grant, way }: PermittedCall, tried: Try): AttemptIdentity {
  const { organizationId, projectId, gatewayKeyId, memberId, providerKeyId: pinned } = grant.principal;
  const { provider, model, providerKeyId } = tried.candidate;
  const attemptNo = tried.leaves();
  const usual = attemptNo === 1 ? 'first' : tried.purpose;
  const identity: Mutable<AttemptIdentity> = {
    organizationId,
    projectId,
    callId: call.callId,
    attemptNo,
    startedAtMs: gateway.deps.clock.now(),
    purpose: pinned === undefined ? usual : 'trial',
    operation: call.operation,
    streaming: way.request.streaming,
    requestedModel: way.request.model,
    provider,
    model,
  };
  if (gatewayKeyId !== undefined) identity.gatewayKeyId = gatewayKeyId;
  if (memberId !== undefined) identity.memberId = memberId;
  if (providerKeyId !== undefined) identity.providerKeyId = providerKeyId;
  if (way.route !== undefined) identity.route = way.route;
  return identity;
}

type Aim = { readonly target: CallableTarget; readonly candidate: Candidate; readonly carry: Carry | undefined };

function prepareFor({ deps }: Gateway, { call, grant, way }: PermittedCall, aim: Aim) {
  const { target, candidate, carry } = aim;
  const { overrides } = candidate;
  const request = overrides === undefined ? way.request : withOverrides(way.request, call.path, overrides);
  return prepare(deps.access, { call, grant, request, target, carrying: carry });
}

function withSink(prepared: Prepared, carry: Carry | undefined): Prepared {
  const { translation } = prepared;
  const sink = translation === undefined ? undefined : carry?.sink(translation);
  return translation === undefined || sink === undefined
    ? prepared
    : { ...prepared, translation: { ...translation, sink } };
}

/** Sends and relays; the health of the target is told of it, however it ends. */
async function observed(gateway: Gateway, permitted: PermittedCall, input: Sending): Promise<Outcome> {
  const { deps } = gateway;
  const { candidate } = input;
  deps.health.begin(permitted.grant.principal.organizationId, candidate.id);
  let outcome: Outcome | undefined;
  try {
    outcome = await attempt(deps, input);
    return outcome;
  } finally {
    deps.health.end(observationOf(deps, permitted, { candidate, outcome }));
  }
}

type Sending = AttemptInput & { readonly candidate: Candidate };

/**
 * Step 6 for one target: prepared in its words, sent, relayed as far as the gate lets it. Rejects with ClientGone, and
 * with a WeirError that no other target could mend.
 */
export async function tryTarget(gateway: Gateway, permitted: PermittedCall, tried: Try): Promise<Tried> {
  const { deps } = gateway;
  const { call, grant, way } = permitted;
  const { candidate, limits, gate, carry, onSent = carry?.onSent } = tried;
  try {
    if (call.exchange.gone) throw new ClientGone();
    const target = callableTarget(grant.config, candidate);
    const ready = prepareFor(gateway, permitted, { target, candidate, carry });
    const made = ready instanceof Promise ? await ready : ready;
    if (made.kind === 'estimate') return { kind: 'estimate', estimate: made };
    const prepared = withSink(made, carry);
    let identity: AttemptIdentity | undefined;
    const identifyOnce = () => {
      identity ??= identify(gateway, permitted, tried);
      return identity;
    };
    const sentMs = deps.clock.monotonic() - call.startedAt;
    const headers = () => callHeaders(deps, call, { route: way.route, attempts: tried.attempts(), target });
    const input = { call, grant, target, prepared, identify: identifyOnce, limits, gate, headers, onSent, candidate };
    const outcome = await observed(gateway, permitted, input);
    const { translation } = prepared;
    if (translation !== undefined && outcome.said !== undefined) {
      await keepAnswer(deps, grant, { translation, answer: outcome.said });
    }
    return { kind: 'made', identity: identifyOnce(), target, prepared, outcome, sentMs };
  } catch (thrown) {
    const met = unfit(thrown);
    if (met === undefined) throw thrown;
    return met;
  }
}
