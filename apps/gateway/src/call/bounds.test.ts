import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.test-support.ts';
import { startUpstream, type TestUpstream } from '../upstream.test-support.ts';

const path = '/v1/chat/completions';
const asked = { model: 'openai/gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }], stream: true };
const megabyte = Buffer.alloc(1024 * 1024, 'x');
const done = 'data: [DONE]\n\n';

describe('what an upstream sends without an end', () => {
  let upstream: TestUpstream;
  let gateway: TestGateway;
  let answer: { readonly status: number; readonly type: string; readonly first: string; readonly piece: Buffer };

  beforeEach(async () => {
    upstream = await startUpstream(async (response) => {
      response.writeHead(answer.status, { 'content-type': answer.type, 'x-request-id': 'r'.repeat(1_000) });
      response.write(answer.first);
      while (!response.destroyed) await new Promise((resolve) => response.write(answer.piece, resolve));
    });
    gateway = await startGateway({ providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1` }] });
  });
  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it.each([
    [500, 'upstream_unavailable'],
    [302, 'upstream_unavailable'],
    [401, 'provider_key_refused'],
  ])('as an error with %i is cut off and answered with %s', async (status, code) => {
    answer = { status, type: 'application/json', first: '{', piece: megabyte };
    const response = await gateway.post(path, asked);
    expect([response.status, response.headers.get('x-weir-error')]).toEqual([502, code]);
    expect(gateway.attempts()).toMatchObject([{ status: 'failed', httpStatus: status }]);
  });

  it('after its terminal event is cut off, and the answer is whole', async () => {
    const event = Buffer.from(': more\n\n'.repeat(10_000));
    answer = { status: 200, type: 'Text/Event-Stream; charset=utf-8', first: done, piece: event };
    const response = await gateway.post(path, asked);
    const text = await response.text();
    expect(text.startsWith(done)).toBe(true);
    expect(text.length).toBeLessThan(4 * 1024 * 1024);
    expect(gateway.attempts()).toMatchObject([{ status: 'succeeded', providerRequestId: 'r'.repeat(256) }]);
  });

  it('as one event is cut off', async () => {
    answer = { status: 200, type: 'text/event-stream', first: 'data: ', piece: megabyte };
    const response = await gateway.post(path, asked);
    expect([response.status, response.headers.get('x-weir-error')]).toEqual([502, 'upstream_truncated']);
    expect(gateway.attempts()).toMatchObject([{ status: 'truncated' }]);
  });
});
