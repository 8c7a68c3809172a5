import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startStaticUpstream } from './simulator/static-upstream.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const record = {
  id: 'abc123',
  response_status: 200,
  response_headers: { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked', 'x-request-id': 'vendor-1' },
  response_body: 'data: {"é":1}\n\ndata: [DONE]\n\n',
  response_chunk_lengths: [9, 1, 20],
};

const object = z.record(z.string(), z.unknown());

let simulator: Simulator;
const ledgerPath = join(mkdtempSync(join(tmpdir(), 'weir-simulator-')), 'ledger.jsonl');

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7, ledgerPath, records: [record] });
});
afterAll(async () => simulator.close());

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${simulator.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const chat = (directive: string, more: Record<string, unknown> = {}) =>
  post('/v1/chat/completions', {
    model: 'sim-chat',
    messages: [{ role: 'user', content: `hi [[sim ${directive}]]` }],
    ...more,
  });

async function tagged(tag: string) {
  for (let tries = 0; tries < 100; tries += 1) {
    const entry = simulator.ledger().find((candidate) => candidate.tag === tag);
    if (entry?.ended !== undefined) return entry;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`no ended entry ${tag}`);
}

describe('a simulated answer', () => {
  it('reports the tokens that were asked for and enters them into the ledger', async () => {
    const response = await chat('input=11 cached=4 output=5 reasoning=2 tag=whole');
    const body = object.parse(await response.json());
    expect(body).toMatchObject({ usage: { prompt_tokens: 15, completion_tokens: 7, total_tokens: 22 } });
    const entry = await tagged('whole');
    expect(entry).toMatchObject({
      usage: { input: 11, cacheRead: 4, output: 5, reasoning: 2 },
      ended: 'complete',
      usageSent: true,
    });
    expect(body['id']).toBe(`chatcmpl-${entry.id}`);
    expect(response.headers.get('x-request-id')).toBe(`req_${entry.id}`);
  });

  it('streams usage only where it is asked to, as OpenAI does', async () => {
    const without = await (await chat('chunks=3 tag=plain', { stream: true })).text();
    expect(without).not.toContain('usage');
    expect(without.match(/^data: /gm)).toHaveLength(1 + 3 + 2);
    expect(await tagged('plain')).toMatchObject({ usageSent: false, ended: 'complete' });
    const asked = await (await chat('chunks=3', { stream: true, stream_options: { include_usage: true } })).text();
    expect(asked).toMatch(/"usage":\{"prompt_tokens":\d+.*\}\n\ndata: \[DONE\]\n\n$/);
  });

  it('is the same for the same request, but for its id', async () => {
    const first = object.parse(await (await chat('chunks=9')).json());
    const second = object.parse(await (await chat('chunks=9')).json());
    expect({ ...second, id: '', created: 0 }).toEqual({ ...first, id: '', created: 0 });
  });

  it('takes directives from the model name as well', async () => {
    const body = await (await post('/v1/chat/completions', { model: 'sim-chat?output=9', messages: [] })).json();
    expect(body).toMatchObject({ model: 'sim-chat', usage: { completion_tokens: 9 } });
  });

  it('speaks responses, embeddings, messages and count_tokens', async () => {
    const responses = await (await post('/v1/responses', { model: 'm', input: 'x', stream: true })).text();
    expect(responses).toMatch(/^event: response\.created\n/);
    expect(responses).toMatch(/"type":"response\.completed".*"usage":\{"input_tokens":\d+/);
    const embeddings = await (await post('/v1/embeddings', { model: 'm', input: ['a', 'b'] })).json();
    expect(embeddings).toMatchObject({ data: [{ index: 0 }, { index: 1 }] });
    const messages = await (
      await post('/v1/messages', { model: 'm [[sim output=6]]', messages: [], stream: true })
    ).text();
    expect(messages).toMatch(/^event: message_start\n/);
    expect(messages).toContain('"usage":{"output_tokens":6}');
    const counted = await (await post('/v1/messages/count_tokens', { model: 'm', messages: [] })).json();
    expect(counted).toEqual({ input_tokens: expect.any(Number) });
  });

  it("speaks Gemini's language, whose paths name model and form", async () => {
    const ask = (method: string, directive: string) =>
      post(`/v1beta/models/sim-gemini:${method}`, { contents: [{ parts: [{ text: `[[sim ${directive}]]` }] }] });
    const whole = await (await ask('generateContent', 'input=11 cached=4 output=5 reasoning=2 tag=gemini')).json();
    expect(whole).toMatchObject({
      candidates: [{ content: { role: 'model' }, finishReason: 'STOP' }],
      usageMetadata: {
        promptTokenCount: 15,
        cachedContentTokenCount: 4,
        candidatesTokenCount: 5,
        thoughtsTokenCount: 2,
      },
      modelVersion: 'sim-gemini',
    });
    expect(await tagged('gemini')).toMatchObject({ model: 'sim-gemini', usageSent: true, streaming: false });
    const streamed = await (await ask('streamGenerateContent?alt=sse', 'chunks=3')).text();
    expect(streamed.match(/^data: /gm)).toHaveLength(3 + 1);
    expect(streamed).toMatch(/"finishReason":"STOP".*\n\n$/);
    expect(await (await ask('streamGenerateContent?alt=sse', 'error=1')).text()).toContain('"status":"UNAVAILABLE"');
    expect(await (await ask('generateContent', 'status=429 retryafter=3')).json()).toMatchObject({
      error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '3s' }] },
    });
    expect(await (await ask('countTokens', 'input=9')).json()).toEqual({ totalTokens: 9 });
  });

  it('calls a tool where it is told to', async () => {
    const body = await (await chat('tool=weather')).json();
    const message = { tool_calls: [{ function: { name: 'weather' } }] };
    expect(body).toMatchObject({ choices: [{ finish_reason: 'tool_calls', message }] });
  });
});

