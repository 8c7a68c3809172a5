import type { ChatRequest, OutputFormat, ReasoningRequest, Sampling } from '@weir/protocol/canonical/chat-request';
import { budgetOfEffort } from '@weir/protocol/canonical/effort';
import type { Feature } from '@weir/protocol/canonical/features';
import { Losses } from '@weir/protocol/canonical/losses';
import type { JsonObject } from '@weir/protocol/json-read';
import { type AbsentFeature, tellAbsent } from '../shared/absent.ts';
import { defined } from '../shared/defined.ts';
import { encodeTools } from './encode-tools.ts';
import { encodeTurns, type Writing } from './encode-turns.ts';

const absent: readonly AbsentFeature[] = [
  'logit_bias',
  'n',
  'logprobs',
  'parallel_tool_calls',
  'verbosity',
  'service_tier',
  'user',
  'metadata',
  'prompt_cache',
  'prompt_cache_key',
  'prompt_cache_retention',
  'audio_output',
  'image_output',
  'store',
  'previous_response',
];

/** https://docs.cohere.com/docs/reasoning: the models of which it can be asked. */
function canThink(model: string): boolean {
  return /reasoning|command-a-plus/i.test(model);
}

/** Thinking is on unless it is switched off; other models refuse the field. */
function encodeThinking(reasoning: ReasoningRequest | undefined, { thinks, losses }: Writing): JsonObject | undefined {
  if (reasoning === undefined) return undefined;
  const { mode, effort, budgetTokens } = reasoning;
  const isOff = mode === 'disabled' || (mode === undefined && effort === 'none');
  if (thinks && isOff) return { type: 'disabled' };
  if (isOff) return undefined;
  if (thinks) {
    const budget = budgetTokens ?? (effort === undefined ? undefined : budgetOfEffort(effort));
    return defined({ type: 'enabled', token_budget: budget });
  }
  if (effort !== undefined) losses.cannot('reasoning_effort');
  if (budgetTokens !== undefined) losses.cannot('reasoning_budget');
  return undefined;
}

/** Source: https://docs.cohere.com/docs/structured-outputs. */
function encodeOutput(output: OutputFormat | undefined): JsonObject | undefined {
  switch (output?.kind) {
    case undefined:
    case 'text':
      return undefined;
    case 'json':
      return { type: 'json_object' };
    case 'schema':
      return { type: 'json_object', json_schema: output.schema };
  }
}

/** A penalty from 0 to 1; others have no meaning at Cohere. */
function penalty(value: number | undefined, feature: Feature, losses: Losses): number | undefined {
  if (value === undefined || (value >= 0 && value <= 1)) return value;
  losses.cannot(feature);
  return undefined;
}

/** Cohere takes `p` from 0.01 to 0.99: what is outside means all or the likeliest token. */
function encodeSampling(sampling: Sampling, losses: Losses): JsonObject {
  const { outputTokensMax, temperature, topP, topK, seed, stop, frequencyPenalty, presencePenalty } = sampling;
  return {
    max_tokens: outputTokensMax,
    temperature,
    p: topP === undefined ? undefined : Math.min(Math.max(topP, 0.01), 0.99),
    k: topK,
    seed,
    stop_sequences: stop === undefined || stop.length === 0 ? undefined : stop,
    frequency_penalty: penalty(frequencyPenalty, 'frequency_penalty', losses),
    presence_penalty: penalty(presencePenalty, 'presence_penalty', losses),
  };
}

export type CohereRequest = { readonly body: JsonObject; readonly dropped: readonly string[] };

/** A conversation in the words of Cohere's chat, version 2. Source: https://docs.cohere.com/reference/chat. */
export function encodeCohere(request: ChatRequest, target: { name: string; model: string }): CohereRequest {
  const losses = new Losses(request, { ...target, lacks: new Set() });
  const writing: Writing = { dialect: request.dialect, losses, thinks: canThink(target.model), documents: [] };
  tellAbsent(absent, request, losses);
  losses.foreign(request.native);
  const messages = encodeTurns(request, writing);
  const body = defined({
    model: target.model,
    stream: request.streaming,
    messages,
    documents: writing.documents.length === 0 ? undefined : writing.documents,
    ...encodeTools(request, losses),
    response_format: encodeOutput(request.output),
    thinking: encodeThinking(request.reasoning, writing),
    ...encodeSampling(request.sampling, losses),
  });
  return { body, dropped: losses.dropped };
}
