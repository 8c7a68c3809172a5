import { describe, expect, it } from 'vitest';
import { provider } from '../registry.ts';
import { endpointUrl } from './endpoint-url.ts';
import { modelsUrl } from './models-url.ts';

describe('endpointUrl', () => {
  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1/chat/completions'],
    ['https://api.openai.com/v1/', 'https://api.openai.com/v1/chat/completions'],
    ['http://localhost:8080', 'http://localhost:8080/v1/chat/completions'],
    ['http://localhost:8080/', 'http://localhost:8080/v1/chat/completions'],
    ['https://api.deepinfra.com/v1/openai', 'https://api.deepinfra.com/v1/openai/chat/completions'],
    ['https://host/serving?api-version=2', 'https://host/serving/chat/completions?api-version=2'],
    ['http://[::1]:11434', 'http://[::1]:11434/v1/chat/completions'],
  ])("under %s is what OpenAI's SDKs make of it", (baseUrl, url) => {
    expect(endpointUrl(baseUrl, '/chat/completions')).toBe(url);
  });

  it.each([
    ['https://api.anthropic.com', 'https://api.anthropic.com/v1/messages'],
    ['https://api.anthropic.com/', 'https://api.anthropic.com/v1/messages'],
    ['https://api.anthropic.com/v1', 'https://api.anthropic.com/v1/messages'],
    ['https://proxy/anthropic/v1/', 'https://proxy/anthropic/v1/messages'],
    ['https://proxy/anthropic', 'https://proxy/anthropic/v1/messages'],
  ])("under %s is what Anthropic's SDKs make of it", (baseUrl, url) => {
    expect(endpointUrl(baseUrl, '/v1/messages')).toBe(url);
  });

  it.each([
    ['https://google', 'https://google/v1beta/models/m:streamGenerateContent?alt=sse'],
    ['https://google/v1beta/', 'https://google/v1beta/models/m:streamGenerateContent?alt=sse'],
    ['https://proxy/g?tag=1', 'https://proxy/g/v1beta/models/m:streamGenerateContent?tag=1&alt=sse'],
  ])("under %s is what Google's SDKs make of it", (baseUrl, url) => {
    expect(endpointUrl(baseUrl, '/v1beta/models/m:streamGenerateContent?alt=sse')).toBe(url);
  });
});

describe('modelsUrl', () => {
  it.each([
    ['openai', undefined, 'https://api.openai.com/v1/models'],
    ['anthropic', undefined, 'https://api.anthropic.com/v1/models'],
    ['openai-compatible', 'http://127.0.0.1:8000', 'http://127.0.0.1:8000/v1/models'],
    ['openai-compatible', undefined, undefined],
    ['sandbox', undefined, undefined],
  ])('of %s at %s is %s', (id, baseUrl, url) => {
    const of = provider(id);
    expect(of && modelsUrl(of, baseUrl)).toBe(url);
  });
});
