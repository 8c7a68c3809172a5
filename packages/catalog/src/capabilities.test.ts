import { describe, expect, it } from 'vitest';
import { capabilitiesOf } from './capabilities.ts';
import { modelsOf } from './models.ts';

/** Models to be called at each first-rank provider of which no source says what they read: old, or too new. */
const notKnown: Readonly<Record<string, RegExp>> = {
  openai:
    /^(ada|babbage|curie|davinci|text-davinci|ft:|chatgpt|computer-use|gpt-3\.5|gpt-4-32k|gpt-4-vision|gpt-4\.5|gpt-4o-mini-2024-07-18\.ft-|gpt-4o-search|gpt-4o:extended|gpt-5-image|gpt-5\.3$|gpt-5\.4-image|gpt-chat-latest|gpt-oss|moderation)/,
  anthropic: /^claude-(2|v1)$/,
  gemini: /^(gemini-1\.0|gemini-(flash-1|pro$|pro-1)|gemini-embedding-2|gemini-omni|gemma-[23])/,
  groq: /^(gemma-7b|llama-3\.1-(405|70)b|llama-3\.2|llama-3\.3-70b-specdec|llama2|llama3-groq|mixtral)/,
  cerebras: /^gemma-4-31b$/,
  deepinfra: /^$/,
  mistral: /^(mistral-(7b|medium-2312|saba|small-24b|small-3)|mixtral|voxtral)/,
  xai: /^grok-build/,
};

describe('what models can do', () => {
  it.each(Object.entries(notKnown))('is known of the models of %s, but for those listed', (provider, without) => {
    const onSale = modelsOf(provider).filter((model) => !model.deprecated && model.operations.length > 0);
    const unknown = onSale.filter((model) => model.capabilities.inputs === undefined).map(({ id }) => id);
    expect(unknown.filter((id) => !without.test(id))).toEqual([]);
    expect(onSale.length).toBeGreaterThan(unknown.length);
  });

  it('comes from the data', () => {
    expect(capabilitiesOf('groq', 'llama-3.3-70b-versatile')).toMatchObject({
      inputs: ['text'],
      outputs: ['text'],
      tools: true,
      reasoning: false,
      temperature: true,
      contextWindow: 131_072,
      outputTokensMax: 32_768,
    });
  });

  it('comes from our own lines where the data is silent or behind', () => {
    expect(capabilitiesOf('openai', 'gpt-5.4')).toMatchObject({
      inputs: ['text', 'image', 'document'],
      reasoning: true,
      structuredOutput: true,
      contextWindow: 1_050_000,
      outputTokensMax: 128_000,
    });
    expect(capabilitiesOf('openai', 'gpt-4o')?.structuredOutput).toBe(true);
    expect(capabilitiesOf('openai', 'gpt-4o-2024-05-13')?.structuredOutput).toBe(false);
    expect(capabilitiesOf('mistral', 'mistral-large-latest')).toMatchObject({ contextWindow: 262_144 });
    expect(capabilitiesOf('xai', 'grok-4.20-non-reasoning')?.reasoning).toBe(false);
  });

  it('tells who refuses a temperature, and leaves open what depends on the request', () => {
    expect(capabilitiesOf('openai', 'o3')?.temperature).toBe(false);
    expect(capabilitiesOf('openai', 'gpt-5')?.temperature).toBe(false);
    expect(capabilitiesOf('openai', 'gpt-5.2')).not.toHaveProperty('temperature');
    expect(capabilitiesOf('anthropic', 'claude-opus-4-6')?.temperature).toBe(true);
    expect(capabilitiesOf('anthropic', 'claude-opus-4-7')?.temperature).toBe(false);
  });

  it('is not said of what is not known', () => {
    expect(capabilitiesOf('openai', 'no-such-model')).toBeUndefined();
    expect(capabilitiesOf('azure', 'gpt-4o')).toBeUndefined();
    expect(capabilitiesOf('openai-compatible', 'gpt-4o')).toBeUndefined();
    expect(capabilitiesOf('cerebras', 'gemma-4-31b')).toEqual({ contextWindow: 131_072 });
  });
});

const reads = ['text', 'image', 'document'];

describe('the names of models', () => {
  it.each([
    ['openai', 'gpt-4o-2024-08-06'],
    ['openai', 'GPT-4o'],
    ['openai', 'gpt-5-2025-08-07'],
    ['anthropic', 'claude-sonnet-4-0'],
    ['anthropic', 'claude-3-7-sonnet-latest'],
    ['anthropic', 'claude-sonnet-4-5-20250929'],
    ['bedrock', 'anthropic.claude-sonnet-4-20250514-v1:0'],
    ['bedrock', 'us.anthropic.claude-sonnet-4-20250514-v1:0'],
    ['bedrock', 'eu.anthropic.claude-opus-4-7'],
    ['bedrock', 'arn:aws:bedrock:eu-west-1:1:inference-profile/global.anthropic.claude-opus-4-6-v1:0'],
    ['vertex', 'claude-opus-4-1@20250805'],
    ['openrouter', 'anthropic/claude-opus-4.5'],
    ['openrouter', 'openai/gpt-4o:online'],
    ['databricks', 'databricks-claude-sonnet-4-5'],
    ['databricks', 'databricks-gpt-5-4-mini'],
  ])('lead from %s, %s to what it reads', (provider, model) => {
    expect(capabilitiesOf(provider, model)?.inputs).toEqual(reads);
  });

  it.each([
    ['gemini', 'models/gemini-2.5-flash'],
    ['gemini', 'gemini-2.5-flash-preview-05-20'],
    ['gemini', 'gemini-flash-latest'],
    ['vertex', 'publishers/google/models/gemini-2.5-pro'],
    ['openrouter', 'google/gemini-2.5-flash:free'],
    ['databricks', 'databricks-gemini-2-5-pro'],
  ])('lead from %s, %s to a Gemini model', (provider, model) => {
    expect(capabilitiesOf(provider, model)?.inputs).toContain('video');
  });

  it('of hosts with paths lead to their own models', () => {
    const path = 'accounts/fireworks/models/gpt-oss-120b';
    expect(capabilitiesOf('fireworks', path)).toMatchObject({ tools: true, outputTokensMax: 32_768 });
    expect(capabilitiesOf('together', 'openai/gpt-oss-120b')).toMatchObject({ outputTokensMax: 131_072 });
  });

  it('do not lead to what only sounds like them', () => {
    expect(capabilitiesOf('openai', 'gpt-4o-mini-tts')).toMatchObject({ inputs: ['text'], outputs: ['audio'] });
    expect(capabilitiesOf('openai', 'gpt-4o-audio-preview')?.inputs).toEqual(['text', 'audio']);
    expect(capabilitiesOf('gemini', 'gemini-2.5-flash-image')?.tools).toBe(false);
  });

  it('leave lengths and structured output to the host', () => {
    expect(capabilitiesOf('anthropic', 'claude-opus-4-7')).toMatchObject({ structuredOutput: true });
    expect(capabilitiesOf('bedrock', 'eu.anthropic.claude-opus-4-7')).not.toHaveProperty('structuredOutput');
    expect(capabilitiesOf('bedrock', 'eu.anthropic.claude-opus-4-7')).not.toHaveProperty('outputTokensMax');
  });
});
