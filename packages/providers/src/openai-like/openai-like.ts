import type { Operation } from '@weir/protocol/operation';
import { toFailure } from '@weir/protocol/to-failure';
import type { Auth, Decoder, Provider } from '../provider.ts';
import { type Lane, passThrough } from '../shared/to-http.ts';
import { ChatDecoder, fromChatBody, type StreamEnd } from './chat.ts';
import { type ChatSideOf, chatSideUpstream } from './chat-side.ts';
import { type EmbeddingsFields, openaiEmbeddings } from './embed-texts.ts';
import { fromEmbeddingsBody } from './embeddings.ts';
import { fromMediaBody, MediaDecoder } from './media.ts';
import { fromResponsesBody, ResponsesDecoder } from './responses.ts';

/** The operations of OpenAI's dialect. */
export type OpenaiOperation = keyof typeof allPaths;

/** What an OpenAI-compatible provider says of itself: only what differs. */
export type OpenaiLike = {
  readonly id: string;
  readonly name: string;
  /** With the version in its path; undefined where every provider key brings its own. */
  readonly baseUrl: string | undefined;
  readonly operations: readonly OpenaiOperation[];
  /** `bearer` where not stated. */
  readonly auth?: Auth;
  /** See Provider. */
  readonly takesRoutingFields?: boolean;
  readonly keysUrl?: string;
  /** `/models` where not stated. */
  readonly modelsPath?: string;
  /** `x-request-id` where not stated. */
  readonly requestIdHeader?: string;
  /** `asked`, where not stated: by `stream_options.include_usage`. `always`: unasked, and the option may be refused. */
  readonly streamUsage?: 'asked' | 'always';
  /** `done` where not stated. */
  readonly streamEnd?: StreamEnd;
  /** How other dialects' conversations are written for it; as for any open host, where not stated. */
  readonly chat?: ChatSideOf;
  /** What its embeddings are asked for by, where that differs from OpenAI's. */
  readonly embeddings?: EmbeddingsFields;
};

const allPaths = {
  chat: '/chat/completions',
  responses: '/responses',
  completions: '/completions',
  embeddings: '/embeddings',
  images: '/images/generations',
  image_edits: '/images/edits',
  moderations: '/moderations',
  rerank: '/rerank',
  speech: '/audio/speech',
  transcription: '/audio/transcriptions',
} as const;
const headers = { 'content-type': 'application/json' } as const;

function laneOf({ operations, streamUsage = 'asked' }: OpenaiLike): Lane {
  return {
    paths: Object.fromEntries(operations.map((operation) => [operation, allPaths[operation]])),
    headers,
    asksForUsage: ({ operation }) => streamUsage === 'asked' && (operation === 'chat' || operation === 'completions'),
  };
}

function fromBody(operation: Operation, body: Buffer): ReturnType<Provider['fromBody']> {
  switch (operation) {
    case 'chat':
    case 'completions':
      return fromChatBody(body.toString());
    case 'responses':
      return fromResponsesBody(body.toString());
    case 'embeddings':
      return fromEmbeddingsBody(body);
    default:
      return fromMediaBody(operation, body);
  }
}

function decoder(operation: Operation, streamEnd: StreamEnd): Decoder {
  if (operation === 'chat' || operation === 'completions') return new ChatDecoder(streamEnd);
  return operation === 'responses' ? new ResponsesDecoder() : new MediaDecoder();
}

/** THE mapping of OpenAI's dialect onto itself, for a provider that speaks it. */
export function openaiLike(of: OpenaiLike): Provider {
  const lane = laneOf(of);
  const streamEnd = of.streamEnd ?? 'done';
  const speaker = { id: of.id, name: of.name, streamUsage: of.streamUsage, streamEnd };
  const side = of.chat ?? {};
  return {
    id: of.id,
    name: of.name,
    baseUrl: of.baseUrl,
    auth: of.auth ?? { kind: 'bearer' },
    ...(of.keysUrl === undefined ? {} : { keysUrl: of.keysUrl }),
    operations: of.operations,
    ...(of.takesRoutingFields === undefined ? {} : { takesRoutingFields: of.takesRoutingFields }),
    modelsPath: of.modelsPath ?? '/models',
    requestIdHeader: of.requestIdHeader ?? 'x-request-id',
    chat: (request, model) => chatSideUpstream(speaker, typeof side === 'function' ? side(model, request) : side),
    ...(of.operations.includes('embeddings') ? { embeddings: () => openaiEmbeddings(of.name, of.embeddings) } : {}),
    toHttp: (request, target) => passThrough(lane, request, target),
    fromBody,
    decoder: (operation) => decoder(operation, streamEnd),
    toFailure,
  };
}
