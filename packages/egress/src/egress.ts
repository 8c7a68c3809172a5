/** Limits of one outbound request, in milliseconds. `firstByteMs` runs from the send to the response's head. */
export type EgressTimeouts = {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly stallMs: number;
  readonly totalMs: number;
};

export type EgressRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly timeouts: EgressTimeouts;
};

/** Why a request could not be sent or its answer not be read to the end. */
export type EgressErrorCode = 'refused_address' | 'network' | 'timeout' | 'aborted';

export type EgressError = { readonly code: EgressErrorCode; readonly message: string };

/** Told of the answer as it arrives: `head` once, `data` for each chunk as the network cut it, then `end` or `error`, once. */
export type EgressHandler = {
  head(status: number, headers: Readonly<Record<string, string>>): void;
  data(chunk: Buffer): void;
  end(): void;
  error(error: EgressError): void;
};

/**
 * The handle of a request under way. `pause` and `resume` carry back-pressure to the upstream's socket; `limitStall` says
 * how long the upstream may be silent from now on.
 */
export type EgressCall = { abort(): void; pause(): void; resume(): void; limitStall(stallMs: number): void };

/** The only way out of the process. Every connection passes the address guard when it connects; redirects are not followed. */
export type Egress = {
  send(request: EgressRequest, handler: EgressHandler): EgressCall;
  close(): Promise<void>;
};
