import { anthropic } from './anthropic/anthropic.ts';
import { bedrock } from './bedrock/bedrock.ts';
import { cerebras } from './cerebras/cerebras.ts';
import { cohere } from './cohere/cohere.ts';
import { deepinfra } from './deepinfra/deepinfra.ts';
import { deepseek } from './deepseek/deepseek.ts';
import { groq } from './groq/groq.ts';
import { mistral } from './mistral/mistral.ts';
import { openai } from './openai/openai.ts';
import { openaiCompatible } from './openai-compatible/openai-compatible.ts';
import type { Provider } from './provider.ts';
import { sandbox } from './sandbox/sandbox.ts';
import { xai } from './xai/xai.ts';

const all: readonly Provider[] = [
  openai,
  anthropic,
  groq,
  cerebras,
  deepinfra,
  deepseek,
  mistral,
  xai,
  bedrock,
  cohere,
  openaiCompatible,
  sandbox,
];

const byId = new Map(all.map((one) => [one.id, one]));

/** The provider of this id. */
export function provider(id: string): Provider | undefined {
  return byId.get(id);
}

/** Every provider, the widely used ones first. */
export function providers(): readonly Provider[] {
  return all;
}
