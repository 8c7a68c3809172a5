import type { EncodedRequest } from '../../canonical/chat-dialect.ts';
import type { ChatRequest, Sampling, Turn } from '../../canonical/chat-request.ts';
import type { Feature } from '../../canonical/features.ts';
import { type EncodeTarget, Losses } from '../../canonical/losses.ts';
import { openaiUser } from '../../canonical/openai-user.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import type { ChatQuirks } from './chat-quirks.ts';
import { encodeMessages } from './encode-messages.ts';
import { encodeReasoningRequest } from './encode-reasoning-request.ts';
import { encodeOutput, encodeTools } from './encode-tools.ts';
import { type Encoding, nativesOf } from './encoding.ts';
import { ToolCallIds } from './tool-call-ids.ts';

type Entry = readonly [field: string, feature: Feature, value: unknown];

/** The fields that have one value and one name, with the feature that each is. */
function plainEntries({ request, quirks, losses, target, isOwn }: Encoding): readonly Entry[] {
  const { sampling: of }: { sampling: Sampling } = request;
  return [
    [quirks.lengthField ?? 'max_completion_tokens', 'output_tokens_max', of.outputTokensMax],
    ['temperature', 'temperature', of.temperature],
    ['top_p', 'top_p', of.topP],
    ['top_k', 'top_k', of.topK],
    [quirks.seedField ?? 'seed', 'seed', of.seed],
    ['stop', 'stop', of.stop],
    ['frequency_penalty', 'frequency_penalty', of.frequencyPenalty],
    ['presence_penalty', 'presence_penalty', of.presencePenalty],
    ['logit_bias', 'logit_bias', of.logitBias],
    ['logprobs', 'logprobs', of.logprobs],
    ['top_logprobs', 'logprobs', of.topLogprobs],
    ['verbosity', 'verbosity', request.verbosity],
    ['service_tier', 'service_tier', request.serviceTier],
    ['user', 'user', target.lacks.has('user') ? request.user : openaiUser(request, losses, isOwn)],
    ['metadata', 'metadata', request.metadata],
    ['prompt_cache_key', 'prompt_cache_key', request.promptCacheKey],
    ['prompt_cache_retention', 'prompt_cache_retention', request.promptCacheRetention],
    ['store', 'store', request.store],
  ];
}

/** Values that ask for nothing: a target that lacks the field loses nothing by them. */
function asksForNothing(field: string, value: unknown): boolean {
  return value === false || (field === 'stop' && Array.isArray(value) && value.length === 0);
}

function encodePlain(encoding: Encoding): JsonObject {
  const { losses, target } = encoding;
  const entries = plainEntries(encoding).filter(([field, feature, value]) => {
    if (value === undefined) return false;
    if (target.lacks.has(feature) && asksForNothing(field, value)) return false;
    return losses.can(feature);
  });
  return Object.fromEntries(entries.map(([field, , value]) => [field, value]));
}

/** One answer is what every vendor gives unasked; several must be asked for. */
function encodeCount({ losses, request, target }: Encoding): JsonObject {
  const { n } = request.sampling;
  if (n === undefined || (n === 1 && target.lacks.has('n'))) return {};
  return losses.can('n') ? { n } : {};
}

function encodeModalities({ losses, request, isOwn }: Encoding): JsonObject {
  const { modalities, audio } = request;
  if (modalities?.includes('audio') === true) losses.can('audio_output');
  if (modalities?.includes('image') === true) losses.can('image_output');
  const isPlain = modalities === undefined || (!isOwn && modalities.every((word) => word === 'text'));
  return {
    ...(isPlain ? {} : { modalities }),
    // Of another dialect: which voice is no more than a wish, but this API demands one.
    ...(audio !== undefined && isOwn ? { audio } : {}),
    ...(!isOwn && modalities?.includes('audio') === true ? { audio: { voice: 'alloy', format: 'wav' } } : {}),
  };
}

function encodeStream({ request, quirks, isOwn }: Encoding): JsonObject {
  if (!request.streaming) return {};
  const own = isOwn ? asObject(request.native?.['stream_options']) : undefined;
  if (quirks.streamUsage === 'always') return { stream: true };
  return { stream: true, stream_options: { ...own, include_usage: true } };
}

/** Wishes that this dialect has no field for. */
function loseOthers({ losses, request }: Encoding): void {
  if (request.previousResponseId !== undefined) losses.cannot('previous_response');
  if (request.cache !== undefined) losses.cannot('prompt_cache');
}

function idsIn(turns: readonly Turn[]): readonly string[] {
  return turns.flatMap(({ parts }) =>
    parts.flatMap((part) => {
      if (part.kind === 'tool_call') return [part.id];
      return part.kind === 'tool_result' ? [part.callId] : [];
    }),
  );
}

/**
 * Writes a Chat Completions request for a vendor with these quirks. A stream's usage is always asked for: whether the
 * client sees it is the answer's matter. Throws WeirError unsupported_capability.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget, quirks: ChatQuirks): EncodedRequest {
  const losses = new Losses(request, target);
  const ids = new ToolCallIds(quirks.toolCallIds !== 'nine_alphanumerics', idsIn(request.turns));
  const encoding: Encoding = { request, target, quirks, losses, ids, isOwn: request.dialect === 'chat' };
  if (request.streaming) losses.can('streaming');
  loseOthers(encoding);
  const { stream_options, ...native } = nativesOf(encoding, request.native);
  const body = {
    ...quirks.fields,
    ...native,
    model: target.model,
    messages: encodeMessages(encoding),
    ...encodeTools(encoding),
    ...encodeOutput(encoding, request.output),
    ...encodeReasoningRequest(encoding),
    ...encodePlain(encoding),
    ...encodeCount(encoding),
    ...encodeModalities(encoding),
    ...encodeStream(encoding),
  };
  return { body, dropped: losses.dropped };
}
