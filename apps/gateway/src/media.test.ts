import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from './collect.test-support.ts';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const picture = 'iVBORw0KGgo=';
const sound = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 31) % 256));
const done = {
  type: 'transcript.text.done',
  text: 'A quill.',
  usage: {
    type: 'tokens',
    input_tokens: 14,
    input_token_details: { text_tokens: 4, audio_tokens: 10 },
    output_tokens: 6,
  },
};

type Respond = (response: Parameters<Parameters<typeof startUpstream>[0]>[0], body: string) => unknown;

const json =
  (answer: object): Respond =>
  (response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));

function speak(response: Parameters<Respond>[0], body: string): void {
  response.setHeader('content-type', 'audio/mpeg');
  if (body.includes('measured')) response.setHeader('content-length', sound.length);
  response.write(sound.subarray(0, 20_000));
  if (body.includes('cut')) setTimeout(() => response.destroy(), 50);
  else setTimeout(() => response.end(sound.subarray(20_000)), 20);
}

function transcribe(response: Parameters<Respond>[0], body: string): void {
  if (body.includes('name="response_format"\r\n\r\ntext')) {
    response.setHeader('content-type', 'text/plain').end('A quill.\n');
  } else if (body.includes('name="stream"\r\n\r\ntrue')) {
    response.setHeader('content-type', 'text/event-stream');
    response.write(`data: ${JSON.stringify({ type: 'transcript.text.delta', delta: 'A quill.' })}\n\n`);
    response.end(`data: ${JSON.stringify(done)}\n\n`);
  } else if (body.includes('in seconds')) {
    json({ text: 'A quill.', usage: { type: 'duration', seconds: 2 } })(response, body);
  } else json({ text: 'A quill.', usage: done.usage })(response, body);
}

const made = { input_tokens: 12, input_tokens_details: { text_tokens: 12, image_tokens: 0 }, output_tokens: 100 };
const endpoints: Readonly<Record<string, Respond>> = {
  '/v1/images/generations': (response, body) => {
    if (body.includes('"stream":true')) {
      response.setHeader('content-type', 'text/event-stream');
      response.write(`data: ${JSON.stringify({ type: 'image_generation.partial_image', b64_json: picture })}\n\n`);
      return response.end(
        `data: ${JSON.stringify({ type: 'image_generation.completed', b64_json: picture, usage: made })}\n\n`,
      );
    }
    const usage = body.includes('dall-e') ? {} : { usage: made };
    if (body.includes('huge')) {
      return json({ created: 1, data: [{ b64_json: 'A'.repeat(9 * 1024 * 1024) }], ...usage })(response, body);
    }
    return json({ created: 1, data: [{ b64_json: picture }, { b64_json: picture }], ...usage })(response, body);
  },
  '/v1/images/edits': json({
    created: 1,
    data: [{ b64_json: picture }],
    usage: { input_tokens: 206, input_tokens_details: { text_tokens: 12, image_tokens: 194 }, output_tokens: 100 },
  }),
  '/v1/moderations': json({ id: 'modr-1', model: 'omni-moderation-latest', results: [{ flagged: false }] }),
  '/v1/rerank': json({ model: 'r', results: [{ index: 0, relevance_score: 0.9 }], usage: { total_tokens: 40 } }),
  '/v2/rerank': json({
    id: 'r',
    results: [{ index: 0, relevance_score: 0.9 }],
    meta: { billed_units: { search_units: 1 } },
  }),
  '/v1/audio/speech': speak,
  '/v1/audio/transcriptions': transcribe,
};

let upstream: TestUpstream;
let gateway: TestGateway;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startUpstream((response, { url, body }) => {
    const respond = endpoints[url];
    return respond === undefined ? response.writeHead(404).end('{}') : respond(response, body);
  });
  gateway = await startGateway({
    providerKeys: [
      { provider: 'openai', baseUrl: `${upstream.url}/v1`, secret: 'sk-quillfeather-0001' },
      { provider: 'cohere', baseUrl: upstream.url, secret: 'quillfeather-0002' },
      { provider: 'together', baseUrl: `${upstream.url}/v1`, secret: 'quillfeather-0003' },
      { provider: 'anthropic', baseUrl: upstream.url, secret: 'sk-ant-quillfeather-0004' },
    ],
  });
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const last = () => gateway.attempts().at(-1);

