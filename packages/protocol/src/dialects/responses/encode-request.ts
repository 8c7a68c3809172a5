import type { EncodedRequest } from '../../canonical/chat-dialect.ts';
import type { ChatRequest, Turn } from '../../canonical/chat-request.ts';
import { effortOfBudget } from '../../canonical/effort.ts';
import { fieldOf } from '../../canonical/features.ts';
import { defined } from '../../canonical/fields.ts';
import { type EncodeTarget, Losses } from '../../canonical/losses.ts';
import { openaiTier } from '../../canonical/openai-tier.ts';
import { openaiUser } from '../../canonical/openai-user.ts';
import type { CarriedSignature } from '../../canonical/signature.ts';
import type { JsonObject } from '../../json-read.ts';
import { inputContent } from './encode-content.ts';
import { customCallsOf, encodeItems } from './encode-items.ts';
import { encodeToolChoice, encodeTools } from './encode-tools.ts';
import { sealedReasoning, textLogprobs } from './parse-request.ts';
import { formatJson, textJson } from './request-settings.ts';

type Encoding = {
  readonly request: ChatRequest;
  readonly target: EncodeTarget;
  readonly losses: Losses;
  readonly own: boolean;
};

/** The instructions of a request: its own, or the system turns that lead a conversation of a dialect with a place for them. */
function splitInstructions({ request }: Encoding): { leading: readonly Turn[]; rest: readonly Turn[] } {
  const { turns, dialect } = request;
  if (dialect === 'responses' || dialect === 'chat') {
    return { leading: turns.filter((turn) => turn.instructions), rest: turns.filter((turn) => !turn.instructions) };
  }
  const end = turns.findIndex((turn) => turn.role !== 'system');
  const count = end === -1 ? turns.length : end;
  return { leading: turns.slice(0, count), rest: turns.slice(count) };
}

function instructionsText(turns: readonly Turn[], { losses, own }: Encoding): string | undefined {
  if (turns.length === 0) return undefined;
  losses.can('system');
  const texts = turns.map((turn) => {
    const content = inputContent(turn.parts, { losses, own });
    if (typeof content === 'string') return content;
    return content.map((part) => (typeof part['text'] === 'string' ? part['text'] : '')).join('\n\n');
  });
  return texts.join('\n\n');
}

/** A seal is sent bare to the vendor that made it, on the reasoning that it seals; nobody else can read it. */
function sealFor({ signer }: EncodeTarget): (carried: CarriedSignature) => string | undefined {
  return ({ signature, on }) => (on === 'own' && signature.origin === signer ? signature.value : undefined);
}

function inputOf(turns: readonly Turn[], encoding: Encoding): readonly JsonObject[] {
  const { request, target, losses, own } = encoding;
  return encodeItems(turns, {
    dialect: request.dialect,
    tools: request.tools,
    takesCustom: !target.lacks.has('custom_tools'),
    own,
    losses,
    signer: target.signer,
    customCalls: customCallsOf(request.turns),
    seal: sealFor(target),
  });
}

function reasoningJson({ request, target, losses, own }: Encoding): JsonObject | undefined {
  const { reasoning } = request;
  const native = own ? request.native?.['reasoning'] : undefined;
  const beside = typeof native === 'object' ? native : undefined;
  if (own) {
    const json = { ...beside, ...defined({ effort: reasoning?.effort, summary: reasoning?.summary }) };
    return Object.keys(json).length === 0 ? undefined : json;
  }
  if (reasoning === undefined || target.reasons === false) {
    if (reasoning?.effort !== undefined && reasoning.effort !== 'none') losses.cannot('reasoning_effort');
    return undefined;
  }
  const budget = reasoning.budgetTokens === undefined ? undefined : effortOfBudget(reasoning.budgetTokens);
  if (reasoning.effort === undefined && budget !== undefined) losses.cannot('reasoning_budget');
  const effort = reasoning.effort ?? (reasoning.mode === 'disabled' ? 'none' : budget);
  const summary = reasoning.shown === true ? (reasoning.summary ?? 'auto') : undefined;
  const json = defined({
    effort: effort === undefined || !losses.can('reasoning_effort') ? undefined : effort,
    summary: summary === undefined || !losses.can('reasoning_shown') ? undefined : summary,
  });
  return Object.keys(json).length === 0 ? undefined : json;
}

