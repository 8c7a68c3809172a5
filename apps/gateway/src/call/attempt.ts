import type { Grant } from '@weir/access/grant';
import type { EgressCall, EgressTimeouts } from '@weir/egress/egress';
import type { AttemptIdentity } from '@weir/protocol/ledger';
import { chatOperations, type Operation } from '@weir/protocol/operation';
import { ClientGone } from '../exchange.ts';
import {
  forwardNeutralHeaders,
  forwardQuery,
  forwardRequestHeaders,
  forwardResponseHeaders,
} from '../forwarded-headers.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { answerLocally, sendOut, type UpstreamRequest } from '../upstream.ts';
import type { CallableTarget } from '../way/callable-target.ts';
import { authorize, credentialHeaders, secretsOf } from './auth-headers.ts';
import type { Gate } from './gate.ts';
import { hideCredential } from './hide-credential.ts';
import type { Outcome } from './outcome.ts';
import type { Prepared } from './prepare.ts';
import type { RawCall } from './receive.ts';
import { Relay } from './relay.ts';
import { toldOf, translatedHeaders } from './response-headers.ts';
import { seedOf } from './seed-of.ts';
import { toWeirError } from './to-weir-error.ts';

/** What an Attempt is made of: a call that may be made, and where it goes. */
export type AttemptInput = {
  readonly call: RawCall;
  readonly grant: Grant;
  readonly target: CallableTarget;
  readonly prepared: Prepared;
  /** Who and what it is, asked for once, when it leaves. */
  readonly identify: () => AttemptIdentity;
  readonly limits: AttemptLimits;
  readonly gate: Gate;
  /** The headers that every answer of the call carries, for this target. */
  readonly headers: () => string[];
  /** Told of the Attempt once it has left, for whoever may want to end it. */
  readonly onSent?: ((relay: Pick<Relay, 'drop'>) => void) | undefined;
};

/** How long an Attempt may take; `firstEventMs` until something of use has come. */
export type AttemptLimits = EgressTimeouts & { readonly firstEventMs?: number | undefined };

/** The relay's own limit comes first. */
const graceMs = 1_000;

/** Before the first event, only its own limit counts: a model may think in silence for longer than it may then stall. */
function transportLimits(limits: AttemptLimits): EgressTimeouts {
  const { stallMs, firstEventMs } = limits;
  return firstEventMs === undefined ? limits : { ...limits, stallMs: Math.max(stallMs, firstEventMs + graceMs) };
}

/** The provider's request with the client's forwarded headers and, opened only here, the credential. */
function upstreamRequest(deps: GatewayDeps, input: AttemptInput, prepared: Prepared): UpstreamRequest {
  const { http } = prepared;
  const { call, grant, target } = input;
  const { exchange } = call;
  const language = prepared.translation?.upstream.language ?? prepared.rewriting?.language;
  const own = language === undefined || language === call.operation;
  return {
    http: own ? { ...http, url: forwardQuery(http.url, exchange.query) } : http,
    operation: spokenOperation(call, prepared),
    headers: Object.assign(
      {},
      http.headers,
      own ? forwardRequestHeaders(exchange) : forwardNeutralHeaders(exchange),
      credentialHeaders(deps.access, grant, target),
    ),
    timeouts: transportLimits(input.limits),
  };
}

/** What an upstream that answers inside this process is asked for. */
function spokenOperation({ operation }: RawCall, { translation, rewriting }: Prepared): Operation {
  if (rewriting !== undefined) return rewriting.operation;
  return chatOperations.find((spoken) => spoken === translation?.upstream.language) ?? operation;
}

/** What an upstream says of a failure may repeat the credential that it got. */
function withoutSecrets(deps: GatewayDeps, { grant, target }: AttemptInput, outcome: Outcome): Outcome {
  if (outcome.failure === undefined) return outcome;
  return secretsOf(deps.access, grant, target).reduce(hideCredential, outcome);
}

type Sending = { readonly input: AttemptInput; readonly outgoing: UpstreamRequest; readonly relay: Relay };

function send(deps: GatewayDeps, { input, outgoing, relay }: Sending): EgressCall {
  const { call, target } = input;
  const { local } = target.provider;
  if (local === undefined) return sendOut(deps.egress, outgoing, relay);
  const answering = { upstream: local, seed: seedOf(call.callId), nowMs: call.startedAtMs };
  return answerLocally(answering, outgoing, relay);
}

/**
 * Step 6, one Attempt: on disk before it leaves, then sent, then relayed up to but without its last bytes. Never
 * rejects for what the upstream does: that is an Outcome. Throws spool_unavailable when it could not be written down,
 * and what `authorize` does; then nothing has left.
 */
export function attempt(deps: GatewayDeps, input: AttemptInput): Promise<Outcome> {
  const { call, prepared } = input;
  const outgoing = authorize(deps, input, upstreamRequest(deps, input, prepared));
  if (!(outgoing instanceof Promise)) return launch(deps, input, { prepared, outgoing });
  return outgoing.then((authorized) => {
    if (call.exchange.gone) throw new ClientGone();
    return launch(deps, input, { prepared, outgoing: authorized });
  });
}

type Launched = { readonly prepared: Prepared; readonly outgoing: UpstreamRequest };

function launch(deps: GatewayDeps, input: AttemptInput, { prepared, outgoing }: Launched): Promise<Outcome> {
  const { call, target, gate, limits } = input;
  const { provider } = target;
  const { http, translation, rewriting } = prepared;
  deps.spool.append([{ kind: 'started', ...input.identify() }]);
  return new Promise((resolve) => {
    const relay = new Relay({
      exchange: call.exchange,
      provider,
      operation: call.operation,
      callId: call.callId,
      translation,
      rewriting,
      usageChunkAdded: http.usageChunkAdded,
      clock: deps.clock,
      gate,
      firstEventMs: limits.firstEventMs,
      stallMs: limits.firstEventMs === undefined ? undefined : limits.stallMs,
      headersFor(upstreamHeaders) {
        const headers = input.headers();
        const told = translation === undefined ? rewriting : toldOf(translation);
        if (told === undefined) forwardResponseHeaders(upstreamHeaders, headers);
        else translatedHeaders(told, upstreamHeaders, headers);
        return headers;
      },
      done: (outcome) => resolve(withoutSecrets(deps, input, outcome)),
      crashed: (thrown) => toWeirError(deps.log, call.callId, thrown),
    });
    try {
      relay.attach(send(deps, { input, outgoing, relay }));
      input.onSent?.(relay);
    } catch (thrown) {
      relay.fail(thrown);
    }
  });
}
