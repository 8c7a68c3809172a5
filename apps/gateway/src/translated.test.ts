import { type Simulator, startSimulator } from '@weir/testing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';

let simulator: Simulator;
let gateway: TestGateway;

beforeAll(async () => {
  simulator = await startSimulator();
  gateway = await startGateway({
    providerKeys: [
      { provider: 'groq', baseUrl: `${simulator.url}/v1`, secret: 'gsk-quillfeather-0001' },
      { provider: 'anthropic', baseUrl: simulator.url, secret: 'sk-ant-quillfeather-0001' },
    ],
    settings: { timeouts: { connectMs: 500, firstByteMs: 1_000, stallMs: 200, totalMs: 5_000 } },
  });
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});

const gemini = (model: string, streaming: boolean) =>
  `/v1beta/models/${model}:${streaming ? 'streamGenerateContent?alt=sse' : 'generateContent'}`;

/** One conversation in each dialect, each for a target of another. `text` is where SDKs look for the answer. */
const clients = [
  {
    name: 'chat',
    model: 'anthropic/sim-chat',
    path: () => '/v1/chat/completions',
    body: (content: string) => ({ messages: [{ role: 'user', content }] }),
    whole: /"object":"chat\.completion"/,
    ending: 'data: [DONE]',
    error: /"error":\{"message"/,
  },
  {
    name: 'responses',
    model: 'anthropic/sim-chat',
    path: () => '/v1/responses',
    body: (input: string) => ({ input }),
    whole: /"object":"response"/,
    ending: '"type":"response.completed"',
    error: /event: (error|response\.failed)\n/,
  },
  {
    name: 'messages',
    model: 'groq/sim-chat',
    path: () => '/v1/messages',
    body: (content: string) => ({ max_tokens: 100, messages: [{ role: 'user', content }] }),
    whole: /"type":"message"/,
    ending: '"type":"message_stop"',
    error: /event: error\n/,
  },
  ...(['groq', 'anthropic'] as const).map((target) => ({
    name: `generate_content to ${target}`,
    model: `${target}/sim-chat`,
    path: (model: string, streaming: boolean) => gemini(model, streaming),
    body: (text: string) => ({ contents: [{ role: 'user', parts: [{ text }] }] }),
    whole: /"candidates":\[/,
    ending: '"finishReason":"STOP"',
    error: /"error":\{"code":\d+/,
  })),
];

type Client = (typeof clients)[number];

function ask({ path, model, body }: Client, content: string, streaming: boolean): Promise<Response> {
  const url = path(model, streaming);
  const named = url.startsWith('/v1beta') ? {} : { model, ...(streaming ? { stream: true } : {}) };
  return gateway.post(url, { ...named, ...body(content) });
}

describe.each(clients)('a client of $name', (client) => {
  it('gets a whole answer of another dialect in its own, billed once', async () => {
    const response = await ask(client, '[[sim chunks=3]]', false);
    const text = await response.text();
    expect(response.status, text).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(text).toMatch(client.whole);
    const usage = simulator.ledger().at(-1)?.usage;
    expect(gateway.attempts().at(-1)).toMatchObject({
      status: 'succeeded',
      finishReason: 'stop',
      usage: { input: usage?.input, output: usage?.output },
    });
    expect(gateway.calls().at(-1)?.callId).toBe(response.headers.get('x-weir-call-id'));
  });

  it('gets a stream in its own, and its end only when the call is settled', async () => {
    const response = await ask(client, '[[sim chunks=5]]', true);
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(text).toContain(client.ending);
    expect(gateway.attempts().at(-1)).toMatchObject({ status: 'succeeded', streaming: true });
    expect(gateway.attempts().at(-1)?.firstTokenMs).toBeGreaterThanOrEqual(0);
  });

  it.each(['cut=2', 'cut=2 half=1', 'stall=2', 'garbage=2'])('with %s: an error, and no end', async (fault) => {
    const response = await ask(client, `[[sim chunks=6 delay=1 ${fault}]]`, true);
    const text = await response.text();
    expect(text).not.toContain(client.ending);
    expect(text).toMatch(client.error);
    expect(['truncated', 'failed']).toContain(gateway.attempts().at(-1)?.status);
  });

  it("hears of an upstream's error inside a stream", async () => {
    const text = await (await ask(client, '[[sim chunks=6 error=2]]', true)).text();
    expect(text).not.toContain(client.ending);
    expect(text).toMatch(client.error);
    expect(gateway.attempts().at(-1)).toMatchObject({ status: 'failed' });
  });

  it("hears of an upstream's refusal in its own dialect, with status and wait", async () => {
    const response = await ask(client, '[[sim status=429 retryafter=7]]', false);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    const body: unknown = await response.json();
    expect(JSON.stringify(body)).toMatch(client.name.startsWith('generate') ? /RESOURCE_EXHAUSTED/ : /rate_limit/);
    expect(gateway.attempts().at(-1)).toMatchObject({ status: 'failed', errorCode: 'rate_limited', httpStatus: 429 });
  });

  it('does not hear that the stored key is wrong as if its own were', async () => {
    const response = await ask(client, '[[sim status=401]]', false);
    expect(response.status).toBe(502);
    expect(response.headers.get('x-weir-error')).toBe('provider_key_refused');
  });
});

it('what cannot travel is declared, or refused with the name of the field', async () => {
  const messages = [{ role: 'user', content: 'hi' }];
  const dropped = await gateway.post('/v1/chat/completions', { model: 'anthropic/sim-chat', messages, seed: 1 });
  expect(dropped.status).toBe(200);
  expect(dropped.headers.get('x-weir-dropped')).toBe('seed');
  const refused = await gateway.post('/v1/chat/completions', { model: 'anthropic/sim-chat', messages, n: 2 });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: 'unsupported_capability', param: 'n' } });
  expect(gateway.calls().at(-1)).toMatchObject({ status: 'refused', attempts: 0 });
});

