import type { ChatRequest, Sampling } from '@weir/protocol/canonical/chat-request';
import { Losses } from '@weir/protocol/canonical/losses';
import { entryOf, type JsonObject } from '@weir/protocol/json-read';
import { type AbsentFeature, tellAbsent } from '../shared/absent.ts';
import { defined, unlessEmpty } from '../shared/defined.ts';
import { asksToThink, claudeBudget, encodeReasoning } from './encode-reasoning.ts';
import { encodeOutput, encodeTools } from './encode-tools.ts';
import { encodeTurns } from './encode-turns.ts';
import { familyOf } from './model-family.ts';
import { DocumentNames } from './names.ts';
import type { Writing } from './writing.ts';

const absent: readonly AbsentFeature[] = [
  'seed',
  'frequency_penalty',
  'presence_penalty',
  'logit_bias',
  'n',
  'logprobs',
  'parallel_tool_calls',
  'verbosity',
  'user',
  'prompt_cache_key',
  'prompt_cache_retention',
  'audio_output',
  'image_output',
  'store',
  'previous_response',
];

/** Tiers by the client's word for them: https://docs.aws.amazon.com/bedrock/latest/userguide/service-tiers-inference.html. */
const tiers: Readonly<Record<string, string>> = {
  default: 'default',
  standard: 'default',
  standard_only: 'default',
  flex: 'flex',
  priority: 'priority',
};

function encodeTier({ serviceTier }: ChatRequest, losses: Losses): JsonObject | undefined {
  if (serviceTier === undefined || serviceTier === 'auto') return undefined;
  const type = entryOf(tiers, serviceTier);
  if (type === undefined || !losses.can('service_tier')) {
    losses.cannot('service_tier');
    return undefined;
  }
  return { type };
}

const metadataMax = 16;
const metadataText = /^[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}$/;

/** Into the customer's invocation log: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html. */
function encodeMetadata({ metadata }: ChatRequest, losses: Losses): JsonObject | undefined {
  const entries = Object.entries(metadata ?? {});
  if (entries.length === 0) return undefined;
  const fits = entries.every(([key, value]) => metadataText.test(key) && (value === '' || metadataText.test(value)));
  if (fits && entries.length <= metadataMax && losses.can('metadata')) return { ...metadata };
  losses.cannot('metadata');
  return undefined;
}

type Free = Pick<Sampling, 'temperature' | 'topP' | 'topK'>;

/** Sampling as the model takes it; Claude takes none while it thinks, nor Nova while it thinks hard. */
function freeSampling(request: ChatRequest, writing: Writing): Free {
  const { temperature, topP, topK } = request.sampling;
  const { family, losses } = writing;
  if (!asksToThink(request, writing) || family.thinking === 'effort') return { ...request.sampling };
  if (temperature !== undefined && temperature !== 1) losses.cannot('temperature');
  if (topP !== undefined) losses.cannot('top_p');
  if (topK !== undefined) losses.cannot('top_k');
  return {};
}

/** Where the client sets no limit, the one of Bedrock may be below the budget for thinking. */
const answerTokens = 8192;

function limitOf(request: ChatRequest, writing: Writing): number | undefined {
  const budget = request.sampling.outputTokensMax === undefined ? claudeBudget(request, writing) : undefined;
  return budget === undefined ? request.sampling.outputTokensMax : budget + answerTokens;
}

function encodeSampling(request: ChatRequest, writing: Writing, free: Free): JsonObject | undefined {
  const { stop } = request.sampling;
  return unlessEmpty(
    defined({
      maxTokens: limitOf(request, writing),
      temperature: free.temperature,
      topP: free.topP,
      stopSequences: stop === undefined || stop.length === 0 ? undefined : stop,
    }),
  );
}

function encodeTopK(topK: number | undefined, { family, losses }: Writing): JsonObject {
  if (topK === undefined) return {};
  if (family.topK !== undefined) return family.topK(topK);
  losses.cannot('top_k');
  return {};
}

/** Claude says which sequence ended its answer where it is asked to. */
function responsePaths({ sampling, streaming }: ChatRequest, { family }: Writing): readonly string[] | undefined {
  const { stopSequencePaths } = family;
  if (stopSequencePaths === undefined || (sampling.stop ?? []).length === 0) return undefined;
  return [streaming ? stopSequencePaths.streamed : stopSequencePaths.whole];
}

export type ConverseRequest = { readonly body: JsonObject; readonly dropped: readonly string[] };

/**
 * A conversation in the words of Converse, which has the model in its path and is streamed at a path of its own.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html.
 */
export function encodeConverse(request: ChatRequest, target: { name: string; model: string }): ConverseRequest {
  const family = familyOf(target.model);
  const losses = new Losses(request, { ...target, lacks: family.lacks });
  const writing: Writing = { dialect: request.dialect, family, losses, documentNames: new DocumentNames() };
  tellAbsent(absent, request, losses);
  losses.foreign(request.native);
  const free = freeSampling(request, writing);
  const body = defined({
    ...encodeTurns(request, writing),
    inferenceConfig: encodeSampling(request, writing, free),
    toolConfig: encodeTools(request, writing),
    outputConfig: encodeOutput(request.output, writing),
    serviceTier: encodeTier(request, losses),
    requestMetadata: encodeMetadata(request, losses),
    additionalModelRequestFields: unlessEmpty({
      ...encodeTopK(free.topK, writing),
      ...encodeReasoning(request, writing),
    }),
    additionalModelResponseFieldPaths: responsePaths(request, writing),
  });
  return { body, dropped: losses.dropped };
}
