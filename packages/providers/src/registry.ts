import { anthropic } from './anthropic/anthropic.ts';
import { azure } from './azure/azure.ts';
import { bedrock } from './bedrock/bedrock.ts';
import { cerebras } from './cerebras/cerebras.ts';
import { cohere } from './cohere/cohere.ts';
import { databricks } from './databricks/databricks.ts';
import { deepinfra } from './deepinfra/deepinfra.ts';
import { deepseek } from './deepseek/deepseek.ts';
import { fireworks } from './fireworks/fireworks.ts';
import { gemini } from './gemini/gemini.ts';
import { groq } from './groq/groq.ts';
import { mistral } from './mistral/mistral.ts';
import { openai } from './openai/openai.ts';
import { openaiCompatible } from './openai-compatible/openai-compatible.ts';
import { openrouter } from './openrouter/openrouter.ts';
import { perplexity } from './perplexity/perplexity.ts';
import type { Provider } from './provider.ts';
import { sandbox } from './sandbox/sandbox.ts';
import { together } from './together/together.ts';
import { vertex } from './vertex/vertex.ts';
import { xai } from './xai/xai.ts';

const all: readonly Provider[] = [
  openai,
  anthropic,
  gemini,
  groq,
  cerebras,
  deepinfra,
  deepseek,
  mistral,
  xai,
  azure,
  bedrock,
  vertex,
  cohere,
  databricks,
  together,
  fireworks,
  openrouter,
  perplexity,
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
