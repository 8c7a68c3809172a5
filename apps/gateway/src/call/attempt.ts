import type { Grant } from '@weir/access/grant';
import type { EgressCall, EgressTimeouts } from '@weir/egress/egress';
import type { AttemptIdentity } from '@weir/protocol/ledger';
import type { ParsedRequest } from '@weir/protocol/parse-request';
import type { HttpRequest } from '@weir/providers/provider';
import { forwardQuery, forwardRequestHeaders, forwardResponseHeaders } from '../forwarded-headers.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { answerLocally, sendOut, type UpstreamRequest } from '../upstream.ts';
import { credentialHeaders } from './auth-headers.ts';
import { hideCredential } from './hide-credential.ts';
import type { Outcome } from './outcome.ts';
import type { PlannedTarget } from './plan-call.ts';
import type { RawCall } from './receive.ts';
import { Relay } from './relay.ts';
import { callHeaders } from './response-headers.ts';
import { toWeirError } from './to-weir-error.ts';

/** What an Attempt is made of: a call that may be made, and where it goes. */
export type AttemptInput = {
  readonly call: RawCall;
  readonly grant: Grant;
  readonly request: ParsedRequest;
  readonly target: PlannedTarget;
  readonly identity: AttemptIdentity;
  readonly timeoutMs?: number | undefined;
};

function timeoutsOf(timeouts: EgressTimeouts, timeoutMs: number | undefined): EgressTimeouts {
  return timeoutMs === undefined ? timeouts : { ...timeouts, totalMs: Math.min(timeouts.totalMs, timeoutMs) };
}

/** The provider's request with the client's forwarded headers and, opened only here, the credential. */
function upstreamRequest(deps: GatewayDeps, input: AttemptInput, http: HttpRequest): UpstreamRequest {
  const { call, grant, target } = input;
  const { exchange, operation } = call;
  return {
    http: { ...http, url: forwardQuery(http.url, exchange.query) },
    operation,
    headers: Object.assign(
      {},
      http.headers,
      forwardRequestHeaders(exchange),
      credentialHeaders(deps.access, grant, target),
    ),
    timeouts: timeoutsOf(deps.settings.timeouts, input.timeoutMs),
  };
}

/** Makes a local answer repeatable for a call. */
function seedOf(callId: string): number {
  return Number.parseInt(callId.slice(-8), 16);
}

/** What an upstream says of a failure may repeat the credential that it got. */
function withoutSecrets(deps: GatewayDeps, { grant, target }: AttemptInput, outcome: Outcome): Outcome {
  const { providerKeyId } = target;
  if (outcome.failure === undefined || providerKeyId === undefined) return outcome;
  const credential = deps.access.credential(grant, providerKeyId);
  return credential === undefined ? outcome : hideCredential(outcome, credential);
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
 * rejects for what the upstream does: that is an Outcome. Throws spool_unavailable when it could not be written down.
 */
export function attempt(deps: GatewayDeps, input: AttemptInput): Promise<Outcome> {
  const { call, target, request } = input;
  const { provider } = target;
  const http = provider.toHttp(request, { model: target.model, baseUrl: target.baseUrl });
  const outgoing = upstreamRequest(deps, input, http);
  deps.spool.append([{ kind: 'started', ...input.identity }]);
  return new Promise((resolve) => {
    const relay = new Relay({
      exchange: call.exchange,
      provider,
      operation: call.operation,
      usageChunkAdded: http.usageChunkAdded,
      clock: deps.clock,
      headersFor(upstreamHeaders) {
        const headers = callHeaders(deps, call, target);
        forwardResponseHeaders(upstreamHeaders, headers);
        return headers;
      },
      done: (outcome) => resolve(withoutSecrets(deps, input, outcome)),
      crashed: (thrown) => toWeirError(deps.log, call.callId, thrown),
    });
    try {
      relay.attach(send(deps, { input, outgoing, relay }));
    } catch (thrown) {
      relay.fail(thrown);
    }
  });
}