describe('a simulated fault', () => {
  it('is an error of the vendor, with its retry-after', async () => {
    const response = await chat('status=429 retryafter=7');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    const anthropic = await post('/v1/messages', { model: 'm?status=529', messages: [] });
    expect(await anthropic.json()).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } });
  });

  it('is a cut that the client can tell from an end', async () => {
    const response = await chat('chunks=5 cut=2 half=1 tag=cut', { stream: true });
    await expect(response.text()).rejects.toThrow();
    expect(await tagged('cut')).toMatchObject({ ended: 'cut', usageSent: false });
    await expect(chat('cut=20').then((whole) => whole.text())).rejects.toThrow();
  });

  it('is silence on an open connection', async () => {
    const response = await chat('chunks=5 stall=1 tag=stall', { stream: true });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(await tagged('stall')).toMatchObject({ ended: 'stalled' });
  });

  it('is an error event or bytes that are no frame', async () => {
    expect(await (await chat('error=1', { stream: true })).text()).toMatch(/"error":\{.*\}\}\n\n$/);
    expect(await (await chat('garbage=1', { stream: true })).text()).toContain('data: {"garbage"');
  });

  it('of the caller is a client that left', async () => {
    const abort = new AbortController();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ model: 'm?chunks=50&delay=20&tag=left', messages: [], stream: true });
    const response = await fetch(`${simulator.url}/v1/messages`, {
      method: 'POST',
      headers,
      body,
      signal: abort.signal,
    });
    expect(response.status).toBe(200);
    abort.abort();
    expect(await tagged('left')).toMatchObject({ ended: 'client left' });
  });
});

function chunksOf(path: string, body: string): Promise<{ chunks: Buffer[]; requestId: string | undefined }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${simulator.url}${path}`, { method: 'POST' }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ chunks, requestId: String(response.headers['x-request-id']) }));
    });
    sent.on('error', reject).end(body);
  });
}

describe('a replay', () => {
  it('gives the recorded bytes in their recorded cuts, even inside a character', async () => {
    const { chunks, requestId } = await chunksOf('/v1/chat/completions', '{"model":"record-abc123"}');
    expect(chunks.map((chunk) => chunk.length)).toEqual([9, 1, 20]);
    expect(Buffer.concat(chunks).toString('utf8')).toBe(record.response_body);
    expect(requestId).toBe('vendor-1');
  });

  it('answers whatever comes next when it is queued, and keeps what it was sent', async () => {
    simulator.replayNext('abc123');
    const sent = '{"model":"anything"}';
    const { chunks } = await chunksOf('/x/v1/messages', sent);
    expect(Buffer.concat(chunks).toString('utf8')).toBe(record.response_body);
    expect(simulator.ledger().at(-1)?.requestSha256).toBe(createHash('sha256').update(sent).digest('hex'));
  });
});

describe('the ledger', () => {
  it('is read over HTTP and stands in its file', async () => {
    const read = await (await fetch(`${simulator.url}/__ledger`)).json();
    expect(read).toEqual({ data: simulator.ledger() });
    const lines = readFileSync(ledgerPath, 'utf8').trim().split('\n');
    const ended = new Set(
      lines
        .map((line) => JSON.parse(line))
        .filter((entry) => entry.ended !== undefined)
        .map(({ id }) => id),
    );
    expect(ended.size).toBe(simulator.ledger().filter((entry) => entry.ended !== undefined).length);
  });
});

describe('the static upstream', () => {
  it('answers with 780 bytes, or with 100 chunks that end', async () => {
    const upstream = await startStaticUpstream();
    const call = (body: string) => fetch(`${upstream.url}/v1/chat/completions`, { method: 'POST', body });
    const whole = await (await call('{"model":"m"}')).text();
    expect(Buffer.byteLength(whole)).toBe(780);
    expect(JSON.parse(whole)).toMatchObject({ usage: { total_tokens: 141 } });
    const startedAt = performance.now();
    const stream = await (await call('{"model":"m","stream":true}')).text();
    expect(performance.now() - startedAt).toBeGreaterThan(150);
    expect(stream.match(/^data: /gm)).toHaveLength(1 + 99 + 3);
    expect(stream).toMatch(/data: \[DONE\]\n\n$/);
    await upstream.close();
  });
});
