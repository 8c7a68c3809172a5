import { parseCountTokens } from '@weir/protocol/dialects/messages/count-tokens';
import { describe, expect, it } from 'vitest';
import type { ProviderTarget } from './provider.ts';
import { provider, providers } from './registry.ts';

const request = parseCountTokens({
  model: 'm',
  system: 'Be brief.',
  max_tokens: 100,
  temperature: 0.5,
  stop_sequences: ['x'],
  metadata: { user_id: 'u' },
  messages: [{ role: 'user', content: 'How many quills?' }],
});

const google = { region: 'europe-west1', projectId: 'quill' };
const place = '/projects/quill/locations/europe-west1/publishers';
const asked: readonly (readonly [string, Omit<ProviderTarget, 'baseUrl'>, string, readonly string[], object])[] = [
  [
    'openai',
    { model: 'gpt-5-mini' },
    '/v1/responses/input_tokens',
    ['input', 'instructions', 'model'],
    { input_tokens: 7 },
  ],
  [
    'anthropic',
    { model: 'claude-opus-4-7' },
    '/v1/messages/count_tokens',
    ['messages', 'model', 'system'],
    { input_tokens: 7 },
  ],
  [
    'azure',
    { model: 'claude-opus-4-7' },
    '/anthropic/v1/messages/count_tokens',
    ['messages', 'model', 'system'],
    { input_tokens: 7 },
  ],
  [
    'gemini',
    { model: 'gemini-2.5-pro' },
    '/v1beta/models/gemini-2.5-pro:countTokens',
    ['generateContentRequest'],
    { totalTokens: 7 },
  ],
  [
    'vertex',
    { model: 'gemini-2.5-pro', settings: google },
    `/v1beta1${place}/google/models/gemini-2.5-pro:countTokens`,
    ['contents', 'generationConfig', 'systemInstruction'],
    { totalTokens: 7 },
  ],
  [
    'vertex',
    { model: 'claude-opus-4-1@20250805', settings: google },
    `/v1${place}/anthropic/models/count-tokens:rawPredict`,
    ['messages', 'model', 'system'],
    { input_tokens: 7 },
  ],
  [
    'bedrock',
    { model: 'anthropic.claude-haiku-4-5' },
    '/model/anthropic.claude-haiku-4-5/count-tokens',
    ['input'],
    { inputTokens: 7 },
  ],
];

describe('a token count', () => {
  it.each(asked)('is asked of %s for %j where and how it counts', (...[id, target, path, fields, answer]) => {
    const upstream = provider(id)?.countTokens?.(request, target.model);
    const { http } = upstream?.toHttp(request, { ...target, baseUrl: 'https://host' }) ?? {};
    expect(http?.url).toBe(`https://host${path}`);
    expect(Object.keys(JSON.parse(http?.body.toString() ?? '{}')).sort()).toEqual(fields);
    expect(http?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
    expect(upstream?.fromBody(Buffer.from(JSON.stringify(answer)))).toBe(7);
    expect(upstream?.fromBody(Buffer.from('{}'))).toBeUndefined();
    expect(upstream?.fromBody(Buffer.from('{"input_tokens":'))).toBeUndefined();
  });

  it("is of Bedrock's own request, in base64", () => {
    const model = 'anthropic.claude-haiku-4-5';
    const upstream = provider('bedrock')?.countTokens?.(request, model);
    const { http } = upstream?.toHttp(request, { model, baseUrl: 'https://host' }) ?? {};
    const { body } = JSON.parse(http?.body.toString() ?? '').input.invokeModel;
    expect(JSON.parse(Buffer.from(body, 'base64').toString())).toMatchObject({
      anthropic_version: 'bedrock-2023-05-31',
      messages: [{ role: 'user' }],
    });
  });

  it.each([
    ['bedrock', 'us.anthropic.claude-sonnet-4-20250514-v1:0'],
    ['bedrock', 'amazon.nova-lite-v1:0'],
    ['vertex', 'meta/llama-4-maverick'],
    ['azure', 'gpt-4.1'],
  ])('is not asked of %s for %s, which it does not count', (id, model) => {
    expect(provider(id)?.countTokens?.(request, model)).toBeUndefined();
  });

  it('of sound is not asked of OpenAI, whose endpoint takes none', () => {
    const source = { kind: 'base64', data: 'AA==', mediaType: 'audio/wav' } as const;
    const heard = { ...request, turns: [{ role: 'user', parts: [{ kind: 'audio', source }] }] } as const;
    expect(provider('openai')?.countTokens?.(heard, 'gpt-4o-audio-preview')).toBeUndefined();
  });

  it('is asked of no other provider', () => {
    const counting = providers().filter(({ countTokens }) => countTokens !== undefined);
    expect(counting.map(({ id }) => id).sort()).toEqual([
      'anthropic',
      'azure',
      'bedrock',
      'gemini',
      'openai',
      'vertex',
    ]);
  });
});
