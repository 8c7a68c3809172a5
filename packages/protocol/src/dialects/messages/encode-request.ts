import type { EncodedRequest } from '../../canonical/chat-dialect.ts';
import type { ChatRequest, Effort } from '../../canonical/chat-request.ts';
import { type Feature, fieldOf } from '../../canonical/features.ts';
import type { EncodeTarget } from '../../canonical/losses.ts';
import { Losses } from '../../canonical/losses.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import {
  encodeOwnThinking,
  encodeThinking,
  outputTokensDefault,
  type Thinker,
  type Thinking,
} from './encode-thinking.ts';
import { encodeToolChoice, encodeTools } from './encode-tools.ts';
import { encodeTurns, forbidsThinking } from './encode-turns.ts';
import { limitCacheMarks } from './limit-cache-marks.ts';
import { markCache } from './mark-cache.ts';
import { given } from './read-field.ts';
import { fitOutputSchema } from './tool-schema.ts';
import { type Block, cacheOf, nativeOf, type Writing } from './writing.ts';

/** How a host of this dialect differs from Anthropic's own. */
export type MessagesQuirks = {
  /** Stands in the body as `anthropic_version`, without `model` and `stream` (Bedrock InvokeModel, Vertex rawPredict). */
  readonly version?: string;
  /** The efforts that the model knows, from the least to the most; all where not stated. */
  readonly efforts?: readonly Effort[];
  /**
   * How the model is asked not to think: in words (default), by asking for no thinking (`leave`: it is off by itself and
   * the word may be refused), or not at all (`never`: it always thinks).
   */
  readonly thinkingOff?: 'say' | 'leave' | 'never';
};

const allEfforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

/** What the dialect has no word for. */
function refuseUnsayable({ request, losses }: Writing): void {
  const { sampling, modalities, verbosity, audio } = request;
  const wishes: readonly (readonly [Feature, boolean])[] = [
    ['seed', sampling.seed !== undefined],
    ['frequency_penalty', (sampling.frequencyPenalty ?? 0) !== 0],
    ['presence_penalty', (sampling.presencePenalty ?? 0) !== 0],
    ['logit_bias', Object.keys(sampling.logitBias ?? {}).length > 0],
    ['n', (sampling.n ?? 1) > 1],
    ['logprobs', sampling.logprobs === true || (sampling.topLogprobs ?? 0) > 0],
    ['audio_output', modalities?.includes('audio') === true || audio !== undefined],
    ['image_output', modalities?.includes('image') === true],
    ['verbosity', verbosity !== undefined && verbosity !== 'medium'],
    ['prompt_cache_key', request.promptCacheKey !== undefined],
    ['prompt_cache_retention', request.promptCacheRetention !== undefined],
    ['metadata', Object.keys(request.metadata ?? {}).length > 0],
    ['store', request.store === true],
    ['previous_response', request.previousResponseId !== undefined],
    ['output_json', request.output?.kind === 'json'],
  ];
  for (const [feature, wished] of wishes) if (wished) losses.cannot(feature);
}

function temperatureOf({ request, losses, own }: Writing, thinks: boolean): number | undefined {
  const { temperature } = request.sampling;
  if (temperature === undefined || own) return temperature;
  if (!losses.can('temperature')) return undefined;
  // Thinking goes with 1 only (docs, "Extended thinking", feature compatibility); the scale ends there.
  if ((thinks && temperature !== 1) || temperature > 1) losses.drop(fieldOf('temperature', request.dialect));
  return thinks ? undefined : Math.min(temperature, 1);
}

function topPOf({ request, losses, own }: Writing, thinks: boolean): number | undefined {
  const { topP, temperature } = request.sampling;
  if (topP === undefined || own) return topP;
  // 1 is no limit. Models since Opus 4.1 refuse it beside a temperature; thinking goes with 0.95 and more.
  if (topP === 1 || !losses.can('top_p')) return undefined;
  if (thinks ? topP >= 0.95 : temperature === undefined) return topP;
  losses.drop(fieldOf('top_p', request.dialect));
  return undefined;
}

function topKOf({ request, losses, own }: Writing, thinks: boolean): number | undefined {
  const { topK } = request.sampling;
  if (topK === undefined || own) return topK;
  if (!thinks) return losses.can('top_k') ? topK : undefined;
  losses.drop(fieldOf('top_k', request.dialect));
  return undefined;
}

function stopOf({ request, losses, own }: Writing): readonly string[] | undefined {
  const { stop } = request.sampling;
  if (stop === undefined || own) return stop;
  if (stop.length === 0 || !losses.can('stop')) return undefined;
  // The API refuses sequences without a visible character.
  const visible = stop.filter((sequence) => sequence.trim() !== '');
  if (visible.length < stop.length) losses.drop(fieldOf('stop', request.dialect));
  return visible.length === 0 ? undefined : visible;
}

const tiers: Readonly<Record<string, string>> = { auto: 'auto', default: 'standard_only', standard: 'standard_only' };

function tierOf({ request, losses, own }: Writing): string | undefined {
  const { serviceTier } = request;
  if (serviceTier === undefined) return undefined;
  const tier = own ? serviceTier : Object.hasOwn(tiers, serviceTier) ? tiers[serviceTier] : undefined;
  if (tier === undefined) losses.cannot('service_tier');
  else if (losses.can('service_tier')) return tier;
  return undefined;
}