it('a request that its dialect does not know is a 400 that names the field, in the shape of the dialect', async () => {
  const response = await gateway.post('/v1/messages', {
    model: 'groq/sim-chat',
    max_tokens: 10,
    messages: [{ role: 'user', content: [{ type: 'hologram' }] }],
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
  expect(response.headers.get('x-weir-error')).toBe('invalid_request');
});

it("Gemini's stream without alt=sse is one JSON array", async () => {
  const response = await gateway.post('/v1beta/models/groq/sim-chat:streamGenerateContent', {
    contents: [{ role: 'user', parts: [{ text: '[[sim chunks=4]]' }] }],
  });
  expect(response.headers.get('content-type')).toBe('application/json');
  const parts: unknown = await response.json();
  expect(Array.isArray(parts) && parts.length).toBeGreaterThan(1);
});

it('the stored credential and the headers of another dialect stay where they belong', async () => {
  const headers = { 'anthropic-beta': 'some-beta', 'anthropic-version': '2023-06-01', 'x-client-request-id': 'r-1' };
  const body = { model: 'groq/sim-chat', max_tokens: 10, messages: [{ role: 'user', content: 'hi' }] };
  const response = await gateway.post('/v1/messages', body, headers);
  expect(response.status).toBe(200);
  expect(await response.text()).not.toContain('quillfeather');
});

it('thoughts of another vendor leave the pass-through lane, and are left out', async () => {
  const ask = (signature: string) =>
    gateway.post('/v1/messages', {
      model: 'anthropic/sim-chat',
      max_tokens: 10,
      messages: [
        { role: 'user', content: 'a' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'b', signature },
            { type: 'text', text: 'c' },
          ],
        },
        { role: 'user', content: 'd' },
      ],
    });
  const wrapped = Buffer.from(JSON.stringify({ weir: 1, origin: 'gemini', on: 'own', value: 's' })).toString('base64');
  for (const foreign of ['', wrapped]) {
    const response = await ask(foreign);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-weir-dropped')).toBe('messages.content.thinking');
  }
  expect((await ask('EqoB')).headers.get('x-weir-dropped')).toBeNull();
});
