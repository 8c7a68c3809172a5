import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createEgress } from './create-egress.ts';
import { EgressFailure } from './egress-failure.ts';
import { fetchStream } from './fetch-stream.ts';
import { patient, serveHttp } from './test-harness.ts';

const egress = createEgress({ privateUpstreams: ['127.0.0.1'] });
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});
async function serve(listener: Parameters<typeof serveHttp>[0]) {
  const server = await serveHttp(listener);
  cleanups.push(server.stop);
  return { url: server.url, body: {}, timeouts: patient };
}

/** A server that has begun to answer and goes on when it is told to. */
async function serveOpen() {
  const { promise, resolve } = Promise.withResolvers<ServerResponse>();
  const request = await serve((_request, response) => {
    response.writeHead(200, { 'x-kind': 'open' }).write('first');
    resolve(response);
  });
  return { request, response: promise };
}

describe('a stream', () => {
  it('gives its head and then each chunk as it comes', async () => {
    const { request, response } = await serveOpen();
    const answer = await fetchStream(egress, request);
    expect(answer).toMatchObject({ status: 200, headers: { 'x-kind': 'open' } });
    const read = answer.body[Symbol.asyncIterator]();
    expect(String((await read.next()).value)).toBe('first');
    (await response).write('second');
    expect(String((await read.next()).value)).toBe('second');
    (await response).end();
    expect(await read.next()).toEqual({ done: true, value: undefined });
  });

  it('throws where the answer was cut, after what had come', async () => {
    const { request, response } = await serveOpen();
    const { body } = await fetchStream(egress, request);
    const read: string[] = [];
    const reading = (async () => {
      for await (const chunk of body) {
        read.push(String(chunk));
        (await response).destroy();
      }
    })();
    await expect(reading).rejects.toBeInstanceOf(EgressFailure);
    expect(read).toEqual(['first']);
  });

  it('closes the connection at once when its signal is aborted', async () => {
    const took: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { request, response } = await serveOpen();
      const leave = new AbortController();
      const { body } = await fetchStream(egress, { ...request, signal: leave.signal });
      const closed = once(await response, 'close');
      const startedAtMs = performance.now();
      leave.abort();
      await closed;
      took.push(performance.now() - startedAtMs);
      const read = body[Symbol.asyncIterator]();
      expect(String((await read.next()).value)).toBe('first');
      await expect(read.next()).rejects.toMatchObject({ code: 'aborted' });
    }
    // The best of three: the machine that runs this does other things as well.
    expect(Math.min(...took)).toBeLessThan(50);
  });

  it('closes the connection when its reader leaves, also before it read anything', async () => {
    for (const chunks of [0, 1]) {
      const { request, response } = await serveOpen();
      const read = (await fetchStream(egress, request)).body[Symbol.asyncIterator]();
      for (let count = 0; count < chunks; count += 1) await read.next();
      const closed = once(await response, 'close');
      await read.return?.();
      await closed;
    }
  });

  it('is not begun when its signal was aborted before', async () => {
    const request = await serve(() => undefined);
    const signal = AbortSignal.abort();
    await expect(fetchStream(egress, { ...request, signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('rejects with the reason when there is no answer', async () => {
    const request = { url: 'http://127.0.0.1:9', body: {}, timeouts: patient };
    await expect(fetchStream(egress, request)).rejects.toMatchObject({ code: 'network' });
  });

  it('holds the other side back while nobody reads', async () => {
    let sent = 0;
    const request = await serve((_request, response) => {
      const chunk = Buffer.alloc(65_536, 32);
      const push = () => {
        sent += chunk.length;
        if (sent >= 64 * 1_048_576) response.end();
        else if (response.write(chunk)) setImmediate(push);
        else response.once('drain', push);
      };
      push();
    });
    const { body } = await fetchStream(egress, request);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent).toBeLessThan(32 * 1_048_576);
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    expect(bytes).toBe(64 * 1_048_576 - 65_536);
  });
});
