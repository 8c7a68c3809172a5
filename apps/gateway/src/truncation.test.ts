import { type Simulator, startSimulator } from '@weir/testing/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';

const faults = ['cut=2', 'cut=2 half=1', 'cut=0', 'stall=2'];
const dialects = [
  {
    path: '/v1/chat/completions',
    body: (content: string) => ({ model: 'openai/sim-chat', messages: [{ role: 'user', content }] }),
    ending: '[DONE]',
    error: /\ndata: \{"error":\{"message":"[^\n]+","code":"upstream_(truncated|timeout)"\}[^\n]*\}\n\n$/,
  },
  {
    path: '/v1/responses',
    body: (input: string) => ({ model: 'openai/sim-chat', input }),
    ending: 'response.completed',
    error: /\nevent: error\ndata: \{"type":"error","code":"upstream_(truncated|timeout)"[^\n]+\}\n\n$/,
  },
  {
    path: '/v1/messages',
    body: (content: string) => ({
      model: 'anthropic/sim-chat',
      max_tokens: 100,
      messages: [{ role: 'user', content }],
    }),
    ending: 'message_stop',
    error: /\nevent: error\ndata: \{"type":"error","error":\{"type":"[a-z_]+","message":"upstream_[^\n]+\}\n\n$/,
  },
];

describe('a stream that the upstream breaks off', () => {
  let simulator: Simulator;
  let gateway: TestGateway;

  beforeAll(async () => {
    simulator = await startSimulator();
    gateway = await startGateway({
      providerKeys: [
        { provider: 'openai', baseUrl: `${simulator.url}/v1` },
        { provider: 'anthropic', baseUrl: simulator.url },
      ],
      settings: { timeouts: { connectMs: 500, firstByteMs: 1_000, stallMs: 200, totalMs: 5_000 } },
    });
  });

  afterAll(async () => {
    await gateway.close();
    await simulator.close();
  });

  const cases = dialects.flatMap((dialect) => faults.map((fault) => ({ ...dialect, fault })));

  it.each(cases)('$path, $fault: ends in the error event and not as if it were whole', async (one) => {
    const content = `[[sim chunks=6 delay=1 ${one.fault}]]`;
    const response = await gateway.post(one.path, { ...one.body(content), stream: true });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).not.toContain(one.ending);
    expect(`\n${text}`.replace(/"type":"server_error","param":null,/, '')).toMatch(one.error);
    const attempt = gateway.attempts().at(-1);
    expect(attempt?.status).toBe('truncated');
    expect(['estimated', 'unknown']).toContain(attempt?.cost.source);
    expect(gateway.calls().at(-1)?.callId).toBe(response.headers.get('x-weir-call-id'));
  });

  it.each(dialects)('$path: an error event of the upstream passes, and the attempt has failed', async (one) => {
    const response = await gateway.post(one.path, { ...one.body('[[sim chunks=6 error=2]]'), stream: true });
    const text = await response.text();
    expect(text).not.toContain(one.ending);
    expect(text).not.toContain('upstream_');
    expect(gateway.attempts().at(-1)?.status).toBe('failed');
  });

  it.each(dialects)("$path: with no fault the answer is the upstream's to its end", async (one) => {
    const response = await gateway.post(one.path, { ...one.body('[[sim chunks=6]]'), stream: true });
    expect(await response.text()).toContain(one.ending);
    const { usage } = simulator.ledger().at(-1) ?? {};
    expect(gateway.attempts().at(-1)).toMatchObject({
      status: 'succeeded',
      usage: { input: usage?.input, output: usage?.output },
    });
  });
});

describe('the sandbox', () => {
  it.each(['/v1/chat/completions', '/v1/responses', '/v1/messages'])(
    '%s answers without a provider key',
    async (path) => {
      const gateway = await startGateway();
      const messages = [{ role: 'user', content: 'Hello' }];
      const body = path === '/v1/responses' ? { input: 'Hello' } : { messages, max_tokens: 50 };
      for (const stream of [false, true]) {
        const response = await gateway.post(path, { model: 'sandbox/chat', ...body, stream });
        expect(response.status).toBe(200);
        expect((await response.text()).length).toBeGreaterThan(0);
      }
      expect(gateway.attempts()).toMatchObject([
        { status: 'succeeded', provider: 'sandbox', cost: { source: 'simulated' } },
        { status: 'succeeded', provider: 'sandbox', cost: { source: 'simulated' } },
      ]);
      await gateway.close();
    },
  );
});
