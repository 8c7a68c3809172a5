import { startSimulator } from '@weir/testing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

const answerBody = `{ "id":"chatcmpl-1", "object":"chat.completion","model":"gpt-4o-mini-2024-07-18",
  "choices":[{"index":0,"message":{"role":"assistant","content":"Grüße 🌊"},"finish_reason":"stop"}],
  "usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19} }`;

const request = `{"messages":[{"role":"user","content":"héllo"}],\n "model" : "openai/gpt-4o-mini", "temperature":0.10}`;

const step = z.number().min(0);
const steps = z.object({ timings: z.object({ authenticated: step, received: step, planned: step, head: step }) });

describe('a whole chat completion', () => {
  let upstream: TestUpstream;
  let gateway: TestGateway;

  beforeAll(async () => {
    upstream = await startUpstream((response) => {
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'x-request-id': 'req_7',
        'x-ratelimit-remaining-tokens': '99',
        'set-cookie': 'a=b',
        'openai-organization': 'org-secret',
      });
      response.end(answerBody);
    });
    gateway = await startGateway({
      providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1`, secret: 'sk-upstream' }],
    });
  });

  afterAll(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('passes the upstream bytes on untouched, with length, receipt headers and cost', async () => {
    const response = await gateway.post('/v1/chat/completions', request);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(answerBody);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(answerBody)),
      'x-request-id': 'req_7',
      'x-ratelimit-remaining-tokens': '99',
      'x-weir-provider': 'openai',
      'x-weir-model': 'gpt-4o-mini',
      'x-weir-attempts': '1',
      // 12 x $0.15 + 7 x $0.60 a million
      'x-weir-cost-usd': '0.000006',
    });
    expect(headers['x-weir-call-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).not.toHaveProperty('openai-organization');
  });

  it('sends the client bytes with only the model changed, and the provider key instead of the gateway key', async () => {
    await gateway.post('/v1/chat/completions', request, { 'openai-beta': 'x=1', cookie: 'a=b', 'x-weir-user': 'u' });
    const seen = upstream.seen.at(-1);
    expect(seen?.url).toBe('/v1/chat/completions');
    expect(seen?.body).toBe(request.replace('openai/gpt-4o-mini', 'gpt-4o-mini'));
    expect(seen?.headers).toMatchObject({ authorization: 'Bearer sk-upstream', 'openai-beta': 'x=1' });
    expect(seen?.headers).not.toHaveProperty('cookie');
    expect(Object.keys(seen?.headers ?? {}).filter((name) => name.startsWith('x-weir'))).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain(gateway.key);
  });

  it('writes the attempt down before it leaves and settles it before the answer is out', async () => {
    const from = gateway.records.length;
    const tags = '{"team":"search"}';
    const headers = { 'x-weir-tags': tags, 'x-weir-session': 's1', 'x-weir-user': 'u1' };
    const response = await gateway.post('/v1/chat/completions', request, headers);
    const callId = response.headers.get('x-weir-call-id');
    const [started, attempt, call, ...rest] = gateway.records.slice(from);
    expect(rest).toEqual([]);
    const { organizationId, projectId, gatewayKeys, providerKeys } = gateway.config;
    const shared = { organizationId, projectId, callId, gatewayKeyId: gatewayKeys[0]?.id };
    const target = { provider: 'openai', model: 'gpt-4o-mini', requestedModel: 'openai/gpt-4o-mini' };
    expect(started).toMatchObject({ kind: 'started', ...shared, ...target, attemptNo: 1, purpose: 'first' });
    expect(attempt).toMatchObject({
      kind: 'attempt',
      ...shared,
      ...target,
      providerKeyId: providerKeys[0]?.id,
      status: 'succeeded',
      httpStatus: 200,
      streaming: false,
      usage: { input: 12, output: 7 },
      cost: { source: 'computed', totalPicoUsd: '6000000' },
      upstreamModel: 'gpt-4o-mini-2024-07-18',
      providerRequestId: 'req_7',
      finishReason: 'stop',
    });
    expect(attempt).not.toHaveProperty('firstTokenMs');
    expect(call).toMatchObject({
      kind: 'call',
      ...shared,
      status: 'succeeded',
      attempts: 1,
      httpStatus: 200,
      tags: { team: 'search' },
      session: 's1',
      endUser: 'u1',
      decision: { resolvedBy: 'provider/model' },
    });
    const { authenticated, received, planned, head } = steps.parse(call).timings;
    expect([authenticated, received, planned, head]).toEqual(
      [authenticated, received, planned, head].toSorted((a, b) => a - b),
    );
  });

  it('never writes a secret to the log', () => {
    expect(gateway.logged()).not.toContain('sk-upstream');
    expect(gateway.logged()).not.toContain(gateway.key);
  });
});

describe('against the simulator', () => {
  it('prices every operation and the sandbox', async () => {
    const simulator = await startSimulator();
    const prices = {
      model: 'sim-chat',
      effectiveFrom: '2020-01-01T00:00:00Z',
      usdPerMillion: { input: '1', output: '2' },
    };
    const gateway = await startGateway({
      providerKeys: [
        { provider: 'openai', baseUrl: `${simulator.url}/v1` },
        { provider: 'anthropic', baseUrl: simulator.url },
      ],
      customPrices: [
        { provider: 'openai', ...prices },
        { provider: 'anthropic', ...prices },
      ],
    });
    const sim = '[[sim input=100 output=10]]';
    const messages = [{ role: 'user', content: sim }];
    const requests = {
      '/v1/chat/completions': { model: 'openai/sim-chat', messages },
      '/v1/responses': { model: 'openai/sim-chat', input: sim },
      '/v1/embeddings': { model: 'openai/sim-chat', input: sim },
      '/v1/messages': { model: 'anthropic/sim-chat', messages, max_tokens: 20 },
      '/v1/messages/count_tokens': { model: 'anthropic/sim-chat', messages },
    };
    const costs: Record<string, string | null> = {};
    for (const [path, body] of Object.entries(requests)) {
      const response = await gateway.post(path, body);
      expect([path, response.status]).toEqual([path, 200]);
      costs[path] = response.headers.get('x-weir-cost-usd');
      await response.arrayBuffer();
    }
    const sandbox = await gateway.post('/v1/chat/completions', { model: 'sandbox/chat', messages });
    expect(sandbox.status).toBe(200);
    expect(sandbox.headers.get('x-weir-cost-usd')).toBeNull();
    expect(costs).toEqual({
      '/v1/chat/completions': '0.00012',
      '/v1/responses': '0.00012',
      '/v1/embeddings': '0.0001',
      '/v1/messages': '0.00012',
      '/v1/messages/count_tokens': '0',
    });
    expect(gateway.attempts().at(-1)?.cost.source).toBe('simulated');
    await gateway.close();
    await simulator.close();
  });
});
