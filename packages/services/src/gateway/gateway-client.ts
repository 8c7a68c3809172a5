import { type InternalClaims, signInternal } from '@weir/access/internal-token';
import type { MasterKey } from '@weir/access/master-key';
import type { Egress, EgressTimeouts } from '@weir/egress/egress';
import { fetchJson, type JsonAnswer } from '@weir/egress/fetch-json';

export type GatewayRequest = {
  readonly path: `/${string}`;
  /** Absent for what anybody may ask, such as /readyz. */
  readonly claims?: InternalClaims;
  /** Posted as JSON; without it the request is a GET. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly totalMs: number;
};

/** The gateway as the control plane speaks to it. Rejects with EgressFailure when it cannot be reached. */
export type GatewayClient = {
  request(request: GatewayRequest): Promise<JsonAnswer>;
  close(): Promise<void>;
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
  return {
    request({ path, claims, body, headers, totalMs }) {
      const token = claims === undefined ? undefined : signInternal(masterKey, claims, now());
      return fetchJson(egress, {
        url: new URL(path, url).href,
        headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
        ...(body === undefined ? {} : { body }),
        timeouts: timeoutsOf(totalMs),
      });
    },
    close: () => egress.close(),
  };
}