/** What of the sampling this API has no word for. */
function noteSampling({ request, losses }: Encoding): void {
  const { topK, seed, stop, frequencyPenalty, presencePenalty, logitBias, n } = request.sampling;
  if (topK !== undefined) losses.cannot('top_k');
  if (seed !== undefined) losses.cannot('seed');
  if (stop !== undefined && stop.length > 0) losses.cannot('stop');
  if (frequencyPenalty !== undefined && frequencyPenalty !== 0) losses.cannot('frequency_penalty');
  if (presencePenalty !== undefined && presencePenalty !== 0) losses.cannot('presence_penalty');
  if (logitBias !== undefined && Object.keys(logitBias).length > 0) losses.cannot('logit_bias');
  if (n !== undefined && n !== 1) losses.cannot('n');
}

/** The API refuses less. */
const outputTokensMin = 16;

function outputLimit({ request, losses, own }: Encoding): number | undefined {
  const { outputTokensMax } = request.sampling;
  if (outputTokensMax === undefined || !losses.can('output_tokens_max')) return undefined;
  if (own || outputTokensMax >= outputTokensMin) return outputTokensMax;
  losses.drop(fieldOf('output_tokens_max', request.dialect));
  return outputTokensMin;
}

function samplingJson(encoding: Encoding): JsonObject {
  const { request, losses, own } = encoding;
  const { temperature, topP, topLogprobs, presencePenalty, frequencyPenalty } = request.sampling;
  if (!own) noteSampling(encoding);
  return defined({
    max_output_tokens: outputLimit(encoding),
    temperature: temperature === undefined || !losses.can('temperature') ? undefined : temperature,
    top_p: topP === undefined || !losses.can('top_p') ? undefined : topP,
    top_logprobs: topLogprobs === undefined || !losses.can('logprobs') ? undefined : topLogprobs,
    presence_penalty: own ? presencePenalty : undefined,
    frequency_penalty: own ? frequencyPenalty : undefined,
  });
}

/** Sealed reasoning is always asked for, so that it can be handed back whoever holds the conversation. */
function includeOf({ request, target, losses, own }: Encoding): readonly string[] | undefined {
  const kept = own ? request.native?.['include'] : undefined;
  const sealed = own ? request.reasoning?.sealed === true : target.reasons !== false && target.signer !== undefined;
  const logprobs = request.sampling.logprobs === true && losses.can('logprobs');
  const include = [
    ...(Array.isArray(kept) ? kept : []),
    ...(sealed ? [sealedReasoning] : []),
    ...(logprobs ? [textLogprobs] : []),
  ];
  return include.length === 0 ? undefined : include;
}

function noteModalities({ request, losses }: Encoding): void {
  if (request.audio !== undefined || request.modalities?.includes('audio') === true) losses.cannot('audio_output');
  if (request.modalities?.includes('image') === true) losses.cannot('image_output');
  if (request.cache !== undefined) losses.cannot('prompt_cache');
}

function textOf({ request, losses, own }: Encoding): JsonObject | undefined {
  const { output, verbosity, native } = request;
  if (output?.kind === 'schema' && !losses.can('output_schema')) return undefined;
  if (output?.kind === 'json' && !losses.can('output_json')) return undefined;
  return textJson({
    format: output === undefined ? undefined : formatJson(output, own),
    verbosity: verbosity === undefined || !losses.can('verbosity') ? undefined : verbosity,
    native: own ? native?.['text'] : undefined,
  });
}

