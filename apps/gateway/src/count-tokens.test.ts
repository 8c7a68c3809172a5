import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const counts: readonly (readonly [RegExp, object])[] = [
  [/\/responses\/input_tokens$/, { object: 'response.input_tokens', input_tokens: 21 }],
  [/:countTokens$/, { totalTokens: 22 }],
  [/\/messages\/count_tokens$/, { input_tokens: 23 }],
  [/\/count-tokens$/, { inputTokens: 24 }],
];

let upstream: TestUpstream;
let gateway: TestGateway;

beforeAll(async () => {
  upstream = await startUpstream((response, { url }) => {
    response.setHeader('content-type', 'application/json');
    const answer = counts.find(([form]) => form.test(decodeURIComponent(url)))?.[1];
    return answer === undefined ? response.writeHead(404).end('{}') : response.end(JSON.stringify(answer));
  });
  const baseUrl = upstream.url;
  gateway = await startGateway({
    providerKeys: [
      { provider: 'openai', baseUrl: `${baseUrl}/v1`, secret: 'sk-quillfeather-0001' },
      { provider: 'groq', baseUrl: `${baseUrl}/v1`, secret: 'gsk-quillfeather-0002' },
      { provider: 'gemini', baseUrl, secret: 'quillfeather-0003' },
      { provider: 'anthropic', baseUrl, secret: 'sk-ant-quillfeather-0004' },
      { provider: 'bedrock', baseUrl, secret: 'quillfeather-0005', settings: { region: 'us-east-1' } },
    ],
  });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const tool = {
  name: 'weather',
  description: 'The weather of a city.',
  input_schema: { type: 'object', properties: { city: { type: 'string' } } },
};
const asked = { system: 'Be brief.', messages: [{ role: 'user', content: 'How many quills?' }], tools: [tool] };

async function countOf(response: Response): Promise<unknown[]> {
  return [response.status, JSON.parse(await response.text()), response.headers.get('x-weir-estimate')];
}

describe("Anthropic's count_tokens", () => {
  const count = (model: string, body: object = asked) => gateway.post('/v1/messages/count_tokens', { model, ...body });

  it.each([
    ['openai/gpt-4.1-mini', 21],
    ['gemini/gemini-2.5-flash', 22],
    ['anthropic/claude-opus-4-7', 23],
    ['bedrock/anthropic.claude-sonnet-4-20250514-v1:0', 24],
  ])('is counted by %s itself, free of charge', async (model, tokens) => {
    expect(await countOf(await count(model))).toEqual([200, { input_tokens: tokens }, null]);
    expect(gateway.attempts().at(-1)).toMatchObject({
      operation: 'count_tokens',
      status: 'succeeded',
      cost: { totalPicoUsd: '0', reason: 'counting tokens is free' },
    });
  });

  it("is what Anthropic's SDK reads, counted or estimated", async () => {
    const client = new Anthropic({ baseURL: gateway.url, apiKey: gateway.key, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'How many quills?' }];
    const counted = await client.messages.countTokens({ model: 'gemini/gemini-2.5-flash', messages });
    expect(counted.input_tokens).toBe(22);
    const estimated = await client.messages.countTokens({ model: 'groq/llama-3.3-70b-versatile', messages });
    expect(estimated.input_tokens).toBeGreaterThan(5);
  });

  it("is asked for in the target's words, without what has no tokens", async () => {
    await count('openai/gpt-4.1-mini', { ...asked, max_tokens: 9, stop_sequences: ['x'], temperature: 0.5 });
    const { url, body } = upstream.seen.at(-1) ?? { url: '', body: '{}' };
    expect(url).toBe('/v1/responses/input_tokens');
    expect(Object.keys(JSON.parse(body)).sort()).toEqual(['input', 'instructions', 'model', 'tools']);
    await count('gemini/gemini-2.5-flash');
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toMatchObject({
      generateContentRequest: { model: 'models/gemini-2.5-flash', contents: [{ role: 'user' }], tools: [{}] },
    });
  });

  it('is estimated where the target counts none: no Attempt, no cost, and said so', async () => {
    const before = [upstream.seen.length, gateway.attempts().length];
    const [status, answer, estimate] = await countOf(await count('groq/llama-3.3-70b-versatile'));
    expect([status, estimate]).toEqual([200, 'input_tokens']);
    expect(answer).toEqual({ input_tokens: expect.any(Number) });
    expect([upstream.seen.length, gateway.attempts().length]).toEqual(before);
    expect(gateway.calls().at(-1)).toMatchObject({
      operation: 'count_tokens',
      status: 'succeeded',
      attempts: 0,
      httpStatus: 200,
      requestedModel: 'groq/llama-3.3-70b-versatile',
    });
  });

  it('grows with the text, tools and media, and is near what a vendor counts', async () => {
    const estimate = async (body: object): Promise<number> =>
      JSON.parse(await (await count('groq/llama-3.3-70b-versatile', body)).text()).input_tokens;
    const words = 'The quick brown fox jumps over the lazy dog. ';
    const [plain, long] = [asked, { messages: [{ role: 'user', content: words.repeat(200) }] }];
    expect(await estimate(long)).toBeGreaterThan(1_900);
    expect(await estimate(long)).toBeLessThan(2_100);
    expect(await estimate(plain)).toBeGreaterThan(await estimate({ messages: asked.messages }));
    const source = { type: 'base64', media_type: 'image/png', data: 'AA==' };
    const seen = { messages: [{ role: 'user', content: [{ type: 'image', source }] }] };
    expect(await estimate(seen)).toBeGreaterThan(1_000);
  });

  it('holds up no other call, however the text is made', async () => {
    const hostile = '漢字かな交じり文'.repeat(30_000);
    const slow = count('groq/llama-3.3-70b-versatile', { messages: [{ role: 'user', content: hostile }] });
    const started = performance.now();
    const quick = gateway.get('/healthz');
    await Promise.race([quick, slow]);
    expect((await quick).status).toBe(200);
    expect((await slow).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each([
    ['no messages', {}, 'messages'],
    ['a model that is none', { model: 3, ...asked }, 'model'],
  ])('refuses %s by name', async (_what, body, field) => {
    const response = await gateway.post('/v1/messages/count_tokens', {
      model: 'groq/llama-3.3-70b-versatile',
      ...body,
    });
    expect([response.status, JSON.parse(await response.text()).error.message]).toEqual([
      400,
      expect.stringContaining(field),
    ]);
  });
});

describe("Gemini's countTokens", () => {
  const contents = [{ role: 'user', parts: [{ text: 'How many quills?' }] }];
  const count = (model: string, body: object) => gateway.post(`/v1beta/models/${model}:countTokens`, body);

  it.each([
    ['openai/gpt-4.1-mini', 21],
    ['anthropic/claude-opus-4-7', 23],
  ])('is counted by %s itself', async (model, totalTokens) => {
    expect(await countOf(await count(model, { contents }))).toEqual([200, { totalTokens }, null]);
    expect(gateway.attempts().at(-1)?.cost).toMatchObject({ totalPicoUsd: '0' });
  });

  it('counts a whole request, with its instructions', async () => {
    const systemInstruction = { parts: [{ text: 'Be brief.' }] };
    await count('anthropic/claude-opus-4-7', { generateContentRequest: { contents, systemInstruction } });
    expect(upstream.seen.at(-1)?.url).toBe('/v1/messages/count_tokens');
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toMatchObject({
      model: 'claude-opus-4-7',
      system: expect.anything(),
    });
  });

  it('is estimated where the target counts none', async () => {
    const [status, answer, estimate] = await countOf(await count('groq/llama-3.3-70b-versatile', { contents }));
    expect([status, answer, estimate]).toEqual([200, { totalTokens: expect.any(Number) }, 'input_tokens']);
  });
});
