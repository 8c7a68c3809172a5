import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fallbackOf, openStage, type Stage } from './stage.test-support.ts';

const routes = {
  embeddings: fallbackOf('openai/fault-503.embeddings', 'mistral/sim-embedding'),
  'embeddings-once': fallbackOf('openai/fault-500-once.embeddings'),
  count: fallbackOf('anthropic/fault-503.count', 'gemini/sim-chat'),
} as const;

let stage: Stage;

beforeAll(async () => {
  const keys = ['openai', 'anthropic', 'gemini', 'mistral'].map((provider) => ({
    provider,
    secret: `good-${provider}`,
  }));
  stage = await openStage({ routes, keys });
});
afterAll(() => stage.close());

/** A call of an operation that is no conversation, by the lines that it left. */
async function post(path: string, body: object) {
  const response = await stage.gateway.post(path, body);
  const document = JSON.parse(await response.text());
  const callId = response.headers.get('x-weir-call-id');
  const attempts = stage.gateway.attempts().filter((one) => one.callId === callId);
  const call = stage.gateway.calls().find((one) => one.callId === callId);
  return { status: response.status, headers: response.headers, document, attempts, call };
}

describe('operations that are no conversation', () => {
  it('embeddings go to another target', async () => {
    const got = await post('/v1/embeddings', { model: 'embeddings', input: ['a', 'b'] });
    expect(got.status, JSON.stringify(got.document)).toBe(200);
    expect(got.document.data).toHaveLength(2);
    expect(got.attempts.map(({ provider, status }) => [provider, status])).toEqual([
      ['openai', 'failed'],
      ['mistral', 'succeeded'],
    ]);
    expect(got.call).toMatchObject({ provider: 'mistral', route: 'embeddings', attempts: 2, status: 'succeeded' });
  });

  it('embeddings are tried again', async () => {
    const got = await post('/v1/embeddings', { model: 'embeddings-once', input: 'a' });
    expect(got.status).toBe(200);
    expect(got.attempts.map(({ purpose, status }) => [purpose, status])).toEqual([
      ['first', 'failed'],
      ['retry', 'succeeded'],
    ]);
  });

  it('a count of tokens comes from another target, for nothing', async () => {
    const messages = [{ role: 'user', content: '[[sim input=77]]' }];
    const got = await post('/v1/messages/count_tokens', { model: 'count', messages });
    expect(got.status, JSON.stringify(got.document)).toBe(200);
    expect(got.document.input_tokens).toBe(77);
    expect(got.attempts.map(({ cost }) => cost.totalPicoUsd)).toEqual(['0', '0']);
  });
});
