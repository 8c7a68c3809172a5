import type { Failure } from '@weir/protocol/failure';
import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Operation } from '@weir/protocol/operation';

/** How a credential is put on a request; token exchange is `access`'s, signing `egress`'s. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'header'; readonly name: string };

/** A client's request on its way to a target that speaks the same dialect. */
export type PassThroughRequest = {
  readonly operation: Operation;
  readonly body: Buffer;
  /** What the parser read off the body. */
  readonly streaming: boolean;
  /** Byte span `[start, end)` of the `model` value in `body`, quotes included. */
  readonly modelSpan: readonly [number, number];
  /** Byte span of the `stream_options` value, where there is one. */
  readonly streamOptionsSpan?: readonly [number, number];
  /** The client's `stream_options.include_usage`. */
  readonly includesUsage: boolean;
};

export type ProviderTarget = {
  /** The upstream's own model name. */
  readonly model: string;
  /** Of the provider key, else the provider's own. */
  readonly baseUrl: string;
};

/** An HTTP request without its credential. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** True when `stream_options.include_usage` was added: the chunk it causes must be taken out again. */
  readonly usageChunkAdded: boolean;
};

/** Reads a stream frame by frame. `frame` takes one SSE event's `event` name and `data`; `end` is told when bytes stop. */
export type Decoder = {
  frame(event: string | undefined, data: string): readonly MeterEvent[];
  end(): readonly MeterEvent[];
};

/** One upstream: functions without I/O, and its credential as data. */
export type Provider = {
  readonly id: string;
  readonly name: string;
  /** Undefined where every provider key must bring its own. */
  readonly baseUrl: string | undefined;
  readonly auth: Auth;
  /** The vendor's page where keys are made; undefined where there is no one such page. */
  readonly keysUrl?: string;
  /** Answers inside the process instead of over HTTP; its costs are `simulated`. */
  readonly local?: LocalUpstream;
  /** What it speaks natively. */
  readonly operations: readonly Operation[];
  /** Lists models: GET on this path; the ids under `data[].id`. Undefined where it cannot be asked. */
  readonly modelsPath: string | undefined;
  /** The response header that carries the provider's request id. */
  readonly requestIdHeader: string;
  toHttp(request: PassThroughRequest, target: ProviderTarget): HttpRequest;
  fromBody(operation: Operation, body: Buffer): readonly MeterEvent[];
  decoder(operation: Operation): Decoder;
  toFailure(status: number, headers: Readonly<Record<string, string>>, body: string): Failure;
};

/** What a local upstream answers: a status, headers, and chunks each after its own delay. */
export type LocalAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly { readonly afterMs: number; readonly bytes: Buffer }[];
  /** The answer stops before its terminal event: the transport must cut the connection. */
  readonly cut: boolean;
};

/** `seed` makes ids and word choice repeatable; `nowMs` dates the answer. */
export type LocalUpstream = (
  request: HttpRequest & { readonly operation: Operation },
  seed: number,
  nowMs: number,
) => LocalAnswer;
