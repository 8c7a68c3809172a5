import type { AnswerContext, ChatDialect, RequestHead } from '@weir/protocol/canonical/chat-dialect';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { CompletionStreamEncoder, encodeCompletion } from '@weir/protocol/dialects/completions/completions';
import { parseCompletions } from '@weir/protocol/dialects/completions/parse-request';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { messages } from '@weir/protocol/dialects/messages/messages';
import { billingNote, withoutBillingNote } from '@weir/protocol/dialects/messages/without-billing-note';
import { responses } from '@weir/protocol/dialects/responses/responses';
import { WeirError } from '@weir/protocol/errors';
import { asObject, type JsonObject } from '@weir/protocol/json-read';
import { asChatOperation, type ChatOperation } from '@weir/protocol/operation';
import { type ParsedRequest, parseJson } from '@weir/protocol/parse-request';
import type { ChatUpstream, ProviderTarget, TranslatedRequest } from '@weir/providers/provider';
import type { CallableTarget } from '../way/callable-target.ts';
import type { AnswerSink } from './answer-sink.ts';
import type { RawCall } from './receive.ts';

const dialects: Readonly<Record<ChatOperation, ChatDialect>> = {
  chat: chatCompletions,
  responses,
  messages,
  generate_content: generateContent,
};

/** How a client is answered. */
export type AnswerDialect = Pick<ChatDialect, 'encodeAnswer' | 'encoder'>;

const completions: AnswerDialect = {
  encodeAnswer: encodeCompletion,
  encoder: (context) => new CompletionStreamEncoder(context),
};

/** A conversation between a client and an upstream that speak differently. */
export type Translation = {
  /** The client's. */
  readonly dialect: AnswerDialect;
  readonly upstream: ChatUpstream;
  readonly request: ChatRequest;
  readonly context: AnswerContext;
  readonly translated: TranslatedRequest;
  /** True where what is said is to be kept, so that it can be continued. */
  readonly keeps: boolean;
  /** Where the answer goes, where that is not a stream or document of its own: another target may carry it on. */
  readonly sink?: AnswerSink;
};

/** Gemini's streams are one JSON array unless they are asked for as events. */
export function isArrayStream({ path, exchange }: RawCall): boolean {
  return path?.streaming === true && new URLSearchParams(exchange.query).get('alt') !== 'sse';
}

function contextOf(call: RawCall, parsed: ParsedRequest, request: ChatRequest): AnswerContext {
  return {
    callId: call.callId,
    createdAtSeconds: Math.floor(call.startedAtMs / 1000),
    model: parsed.model,
    includesUsage: parsed.includesUsage,
    asArray: isArrayStream(call),
    request,
  };
}

/**
 * The client's request in canonical words. Throws invalid_request naming the field, and unsupported_capability for what
 * is no conversation.
 */
export function readChatRequest(call: RawCall, parsed: ParsedRequest, target: CallableTarget): ChatRequest {
  const operation = asChatOperation(call.operation);
  if (call.operation === 'completions') {
    return parseCompletions(asObject(parseJson(parsed.body)) ?? {}, parsed.model);
  }
  if (operation === undefined) {
    const message = `${target.provider.name} has no ${call.operation}.`;
    throw new WeirError('unsupported_capability', message, { field: 'model' });
  }
  const body = asObject(parseJson(parsed.body)) ?? {};
  return parseChat(operation, body, call.path ?? {});
}

/** A conversation's request in canonical words. Throws invalid_request naming the field. */
export function parseChat(operation: ChatOperation, body: JsonObject, head: RequestHead): ChatRequest {
  return dialects[operation].parseRequest(body, head);
}

export type TranslationInput = {
  readonly call: RawCall;
  readonly parsed: ParsedRequest;
  /** As the client's dialect says it, for answers that repeat it; and complete, with what it continues. */
  readonly asked: ChatRequest;
  readonly request: ChatRequest;
  readonly target: CallableTarget;
  readonly upstreamTarget: ProviderTarget;
  readonly keeps: boolean;
};

/** What is of no use to a vendor but the dialect's own stays here. */
function toHttp(upstream: ChatUpstream, request: ChatRequest, target: ProviderTarget): TranslatedRequest {
  const shown = upstream.language === 'messages' ? request : withoutBillingNote(request);
  const { http, dropped } = upstream.toHttp(shown, target);
  return { http, dropped: shown === request ? dropped : [...dropped, billingNote] };
}

/** The call in words of its target. Throws unsupported_capability for what the target cannot do. */
export function translate(input: TranslationInput): Translation {
  const { call, parsed, asked, request, target, upstreamTarget, keeps } = input;
  const upstream = target.provider.chat?.(request, target.model);
  if (upstream === undefined) {
    const message = `${target.provider.name} has no ${call.operation} for ${target.model}.`;
    throw new WeirError('unsupported_capability', message, { field: 'model' });
  }
  return {
    dialect: call.operation === 'completions' ? completions : dialects[request.dialect],
    upstream,
    request,
    context: contextOf(call, parsed, asked),
    translated: toHttp(upstream, request, upstreamTarget),
    keeps,
  };
}