function userOf({ request, losses, own }: Encoding): string | undefined {
  const { user } = request;
  if (user === undefined || !losses.can('user')) return undefined;
  return openaiUser(request, losses, own);
}

function tierOf({ request, losses, own }: Encoding): string | undefined {
  const { serviceTier } = request;
  if (serviceTier === undefined || !losses.can('service_tier')) return undefined;
  const tier = own ? serviceTier : openaiTier(serviceTier);
  if (tier === undefined) losses.cannot('service_tier');
  return tier;
}

function identityJson(encoding: Encoding): JsonObject {
  const { request, losses } = encoding;
  const { metadata, promptCacheKey, promptCacheRetention } = request;
  return defined({
    service_tier: tierOf(encoding),
    user: userOf(encoding),
    metadata: metadata === undefined || !losses.can('metadata') ? undefined : metadata,
    prompt_cache_key: promptCacheKey === undefined || !losses.can('prompt_cache_key') ? undefined : promptCacheKey,
    prompt_cache_retention:
      promptCacheRetention === undefined || !losses.can('prompt_cache_retention') ? undefined : promptCacheRetention,
  });
}

/** Nobody can ask for a translated conversation again, so it is not kept. */
function stateJson({ request, losses, own }: Encoding): JsonObject {
  const { store, previousResponseId } = request;
  if (own) {
    if (previousResponseId !== undefined) losses.can('previous_response');
    return defined({ store, previous_response_id: previousResponseId });
  }
  if (store === true) losses.cannot('store');
  if (previousResponseId !== undefined) losses.cannot('previous_response');
  return { store: false };
}

const settled: ReadonlySet<string> = new Set(['include', 'text', 'reasoning']);

/** Fields that OpenAI's two APIs share. */
const chatFields: ReadonlySet<string> = new Set(['safety_identifier']);

function nativeJson({ request, losses, own }: Encoding): JsonObject {
  const native = Object.entries(request.native ?? {});
  if (own) return Object.fromEntries(native.filter(([key]) => !settled.has(key)));
  const isShared = (key: string) => request.dialect === 'chat' && chatFields.has(key);
  losses.foreign(Object.fromEntries(native.filter(([key]) => !isShared(key))));
  return Object.fromEntries(native.filter(([key]) => isShared(key)));
}

function toolsJson({ request, target, losses, own }: Encoding): JsonObject {
  const { tools, toolChoice, parallelToolCalls } = request;
  const writing = { losses, own, takesCustom: !target.lacks.has('custom_tools') };
  if (tools.some((tool) => tool.kind !== 'builtin')) losses.can('tools');
  const parallel =
    parallelToolCalls === undefined || !losses.can('parallel_tool_calls') ? undefined : parallelToolCalls;
  return defined({
    tools: tools.length === 0 ? undefined : encodeTools(tools, writing),
    tool_choice: toolChoice === undefined ? undefined : encodeToolChoice(toolChoice, tools, writing),
    parallel_tool_calls: parallel,
  });
}

/**
 * Writes a Responses request. Of the own dialect all that was read is put back; of another, what this API cannot say is
 * refused or dropped as the table of features has it.
 */
export function encodeResponsesRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const losses = new Losses(request, target);
  const encoding: Encoding = { request, target, losses, own: request.dialect === 'responses' };
  const { leading, rest } = splitInstructions(encoding);
  if (request.streaming) losses.can('streaming');
  noteModalities(encoding);
  const body: JsonObject = {
    ...nativeJson(encoding),
    model: target.model,
    ...defined({ instructions: instructionsText(leading, encoding) }),
    input: inputOf(rest, encoding),
    ...toolsJson(encoding),
    ...samplingJson(encoding),
    ...defined({ text: textOf(encoding), reasoning: reasoningJson(encoding), include: includeOf(encoding) }),
    ...identityJson(encoding),
    ...stateJson(encoding),
    ...(request.streaming ? { stream: true } : {}),
  };
  return { body, dropped: losses.dropped };
}