describe('images', () => {
  it('are made, and charged by their tokens', async () => {
    const answer = await client.images.generate({ model: 'openai/gpt-image-1', prompt: 'a quill', n: 2 });
    expect(answer.data?.map(({ b64_json }) => b64_json)).toEqual([picture, picture]);
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toEqual({ model: 'gpt-image-1', prompt: 'a quill', n: 2 });
    expect(last()).toMatchObject({
      operation: 'images',
      usage: { input: 12, imageOutput: 100 },
      // 12 * $5 + 100 * $40, a million.
      cost: { source: 'computed', totalPicoUsd: '4060000000' },
    });
  });

  it('count one by one where no tokens are told, at an unknown cost', async () => {
    await client.images.generate({ model: 'openai/dall-e-3', prompt: 'a quill' });
    expect(last()).toMatchObject({ usage: { images: 2 }, cost: { source: 'unknown' } });
  });

  it('too long to gather pass as they come, with their usage', async () => {
    const answer = await client.images.generate({ model: 'openai/gpt-image-1', prompt: 'huge' });
    expect(answer.data?.[0]?.b64_json).toHaveLength(9 * 1024 * 1024);
    expect(last()).toMatchObject({ status: 'succeeded', usage: { input: 12, imageOutput: 100 } });
  });

  it('come in a stream', async () => {
    const asked = { model: 'openai/gpt-image-1', prompt: 'a quill', stream: true as const, partial_images: 1 };
    const events = await collect(await client.images.generate(asked));
    expect(events.map(({ type }) => type)).toEqual(['image_generation.partial_image', 'image_generation.completed']);
    expect(last()).toMatchObject({ status: 'succeeded', streaming: true, usage: { input: 12, imageOutput: 100 } });
  });

  it('are edited by a form, whose pictures are charged apart', async () => {
    const image = await toFile(Buffer.from(picture, 'base64'), 'quill.png', { type: 'image/png' });
    const answer = await client.images.edit({ model: 'openai/gpt-image-1', image, prompt: 'greener' });
    expect(answer.data).toHaveLength(1);
    expect(upstream.seen.at(-1)?.body).toContain('name="model"\r\n\r\ngpt-image-1\r\n');
    expect(last()).toMatchObject({ operation: 'image_edits', usage: { input: 12, imageInput: 194, imageOutput: 100 } });
    // 12 * $5 + 194 * $10 + 100 * $40, a million.
    expect(last()?.cost).toMatchObject({ source: 'computed', totalPicoUsd: '6000000000' });
  });
});

describe('moderations', () => {
  it('are free, and do without a model', async () => {
    const answer = await client.moderations.create({ input: 'a quill' });
    expect(answer.results[0]?.flagged).toBe(false);
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toEqual({ input: 'a quill' });
    expect(last()).toMatchObject({
      operation: 'moderations',
      model: 'omni-moderation-latest',
      cost: { source: 'computed', totalPicoUsd: '0' },
    });
  });
});

describe('rerank', () => {
  const asked = { query: 'quills', documents: ['a', 'b'], top_n: 1 };

  it.each([
    ['/v1/rerank', 'cohere/rerank-v3.5', { searches: 1 }],
    ['/v2/rerank', 'cohere/rerank-v3.5', { searches: 1 }],
    ['/v1/rerank', 'together/Salesforce/Llama-Rank-V1', { input: 40 }],
  ])('at %s reaches %s, and its units are read', async (path, model, usage) => {
    const response = await gateway.post(path, { model, ...asked });
    expect(JSON.parse(await response.text()).results).toHaveLength(1);
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toMatchObject(asked);
    expect(last()).toMatchObject({ operation: 'rerank', usage, status: 'succeeded' });
  });
});

describe('speech', () => {
  const asked = { model: 'openai/gpt-4o-mini-tts', voice: 'alloy' };

  it.each(['of unknown length', 'measured'])('%s passes byte for byte', async (input) => {
    const response = await client.audio.speech.create({ ...asked, input });
    expect(Buffer.from(await response.arrayBuffer()).equals(sound)).toBe(true);
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get('content-length')).toBe(input === 'measured' ? String(sound.length) : null);
    expect(last()).toMatchObject({ operation: 'speech', status: 'succeeded', cost: { source: 'unknown' } });
    expect(last()?.firstTokenMs).toBeGreaterThanOrEqual(0);
  });

  it('that was cut is a cut connection', async () => {
    const cut = async () => (await client.audio.speech.create({ ...asked, input: 'cut' })).arrayBuffer();
    await expect(cut()).rejects.toThrow();
    expect(last()).toMatchObject({ status: 'truncated' });
  });
});

