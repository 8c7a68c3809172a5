import { providerContract } from '@weir/testing/provider-contract';
import { describe, expect, it } from 'vitest';
import { azure } from './azure.ts';
import { azureUrl } from './azure-url.ts';

providerContract(azure, import.meta.dirname);

const baseUrl = 'https://lakes.openai.azure.com';

describe('where Azure takes a request', () => {
  it.each([
    ['chat', {}, '/openai/v1/chat/completions'],
    ['responses', { apiVersion: 'v1' }, '/openai/v1/responses'],
    ['embeddings', { apiVersion: 'preview' }, '/openai/v1/embeddings?api-version=preview'],
    ['chat', { apiVersion: '2024-10-21' }, '/openai/deployments/my%20model/chat/completions?api-version=2024-10-21'],
    ['responses', { apiVersion: '2025-04-01-preview' }, '/openai/responses?api-version=2025-04-01-preview'],
  ] as const)('%s with %o', (operation, settings, path) => {
    expect(azureUrl(operation, { baseUrl, model: 'my model', settings })).toBe(`${baseUrl}${path}`);
  });

  it('Claude at the host of Foundry, whatever the version', () => {
    const url = azureUrl('messages', { baseUrl, model: 'claude-opus-4-5', settings: { apiVersion: '2024-10-21' } });
    expect(url).toBe('https://lakes.services.ai.azure.com/anthropic/v1/messages');
  });

  it.each([
    'https://lakes.services.ai.azure.com',
    'https://lakes.services.ai.azure.com/',
    'https://lakes.services.ai.azure.com/openai/v1/',
    'https://lakes.services.ai.azure.com/anthropic',
  ])('by the endpoint %s, as the portal shows it', (shown) => {
    const target = { baseUrl: shown, model: 'm' };
    expect(azureUrl('chat', target)).toBe('https://lakes.services.ai.azure.com/openai/v1/chat/completions');
    expect(azureUrl('messages', target)).toBe('https://lakes.services.ai.azure.com/anthropic/v1/messages');
  });

  it('speaks the dialect of the model behind the deployment', () => {
    expect(azure.operationsFor?.('claude-sonnet-4-5')).toEqual(['messages', 'count_tokens']);
    const spoken = azure.operationsFor?.('gpt-4.1');
    expect(spoken).toEqual(expect.arrayContaining(['chat', 'responses', 'embeddings', 'images', 'transcription']));
    expect(spoken).not.toContain('messages');
    const request = {
      dialect: 'chat',
      model: 'm',
      streaming: true,
      turns: [],
      tools: [],
      sampling: { outputTokensMax: 9 },
    } as const;
    const sent = (model: string): unknown => {
      const http = azure.chat?.(request, model)?.toHttp(request, { model, baseUrl }).http;
      return { url: http?.url, ...JSON.parse(http?.body.toString() ?? '{}') };
    };
    expect(sent('claude-sonnet-4-5')).toMatchObject({
      url: 'https://lakes.services.ai.azure.com/anthropic/v1/messages',
      max_tokens: 9,
      stream: true,
    });
    expect(sent('gpt-4.1')).toMatchObject({ url: `${baseUrl}/openai/v1/chat/completions`, max_completion_tokens: 9 });
    expect(sent('DeepSeek-V3.1')).toMatchObject({ max_tokens: 9 });
  });

  it('passes the client’s own bytes on, and asks a stream for its usage', () => {
    const body = Buffer.from('{"model":"fast","stream":true,"messages":[]}');
    const request = { operation: 'chat', body, streaming: true, modelSpan: [9, 15], includesUsage: false } as const;
    const http = azure.toHttp(request, { model: 'gpt-4.1', baseUrl });
    expect(http.url).toBe(`${baseUrl}/openai/v1/chat/completions`);
    expect(http.body.toString()).toBe(
      '{"model":"gpt-4.1","stream_options":{"include_usage":true},"stream":true,"messages":[]}',
    );
  });
});
