import { type Simulator, startSimulator } from '@weir/testing/simulator';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from './collect.test-support.ts';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const head = { id: 'cmpl-1', object: 'text_completion', created: 1_760_000_000, model: 'gpt-3.5-turbo-instruct' };
const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
const choice = (text: string, finish_reason: string | null) => ({ text, index: 0, logprobs: null, finish_reason });
const frame = (body: object) => `data: ${JSON.stringify(body)}\n\n`;

let upstream: TestUpstream;
let simulator: Simulator;
let gateway: TestGateway;
let client: OpenAI;

beforeAll(async () => {
  simulator = await startSimulator();
  upstream = await startUpstream((response, { body }) => {
    const asked = JSON.parse(body);
    if (asked.stream !== true) {
      response.setHeader('content-type', 'application/json');
      return response.end(JSON.stringify({ ...head, choices: [choice(' once', 'stop')], usage }));
    }
    response.setHeader('content-type', 'text/event-stream');
    response.write(frame({ ...head, choices: [choice(' on', null)] }));
    if (asked.prompt === 'cut') return setTimeout(() => response.destroy(), 50);
    response.write(frame({ ...head, choices: [choice('ce', 'stop')] }));
    if (asked.stream_options?.include_usage === true) response.write(frame({ ...head, choices: [], usage }));
    return response.end('data: [DONE]\n\n');
  });
  gateway = await startGateway({
    providerKeys: [
      { provider: 'openai', baseUrl: `${upstream.url}/v1`, secret: 'sk-quillfeather-0001' },
      { provider: 'anthropic', baseUrl: simulator.url, secret: 'sk-ant-quillfeather-0001' },
    ],
  });
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
  await simulator.close();
});

const native = 'openai/gpt-3.5-turbo-instruct';

describe('a model that completes texts', () => {
  it('gets the bytes of the client, and its usage is read', async () => {
    const answer = await client.completions.create({ model: native, prompt: 'A quill', suffix: '.', echo: true });
    expect(answer.choices[0]?.text).toBe(' once');
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toEqual({
      model: 'gpt-3.5-turbo-instruct',
      prompt: 'A quill',
      suffix: '.',
      echo: true,
    });
    expect(gateway.attempts().at(-1)).toMatchObject({
      operation: 'completions',
      usage: { input: 5, output: 3 },
      finishReason: 'stop',
      cost: { source: 'computed' },
    });
  });

  it('reports the usage of a stream that did not ask for it, which its client does not see', async () => {
    const stream = await client.completions.create({ model: native, prompt: 'A quill', stream: true });
    const chunks = await collect(stream);
    expect(chunks.map(({ choices }) => choices[0]?.text)).toEqual([' on', 'ce']);
    expect(gateway.attempts().at(-1)).toMatchObject({ usage: { input: 5, output: 3 }, status: 'succeeded' });
    const asked = { model: native, prompt: 'A quill', stream: true as const, stream_options: { include_usage: true } };
    const told = await collect(await client.completions.create(asked));
    expect(told.at(-1)).toMatchObject({ choices: [], usage });
  });

  it('whose stream was cut has its client told', async () => {
    const stream = await client.completions.create({ model: native, prompt: 'cut', stream: true });
    await expect(collect(stream)).rejects.toThrow();
    expect(gateway.attempts().at(-1)).toMatchObject({ status: 'truncated' });
  });
});

describe('a model that only converses', () => {
  const model = 'anthropic/sim-chat';

  it('answers as a completion', async () => {
    const answer = await client.completions.create({ model, prompt: ['A quill'], max_tokens: 50, stop: ['x'] });
    expect(answer).toMatchObject({ object: 'text_completion', choices: [{ index: 0, logprobs: null }] });
    expect(answer.choices[0]?.text.length).toBeGreaterThan(0);
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
    expect(gateway.attempts().at(-1)).toMatchObject({ operation: 'completions', provider: 'anthropic' });
    expect(gateway.calls().at(-1)?.decision).toMatchObject({ translation: { language: 'messages' } });
  });

  it('answers in a stream of completions, with usage where it is asked for', async () => {
    const asked = { model, prompt: 'A quill [[sim chunks=4]]', max_tokens: 50, stream: true as const };
    const chunks = await collect(await client.completions.create(asked));
    expect(chunks.every(({ object, choices }) => object === 'text_completion' && choices.length === 1)).toBe(true);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.map(({ choices }) => choices[0]?.text).join('').length).toBeGreaterThan(0);
    const told = await collect(await client.completions.create({ ...asked, stream_options: { include_usage: true } }));
    expect(told.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
  });

  it('whose stream was cut has its client told', async () => {
    const stream = await client.completions.create({ model, prompt: '[[sim chunks=9 cut=3]]', stream: true });
    await expect(collect(stream)).rejects.toThrow();
  });

  it.each([
    ['suffix', { suffix: '.' }],
    ['echo', { echo: true }],
    ['best_of', { best_of: 3 }],
    ['logprobs', { logprobs: 2 }],
    ['prompt', { prompt: [1, 2] }],
    ['prompt', { prompt: ['a', 'b'] }],
    ['prompt', { prompt: { text: 'a' } }],
    ['n', { n: 2 }],
    ['stream', { stream: 'yes' }],
  ])('cannot do %s, which is said by name', async (param, wish) => {
    const response = await gateway.post('/v1/completions', { model, prompt: 'A quill', ...wish });
    expect([response.status, JSON.parse(await response.text()).error.param]).toEqual([400, param]);
  });
});