describe('transcription', () => {
  const file = () => toFile(sound, 'quill.wav', { type: 'audio/wav' });
  const model = 'openai/gpt-4o-transcribe';

  it('sends the file as it came, and counts sound apart', async () => {
    const answer = await client.audio.transcriptions.create({ model, file: await file(), prompt: 'plain' });
    expect(answer.text).toBe('A quill.');
    const { body, headers } = upstream.seen.at(-1) ?? { body: '', headers: {} };
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain('name="model"\r\n\r\ngpt-4o-transcribe\r\n');
    expect(body).toContain('name="prompt"\r\n\r\nplain\r\n');
    expect(last()).toMatchObject({ operation: 'transcription', usage: { input: 4, audioInput: 10, output: 6 } });
    expect(last()?.cost.source).toBe('computed');
  });

  it('streams', async () => {
    const stream = await client.audio.transcriptions.create({ model, file: await file(), stream: true });
    const events = await collect(stream);
    expect(events.map(({ type }) => type)).toEqual(['transcript.text.delta', 'transcript.text.done']);
    expect(last()).toMatchObject({ streaming: true, usage: { audioInput: 10 }, status: 'succeeded' });
  });

  it('as plain text passes as it is', async () => {
    const text = await client.audio.transcriptions.create({ model, file: await file(), response_format: 'text' });
    expect(String(text)).toBe('A quill.\n');
    expect(last()).toMatchObject({ status: 'succeeded', usage: { requests: 1 }, cost: { source: 'unknown' } });
  });

  it('is charged by the second where the model is', async () => {
    await client.audio.transcriptions.create({ model: 'openai/whisper-1', file: await file(), prompt: 'in seconds' });
    expect(last()).toMatchObject({
      usage: { audioSeconds: 2 },
      // $0.36 an hour.
      cost: { source: 'computed', totalPicoUsd: '200000000' },
    });
  });
});

describe('a form', () => {
  const part = (name: string, value: string, more = '') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  const whole = (...parts: string[]) => `${parts.join('')}--b--\r\n`;
  const named = part('model', 'openai/gpt-4o-transcribe');
  const send = (body: string, type = 'multipart/form-data; boundary=b') =>
    gateway.post('/v1/audio/transcriptions', body, { 'content-type': type });

  it.each([
    ['without a model', whole(part('language', 'en')), 'model'],
    ['with two models', whole(named, named), 'model'],
    ['with a file beside its model', whole(named, part('model', 'openai/whisper-1', '; filename="m"')), 'model'],
    [
      'with a part of two names',
      whole(part('prompt', 'x', '\r\nContent-Disposition: form-data; name="model"'), named),
      'body',
    ],
    ['with an empty model', whole(part('model', '')), 'model'],
    ['with a model that is a file', whole(part('model', 'm', '; filename="m"')), 'model'],
    ['with a model of several lines', whole(part('model', 'openai/a\nb')), 'model'],
    ['with a model too long to be one', whole(part('model', 'm'.repeat(600))), 'model'],
    ['that ends early', named, 'body'],
    ['that never begins', 'nothing', 'body'],
    ['of nothing', '', 'body'],
    ['with a part without a head', `--b\r\nmodel${named}--b--\r\n`, 'body'],
    ['with a part without a name', whole('--b\r\nContent-Type: text/plain\r\n\r\nx\r\n', named), 'body'],
    ['that another reader would part otherwise', whole(named, part('prompt', 'x\n--b\nname="model"')), 'body'],
    ['of a thousand and one parts', whole(named, part('p', 'x').repeat(1_001)), 'body'],
  ])('%s is refused by name, and nothing leaves', async (_what, body, param) => {
    const before = upstream.seen.length;
    const response = await send(body);
    expect([response.status, JSON.parse(await response.text()).error.param]).toEqual([400, param]);
    expect(upstream.seen).toHaveLength(before);
  });

  it('needs a boundary, an endpoint that takes it, and no more bytes than allowed', async () => {
    const unbound = await send(whole(named), 'multipart/form-data; boundary=');
    expect([unbound.status, JSON.parse(await unbound.text()).error.param]).toEqual([400, 'content-type']);
    const type = { 'content-type': 'multipart/form-data; boundary=b' };
    expect((await gateway.post('/v1/chat/completions', whole(named), type)).status).toBe(415);
    expect((await send(whole(named, part('prompt', 'x'.repeat(1024 * 1024))))).status).toBe(413);
  });

  it('is searched in time that grows with its size alone', async () => {
    const started = performance.now();
    await send(whole(named, part('prompt', '\r\n--'.repeat(200_000))));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('an endpoint', () => {
  it.each([
    ['/v1/images/generations', { model: 'anthropic/claude-opus-4-7', prompt: 'a' }],
    ['/v1/rerank', { model: 'openai/gpt-4.1-mini', query: 'a', documents: [] }],
    ['/v1/audio/speech', { model: 'sandbox/fast', input: 'a', voice: 'b' }],
  ])('%s says that a provider has none', async (path, body) => {
    const response = await gateway.post(path, body);
    expect([response.status, JSON.parse(await response.text()).error.code]).toEqual([400, 'unsupported_capability']);
  });

  it('refuses a body without a model by name', async () => {
    const response = await gateway.post('/v1/images/generations', { prompt: 'a' });
    expect([response.status, JSON.parse(await response.text()).error.param]).toEqual([400, 'model']);
  });
});
