import type { Operation } from '@weir/protocol/operation';
import { parseRequest } from '@weir/protocol/parse-request';
import { describe, expect, it } from 'vitest';
import { baseUrlOf } from '../shared/base-url-of.ts';
import { vertex } from './vertex.ts';

const settings = { projectId: 'my-project-1', region: 'europe-west4' };
const host = 'https://europe-west4-aiplatform.googleapis.com';
const project = '/projects/my-project-1/locations/europe-west4';

type Asked = { readonly operation: Operation; readonly model: string; readonly streaming?: boolean };

/** The URL and body that a client's request becomes. */
function sent({ operation, model, streaming = false }: Asked, text: string): { url: string; body: string } {
  const path = operation.startsWith('ge') ? { model, streaming } : undefined;
  const request = parseRequest(operation, Buffer.from(text), path);
  const { url, body } = vertex.toHttp(request, { model, baseUrl: baseUrlOf(vertex, { settings }) ?? '', settings });
  return { url, body: body.toString() };
}

describe('the base URL of Vertex', () => {
  it.each([
    ['global', 'https://aiplatform.googleapis.com'],
    ['eu', 'https://aiplatform.eu.rep.googleapis.com'],
    ['us-east5', 'https://us-east5-aiplatform.googleapis.com'],
  ])('in %s is %s', (region, url) => {
    expect(baseUrlOf(vertex, { settings: { ...settings, region } })).toBe(url);
  });
});

describe('a request that speaks its target’s language', () => {
  it('goes to Gemini with its bytes, model and stream in the path', () => {
    const body = '{ "contents": [{"parts":[{"text":"Hi"}]}] }';
    const asked = { operation: 'generate_content', model: 'gemini-2.5-pro', streaming: true } as const;
    const url = `${host}/v1beta1${project}/publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse`;
    expect(sent(asked, body)).toEqual({ url, body });
  });

  it('is counted without the wrapping of the Gemini API', () => {
    const asked = { operation: 'gemini_count_tokens', model: 'gemini-2.5-pro' } as const;
    const { url, body } = sent(asked, '{"generateContentRequest":{"model":"models/x","contents":[]}}');
    expect(url).toBe(`${host}/v1beta1${project}/publishers/google/models/gemini-2.5-pro:countTokens`);
    expect(JSON.parse(body)).toEqual({ contents: [] });
  });

  it('goes to Claude with the version in the place of the model', () => {
    const asked = { operation: 'messages', model: 'claude-sonnet-4-5@20250929' } as const;
    const { url, body } = sent(
      asked,
      '{"max_tokens":1, "model" : "claude", "stream":true,"messages":[{"content":"model"}]}',
    );
    expect(url).toBe(`${host}/v1${project}/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict`);
    expect(body).toBe(
      '{"max_tokens":1, "anthropic_version":"vertex-2023-10-16", "stream":true,"messages":[{"content":"model"}]}',
    );
  });

  it('keeps a version that the client names', () => {
    const asked = { operation: 'messages', model: 'claude-haiku-4-5' } as const;
    const { body } = sent(asked, '{"anthropic_version":"vertex-2099","model":"claude","max_tokens":1,"messages":[]}');
    expect(JSON.parse(body)).toEqual({ anthropic_version: 'vertex-2099', max_tokens: 1, messages: [] });
  });

  it('counts Claude’s tokens under a name of its own', () => {
    const asked = { operation: 'count_tokens', model: 'publishers/anthropic/models/claude-haiku-4-5' } as const;
    const { url, body } = sent(asked, '{"model":"x","messages":[]}');
    expect(url).toBe(`${host}/v1${project}/publishers/anthropic/models/count-tokens:rawPredict`);
    expect(JSON.parse(body)).toEqual({ model: 'claude-haiku-4-5', messages: [] });
  });

  it('reaches open models where OpenAI’s clients would', () => {
    const { url } = sent({ operation: 'chat', model: 'meta/llama-4' }, '{"model":"x","messages":[]}');
    expect(url).toBe(`${host}/v1${project}/endpoints/openapi/chat/completions`);
  });

  it('cannot leave its path by the name of a model', () => {
    const { url } = sent({ operation: 'generate_content', model: '../../x?y#z' }, '{}');
    expect(new URL(url).pathname).toContain('/publishers/');
    expect(new URL(url).search).toBe('');
  });
});

describe('a translated request', () => {
  const turns = [{ role: 'user', parts: [{ kind: 'text', text: 'Hi' }] }] as const;
  const base = { dialect: 'chat', streaming: true, turns, tools: [], sampling: {} } as const;

  it.each([
    ['gemini-2.5-pro', `/v1beta1${project}/publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse`],
    ['claude-haiku-4-5', `/v1${project}/publishers/anthropic/models/claude-haiku-4-5:streamRawPredict`],
    ['meta/llama-4', `/v1${project}/endpoints/openapi/chat/completions`],
    ['mistralai/mistral-medium-3', `/v1${project}/publishers/mistralai/models/mistral-medium-3:streamRawPredict`],
  ])('for %s goes to %s', (model, path) => {
    const request = { ...base, model };
    const target = { model, baseUrl: host, settings };
    const translated = vertex.chat?.(request, model)?.toHttp(request, target);
    expect(translated?.http.url).toBe(`${host}${path}`);
  });
});
