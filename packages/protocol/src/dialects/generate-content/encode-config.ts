import type { ChatRequest, OutputFormat, Sampling } from '../../canonical/chat-request.ts';
import type { Feature } from '../../canonical/features.ts';
import { defined } from '../../canonical/fields.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { encodeThinking } from './encode-thinking.ts';
import type { Writing } from './writing.ts';

type Field = { readonly key: string; readonly feature: Feature };

const samplingFields = {
  outputTokensMax: { key: 'maxOutputTokens', feature: 'output_tokens_max' },
  temperature: { key: 'temperature', feature: 'temperature' },
  topP: { key: 'topP', feature: 'top_p' },
  topK: { key: 'topK', feature: 'top_k' },
  seed: { key: 'seed', feature: 'seed' },
  stop: { key: 'stopSequences', feature: 'stop' },
  frequencyPenalty: { key: 'frequencyPenalty', feature: 'frequency_penalty' },
  presencePenalty: { key: 'presencePenalty', feature: 'presence_penalty' },
  n: { key: 'candidateCount', feature: 'n' },
  logprobs: { key: 'responseLogprobs', feature: 'logprobs' },
  topLogprobs: { key: 'logprobs', feature: 'logprobs' },
} as const satisfies Partial<Record<keyof Sampling, Field>>;

/** Wishes that are no wishes: one answer, no log probabilities. */
function isIdle(name: string, value: unknown): boolean {
  return (name === 'n' && value === 1) || (name === 'logprobs' && value === false);
}

function encodeSampling(sampling: Sampling, { losses, own }: Writing): JsonObject {
  if (sampling.logitBias !== undefined && Object.keys(sampling.logitBias).length > 0) losses.cannot('logit_bias');
  const written: Record<string, unknown> = {};
  for (const [name, { key, feature }] of Object.entries<Field>(samplingFields)) {
    const value: unknown = Reflect.get(sampling, name);
    if (value === undefined || (!own && isIdle(name, value))) continue;
    if (losses.can(feature)) written[key] = value;
  }
  return written;
}

function encodeOutput(output: OutputFormat | undefined, { losses, own }: Writing): JsonObject {
  switch (output?.kind) {
    case undefined:
      return {};
    case 'text':
      return own ? { responseMimeType: 'text/plain' } : {};
    case 'json':
      return losses.can('output_json') ? { responseMimeType: 'application/json' } : {};
    case 'schema': {
      if (!losses.can('output_schema')) return {};
      const { schema, nativeSchema } = output;
      const form =
        own && nativeSchema !== undefined ? { responseSchema: nativeSchema } : { responseJsonSchema: schema };
      return { responseMimeType: 'application/json', ...form };
    }
  }
}

const modalityFeatures = { audio: 'audio_output', image: 'image_output' } as const;

function encodeModalities(request: ChatRequest, { losses, own }: Writing): JsonObject {
  const { modalities, audio } = request;
  if (!own && audio !== undefined && modalities?.includes('audio') === true) losses.drop('audio');
  const speech = own ? defined({ speechConfig: audio }) : {};
  if (modalities === undefined || (!own && modalities.every((one) => one === 'text'))) return speech;
  const possible = modalities.filter((one) => one === 'text' || losses.can(modalityFeatures[one]));
  // The speech models answer in sound alone (https://ai.google.dev/gemini-api/docs/speech-generation).
  const wanted = !own && possible.includes('audio') ? ['audio'] : possible;
  return { responseModalities: wanted.map((one) => one.toUpperCase()), ...speech };
}

const prefix = 'generationConfig.';

function ownRest(native: JsonObject | undefined): JsonObject {
  const entries = Object.entries(native ?? {}).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** `generationConfig`; undefined where nothing is said. */
export function encodeConfig(request: ChatRequest, writing: Writing): JsonObject | undefined {
  const { own, losses } = writing;
  const thinking = encodeThinking(request.reasoning, writing, request.dialect);
  const { thinkingConfig: unknownThinking, ...rest } = own ? ownRest(request.native) : {};
  if (request.verbosity !== undefined) losses.cannot('verbosity');
  const thinkingConfig = { ...thinking, ...asObject(unknownThinking) };
  const config: JsonObject = {
    ...encodeSampling(request.sampling, writing),
    ...encodeOutput(request.output, writing),
    ...encodeModalities(request, writing),
    ...(Object.keys(thinkingConfig).length === 0 ? {} : { thinkingConfig }),
    ...rest,
  };
  return Object.keys(config).length === 0 ? undefined : config;
}
