import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { eventually, openSocket } from './socket.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const path = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'hi' }];
const asked = { model: 'openai/gpt-4o-mini', messages, stream: true };
const withUsage = { ...asked, stream_options: { include_usage: true } };

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', model: 'gpt-4o-mini-2024', choices })}\n\n`;
}

const usageChunk = `data: ${JSON.stringify({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'gpt-4o-mini-2024',
  choices: [],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
})}\n\n`;
const done = 'data: [DONE]\n\n';
const content = [chunk({ role: 'assistant', content: '' }), chunk({ content: 'Grüße 🌊' }), chunk({}, 'stop')];

/** What the upstream does, one step a turn: text to send, a wait in milliseconds, or an end. */
type Step = string | Buffer | number | 'cut';

describe('a streamed chat completion', () => {
  let upstream: TestUpstream;
  let gateway: TestGateway;
  let steps: Step[] = [];
  let left = false;

  beforeEach(async () => {
    left = false;
    upstream = await startUpstream(async (response) => {
      response.on('close', () => {
        left = !response.writableFinished;
      });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      for (const step of steps) {
        if (step === 'cut') return response.destroy();
        if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
        else await new Promise((resolve) => response.write(step, resolve));
      }
      return response.end();
    });
    const timeouts = { connectMs: 500, firstByteMs: 500, stallMs: 200, totalMs: 5_000 };
    gateway = await startGateway({
      providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1`, secret: 'sk-upstream' }],
      settings: { timeouts },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('passes bytes untouched, whatever their cuts, and settles before the terminal event is out', async () => {
    const whole = Buffer.from([...content, usageChunk, done].join(''));
    steps = Array.from({ length: whole.length }, (_, index) => whole.subarray(index, index + 1));
    const response = await gateway.post(path, withUsage);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await response.text()).toBe(whole.toString());
    expect(gateway.attempts()).toMatchObject([
      {
        status: 'succeeded',
        streaming: true,
        usage: { input: 10, output: 5 },
        cost: { source: 'computed' },
        finishReason: 'stop',
        upstreamModel: 'gpt-4o-mini-2024',
      },
    ]);
    expect(gateway.attempts()[0]?.firstTokenMs).toBeGreaterThanOrEqual(0);
    expect(gateway.calls()).toMatchObject([{ status: 'succeeded', httpStatus: 200 }]);
  });

  it('asks for usage and takes exactly the chunk out again that it asked for', async () => {
    steps = [...content, usageChunk, done];
    const response = await gateway.post(path, asked);
    expect(await response.text()).toBe([...content, done].join(''));
    expect(JSON.parse(upstream.seen[0]?.body ?? '')).toMatchObject({ stream_options: { include_usage: true } });
    expect(gateway.attempts()[0]?.usage).toEqual({ input: 10, output: 5 });
  });

  it('lets events through as they come, before the stream ends', async () => {
    steps = [content[0] ?? '', 150, ...content.slice(1), usageChunk, done];
    const response = await gateway.post(path, withUsage);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe(content[0]);
    expect(gateway.attempts()).toEqual([]);
    await reader?.cancel();
  });

  it.each([
    ['is cut', [...content.slice(0, 2), 20, 'cut']],
    ['is cut inside an event', [...content.slice(0, 2), 'data: [DONE]', 20, 'cut']],
    ['ends early', content.slice(0, 2)],
    ['stalls', [...content.slice(0, 2), 1_000, done]],
  ])('never looks finished when the upstream %s', async (_, upstreamSteps) => {
    steps = upstreamSteps;
    const response = await gateway.post(path, withUsage);
    const text = await response.text();
    const sent = content.slice(0, 2).join('');
    expect(text.startsWith(sent)).toBe(true);
    expect(text).not.toContain('[DONE]');
    const last = JSON.parse(text.slice(sent.length).replace('data: ', ''));
    expect(last.error.code).toMatch(/^upstream_(truncated|timeout)$/);
    expect(gateway.attempts()).toMatchObject([{ status: 'truncated', usage: {}, cost: { source: 'unknown' } }]);
    expect(gateway.calls()).toMatchObject([{ status: 'truncated' }]);
  });

  it('answers with a clean 502 when nothing had been sent yet', async () => {
    steps = [20, 'cut'];
    const response = await gateway.post(path, withUsage);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: 'upstream_truncated' } });
    expect(gateway.attempts()).toMatchObject([{ status: 'truncated', httpStatus: 200 }]);
    expect(gateway.calls()).toMatchObject([{ status: 'truncated', httpStatus: 502 }]);
  });

  it('passes an error event on and records the failure', async () => {
    const error = 'data: {"error":{"message":"The server is overloaded","type":"server_error","code":null}}\n\n';
    steps = [...content.slice(0, 2), error];
    const response = await gateway.post(path, withUsage);
    expect(await response.text()).toBe([...content.slice(0, 2), error].join(''));
    expect(gateway.attempts()).toMatchObject([{ status: 'failed', errorMessage: 'The server is overloaded' }]);
  });

  it('aborts the upstream within 50 ms when the client leaves, and keeps what the meter saw', async () => {
    steps = [...content.slice(0, 2), usageChunk, 150, 'data: {}\n\n', 150, done];
    const took: number[] = [];
    // Other tests may hold the machine: the quickest of three tells what the gateway itself takes.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      left = false;
      const socket = await openSocket(gateway, path, withUsage);
      await once(socket, 'data');
      const at = performance.now();
      socket.destroy();
      await eventually(() => left);
      took.push(performance.now() - at);
    }
    expect(Math.min(...took)).toBeLessThan(50);
    await eventually(() => gateway.attempts().length === 3);
    expect(gateway.attempts().slice(0, 1)).toMatchObject([{ status: 'canceled' }]);
    expect(gateway.calls().slice(0, 1)).toMatchObject([{ status: 'canceled' }]);
    expect(gateway.calls()[0]).not.toHaveProperty('httpStatus');
    expect(gateway.attempts()[0]?.cost.source).not.toBe('computed');
  });

  it('finishes soon when the upstream keeps its connection open after the terminal event', async () => {
    steps = [...content, usageChunk, done, 150, ': still here\n\n', 150, ': and here\n\n', 2_000];
    const at = performance.now();
    const response = await gateway.post(path, withUsage);
    expect(await response.text()).toContain(done);
    expect(performance.now() - at).toBeLessThan(1_000);
    expect(gateway.attempts()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('holds the upstream back while the client does not read', async () => {
    const piece = chunk({ content: 'x'.repeat(64_000) });
    steps = [...Array.from({ length: 1_500 }, () => piece), usageChunk, done];
    const socket = await openSocket(gateway, path, withUsage);
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const held = process.memoryUsage().arrayBuffers;
    expect(left).toBe(false);
    expect(gateway.attempts()).toEqual([]);
    expect(held).toBeLessThan(60_000_000);
    let bytes = 0;
    socket.on('data', (data) => {
      bytes += data.length;
    });
    socket.resume();
    await eventually(() => gateway.attempts().length === 1);
    expect(gateway.attempts()).toMatchObject([{ status: 'succeeded', usage: { input: 10, output: 5 } }]);
    await eventually(() => bytes > piece.length * 1_500);
    socket.destroy();
  });
});
