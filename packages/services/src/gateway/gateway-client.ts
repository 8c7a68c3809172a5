import { type InternalClaims, signInternal } from '@weir/access/internal-token';
import type { MasterKey } from '@weir/access/master-key';
import type { Egress, EgressTimeouts } from '@weir/egress/egress';
import { fetchJson, type JsonAnswer } from '@weir/egress/fetch-json';
import { fetchStream, type StreamAnswer } from '@weir/egress/fetch-stream';

export type GatewayRequest = {
  readonly path: `/${string}`;
  /** Absent for what anybody may ask, such as /readyz. */
  readonly claims?: InternalClaims;
  /** Posted as JSON; without it the request is a GET. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly totalMs: number;
};

/** A call whose answer is read as it comes. */
export type GatewayStreamRequest = {
  readonly path: `/${string}`;
  readonly claims: InternalClaims;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the call at once. */
  readonly signal?: AbortSignal | undefined;
};

/** The gateway as the control plane speaks to it. Rejects with EgressFailure when it cannot be reached. */
export type GatewayClient = {
  request(request: GatewayRequest): Promise<JsonAnswer>;
  /** Leaving the body early ends the call. */
  stream(request: GatewayStreamRequest): Promise<StreamAnswer>;
  close(): Promise<void>;
};

/** The gateway's own limits end a call before these do. */
const streamTimeouts: EgressTimeouts = {
  connectMs: 2_000,
  firstByteMs: 660_000,
  stallMs: 360_000,
  totalMs: 3_660_000,
};

function timeoutsOf(totalMs: number): EgressTimeouts {
  return { connectMs: 2_000, firstByteMs: totalMs, stallMs: totalMs, totalMs };
}

/** A client for the gateway at `url`, over an egress that may reach it, signing with the master key at `now`. */
export function createGatewayClient(options: {
  readonly url: string;
  readonly egress: Egress;
  readonly masterKey: MasterKey;
  readonly now: () => number;
}): GatewayClient {
  const { url, egress, masterKey, now } = options;
  const authorization = (claims: InternalClaims) => `Bearer ${signInternal(masterKey, claims, now())}`;
  return {
    request({ path, claims, body, headers, totalMs }) {
      return fetchJson(egress, {
        url: new URL(path, url).href,
        headers: { ...(claims === undefined ? {} : { authorization: authorization(claims) }), ...headers },
        ...(body === undefined ? {} : { body }),
        timeouts: timeoutsOf(totalMs),
      });
    },
    stream({ path, claims, body, headers, signal }) {
      return fetchStream(egress, {
        url: new URL(path, url).href,
        headers: { authorization: authorization(claims), ...headers },
        body,
        signal,
        timeouts: streamTimeouts,
      });
    },
    close: () => egress.close(),
  };
}
