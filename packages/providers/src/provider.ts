import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import type { StreamDecoder, StreamEvent } from '@weir/protocol/canonical/stream-event';
import type { EmbeddingsAnswer, EmbeddingsRequest } from '@weir/protocol/embeddings/embeddings';
import type { Failure } from '@weir/protocol/failure';
import type { MeterEvent } from '@weir/protocol/meter-event';
import type { ChatOperation, Operation } from '@weir/protocol/operation';
import type { CredentialField, SettingField, Settings } from './asked-field.ts';

/** How a credential is put on a request; token exchange is `access`'s, signing `egress`'s. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'header'; readonly name: string }
  /** AWS Signature Version 4, in the `region` of the provider key's settings. */
  | { readonly kind: 'sigv4'; readonly service: string }
  /** Google: a signed JWT of the service account is exchanged for an access token (RFC 7523). */
  | { readonly kind: 'service_account'; readonly scope: string }
  /** OAuth 2.0 client credentials (RFC 6749, 4.4), exchanged at `tokenPath` of the host that is called. */
  | { readonly kind: 'client_credentials'; readonly tokenPath: string; readonly scope: string };

/** One way to sign in at a provider. */
export type CredentialForm = {
  readonly id: string;
  readonly label: string;
  readonly auth: Auth;
  readonly fields: readonly CredentialField[];
};

/** A client's request on its way to a target that speaks the same dialect. */
export type PassThroughRequest = {
  readonly operation: Operation;
  readonly body: Buffer;
  /** What the parser read off the body. */
  readonly streaming: boolean;
  /** Byte span `[start, end)` of the `model` value in `body`, quotes included; absent where the path names the model. */
  readonly modelSpan?: readonly [number, number];
  /** Byte span of the `stream_options` value, where there is one. */
  readonly streamOptionsSpan?: readonly [number, number];
  /** The client's `stream_options.include_usage`. */
  readonly includesUsage: boolean;
  /** The content type to be sent on, where the body is a form and no JSON; `modelSpan` is then the bare value. */
  readonly formType?: string;
};

export type ProviderTarget = {
  /** The upstream's own model name. */
  readonly model: string;
  /** Of the provider key, else the provider's own. */
  readonly baseUrl: string;
  /** Of the provider key. */
  readonly settings?: Settings;
  /** From the catalogue: whether the model thinks, and the most it can put out. Absent: not known. */
  readonly reasons?: boolean;
  readonly outputTokensMax?: number;
  /** The client's `anthropic-beta`, for a target that takes them elsewhere than in the header. */
  readonly betas?: readonly string[];
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

/** A translated request, and what of the client's could not travel. */
export type TranslatedRequest = { readonly http: HttpRequest; readonly dropped: readonly string[] };

/** How an upstream cuts its streams into frames: server-sent events, or AWS event streams. */
export type Framing = 'sse' | 'aws';

/** How a provider holds conversations in whatever words of its own: for clients that speak another dialect. */
export type ChatUpstream = {
  /** The language it is spoken to in. */
  readonly language: ChatOperation | 'converse' | 'cohere';
  readonly framing: Framing;
  /** Throws WeirError unsupported_capability for what it cannot do and may not leave out. */
  toHttp(request: ChatRequest, target: ProviderTarget): TranslatedRequest;
  /** Reads a whole answer of status 2xx; without `end` where it is not whole. */
  fromBody(body: Buffer): readonly StreamEvent[];
  decoder(): StreamDecoder;
};

/** How a provider embeds texts, for clients of another dialect than its own. */
export type EmbeddingsUpstream = {
  /** Throws WeirError unsupported_capability for what it cannot do and may not leave out. */
  toHttp(request: EmbeddingsRequest, target: ProviderTarget): TranslatedRequest;
  /** Reads an answer of status 2xx; undefined where it is not whole. */
  fromBody(body: Buffer, headers: Readonly<Record<string, string>>): EmbeddingsAnswer | undefined;
};

/** How a provider counts the input tokens of a conversation, for clients of another dialect than its own. */
export type CountUpstream = {
  /** Throws WeirError unsupported_capability as the conversation itself would. */
  toHttp(request: ChatRequest, target: ProviderTarget): TranslatedRequest;
  /** Reads an answer of status 2xx; undefined where it is no count. */
  fromBody(body: Buffer): number | undefined;
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
  /** How to sign in, the usual way first; undefined: one key, for `auth`. */
  readonly credentialForms?: readonly CredentialForm[];
  /** What a provider key says of where its requests go, besides or instead of a base URL. */
  readonly settings?: readonly SettingField[];
  /** The base URL that checked `settings` make; undefined where the base URL does not depend on them. */
  readonly baseUrlOf?: (settings: Settings) => string;
  /** The vendor's page where keys are made; undefined where there is no one such page. */
  readonly keysUrl?: string;
  /** Answers inside the process instead of over HTTP; its costs are `simulated`. */
  readonly local?: LocalUpstream;
  /** What it speaks natively. */
  readonly operations: readonly Operation[];
  /** Where that depends on the model (Claude and Gemini side by side at Vertex): what it speaks natively for this one. */
  operationsFor?(model: string): readonly Operation[];
  /** True where requests may hold `models` and `provider`, by which its clients choose among its own upstreams. */
  readonly takesRoutingFields?: boolean;
  /**
   * True where a conversation that ends with the assistant's own words is gone on with from there. Undefined: never, or
   * not known.
   */
  goesOnFromPrefill?(request: ChatRequest, model: string): boolean;
  /** Lists models: GET on this path; the ids under `data[].id`. Undefined where it cannot be asked. */
  readonly modelsPath: string | undefined;
  /** The ids in such a list, where they stand elsewhere than under `data[].id`. */
  modelsOf?(body: unknown): readonly string[];
  /** The response header that carries the provider's request id. */
  readonly requestIdHeader: string;
  /**
   * How it takes a conversation from a client of another dialect; by the request, because a vendor may do some things in
   * one of its languages only. Undefined where it holds none.
   */
  chat?(request: ChatRequest, model: string): ChatUpstream | undefined;
  /** How it takes texts to embed from a client of another dialect. Undefined where it embeds none. */
  embeddings?(model: string): EmbeddingsUpstream | undefined;
  /** Undefined where it counts no tokens, of this model or at all: then the gateway estimates. */
  countTokens?(request: ChatRequest, model: string): CountUpstream | undefined;
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
