import type { Provider, ProviderTarget } from '@weir/providers/provider';
import { providers } from '@weir/providers/registry';

/** What a request is written for: models that between them can do what the provider can, and made-up settings. */
type Sample = { readonly models: readonly string[]; readonly settings?: Readonly<Record<string, string>> };

const samples: Readonly<Record<string, Sample>> = {
  openai: { models: ['gpt-4o', 'gpt-5.2', 'gpt-4o-audio-preview', 'gpt-4o-search-preview'] },
  anthropic: { models: ['claude-sonnet-4-5', 'claude-opus-4-6'] },
  gemini: { models: ['gemini-2.5-flash', 'gemini-3-pro-preview', 'gemini-2.5-flash-image'] },
  groq: { models: ['openai/gpt-oss-120b', 'llama-3.3-70b-versatile', 'meta-llama/llama-4-scout-17b-16e-instruct'] },
  cerebras: { models: ['gpt-oss-120b', 'llama-3.3-70b'] },
  deepinfra: { models: ['deepseek-ai/DeepSeek-V3.1', 'meta-llama/Llama-3.3-70B-Instruct'] },
  deepseek: { models: ['deepseek-chat', 'deepseek-reasoner'] },
  mistral: { models: ['mistral-large-latest', 'mistral-small-latest', 'magistral-medium-latest'] },
  xai: { models: ['grok-4', 'grok-3-mini'] },
  azure: { models: ['gpt-4o', 'gpt-5.2', 'claude-sonnet-4-5'], settings: { resource: 'example', apiVersion: 'v1' } },
  bedrock: {
    models: ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'amazon.nova-pro-v1:0', 'openai.gpt-oss-120b-1:0'],
    settings: { region: 'eu-central-1' },
  },
  vertex: {
    models: ['gemini-2.5-flash', 'gemini-3-pro-preview', 'claude-sonnet-4-5@20250929'],
    settings: { region: 'global', projectId: 'example' },
  },
  cohere: { models: ['command-a-03-2025', 'command-a-reasoning-08-2025', 'command-a-vision-07-2025'] },
  databricks: {
    models: ['databricks-claude-sonnet-4-5', 'databricks-gpt-oss-120b'],
    settings: { host: 'example.cloud.databricks.com' },
  },
  together: { models: ['meta-llama/Llama-3.3-70B-Instruct-Turbo', 'openai/gpt-oss-120b'] },
  fireworks: {
    models: ['accounts/fireworks/models/gpt-oss-120b', 'accounts/fireworks/models/llama-v3p3-70b-instruct'],
  },
  openrouter: { models: ['anthropic/claude-sonnet-4.5', 'openai/gpt-5.2', 'google/gemini-2.5-flash'] },
  perplexity: { models: ['sonar', 'sonar-reasoning-pro'] },
  'openai-compatible': { models: ['some-model'] },
};

/** A column of the matrix. */
export type Column = { readonly provider: Provider; readonly targets: readonly ProviderTarget[] };

/** The providers of the matrix; the sandbox imitates and has no place in it. */
export function columns(): Column[] {
  return providers().flatMap((provider) => {
    const sample = samples[provider.id];
    if (provider.local !== undefined) return [];
    if (sample === undefined) throw new Error(`the matrix has no models of ${provider.id}`);
    const { models, settings } = sample;
    const baseUrl = provider.baseUrl ?? provider.baseUrlOf?.(settings ?? {}) ?? 'https://host.example/v1';
    const targets = models.map((model) => ({ model, baseUrl, ...(settings === undefined ? {} : { settings }) }));
    return [{ provider, targets }];
  });
}