const userCharactersMax = 256;

/** OpenAI lately calls it `safety_identifier`. */
function userOf({ user, native }: ChatRequest, own: boolean): string | undefined {
  const identifier = own ? undefined : native?.['safety_identifier'];
  return user ?? (typeof identifier === 'string' ? identifier : undefined);
}

function metadataOf({ request, losses, own }: Writing): Block | undefined {
  const user = userOf(request, own);
  const rest = own ? asObject(request.native?.['metadata']) : undefined;
  const isTaken = user !== undefined && (own || user.length <= userCharactersMax);
  if (user !== undefined && !isTaken) losses.cannot('user');
  return isTaken || rest !== undefined ? { ...given('user_id', isTaken ? user : undefined), ...rest } : undefined;
}

/** What has no field of its own here; the name of the user has. */
function restOf(writing: Writing): JsonObject {
  const { native } = writing.request;
  if (writing.own || native === undefined) return nativeOf(native, writing);
  const { safety_identifier, ...rest } = native;
  return nativeOf(rest, writing);
}

function formatOf({ request, losses, own }: Writing): Block | undefined {
  const { output } = request;
  if (output?.kind !== 'schema') return undefined;
  losses.can('output_schema');
  if (own) return { type: 'json_schema', ...given('name', output.name), schema: output.schema };
  const { schema, changed } = fitOutputSchema(output.schema);
  if (changed) losses.cannot('tool_schema', fieldOf('output_schema', request.dialect));
  return { type: 'json_schema', schema };
}

function configOf(writing: Writing, effort: Effort | undefined): Block | undefined {
  const rest = writing.own ? asObject(writing.request.native?.['output_config']) : undefined;
  const format = formatOf(writing);
  if (effort === undefined && format === undefined && rest === undefined) return undefined;
  return { ...given('effort', effort), ...given('format', format), ...rest };
}

/** As the client wrote it; but a budget is refused where the thinking that led to the last calls could not go along. */
function ownThinking(writing: Writing, forbidden: boolean): Thinking {
  const { losses, request, target } = writing;
  const { sampling, reasoning } = request;
  const isLost = losses.dropped.includes(fieldOf('reasoning_replay', 'messages'));
  const isRefused = forbidden && isLost && reasoning?.mode === 'enabled';
  if (isRefused) losses.drop('thinking');
  return {
    maxTokens: sampling.outputTokensMax ?? target.outputTokensMax ?? outputTokensDefault,
    ...given('thinking', isRefused ? undefined : encodeOwnThinking(writing)),
    ...given('effort', reasoning?.effort),
    on: false,
  };
}

function headOf({ request, target }: Writing, { version }: MessagesQuirks): JsonObject {
  if (version !== undefined) return { anthropic_version: version };
  return { model: target.model, ...(request.streaming ? { stream: true } : {}) };
}

function modelOf({ efforts = allEfforts, thinkingOff = 'say' }: MessagesQuirks, forbidden: boolean): Thinker {
  return { efforts, thinkingOff, forbidden };
}

function bodyOf(writing: Writing, quirks: MessagesQuirks): JsonObject {
  const { request, own, losses } = writing;
  // In the order in which the API reads them, for the count of cache marks.
  const tools = encodeTools(writing);
  const conversation = encodeTurns(writing);
  const { system } = conversation;
  const messages = conversation.messages.map(({ role, content, rest }): Block => ({ role, content, ...rest }));
  const forbidden = forbidsThinking(conversation);
  const { maxTokens, thinking, effort, on } = own
    ? ownThinking(writing, forbidden)
    : encodeThinking(writing, modelOf(quirks, forbidden));
  if (!own && request.promptCacheKey !== undefined && request.cache === undefined)
    markCache({ tools, system, messages });
  if (limitCacheMarks({ tools, system, messages }, request.cache !== undefined)) {
    losses.drop(fieldOf('prompt_cache', request.dialect));
  }
  const { metadata, output_config, ...native } = restOf(writing);
  return {
    ...headOf(writing, quirks),
    max_tokens: maxTokens,
    ...(system.length === 0 ? {} : { system }),
    messages,
    ...(tools.length === 0 && request.tools.length === 0 ? {} : { tools }),
    ...given('tool_choice', encodeToolChoice(writing)),
    ...given('thinking', thinking),
    ...given('output_config', configOf(writing, effort)),
    ...given('temperature', temperatureOf(writing, on)),
    ...given('top_p', topPOf(writing, on)),
    ...given('top_k', topKOf(writing, on)),
    ...given('stop_sequences', stopOf(writing)),
    ...given('service_tier', tierOf(writing)),
    ...given('metadata', metadataOf(writing)),
    ...cacheOf(request.cache, writing),
    ...native,
  };
}

/** Writes a request for an upstream that speaks this dialect. Throws WeirError unsupported_capability. */
export function encodeRequest(request: ChatRequest, target: EncodeTarget, quirks: MessagesQuirks): EncodedRequest {
  const losses = new Losses(request, target);
  const writing: Writing = { request, target, losses, own: request.dialect === 'messages' };
  if (!writing.own) refuseUnsayable(writing);
  const body = bodyOf(writing, quirks);
  return { body, dropped: losses.dropped };
}
