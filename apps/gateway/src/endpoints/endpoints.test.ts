import { uuidv7 } from '@weir/runtime/uuid';
import { startSimulator } from '@weir/testing/simulator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startGateway, type TestReceipt } from '../gateway.test-support.ts';
import { eventually } from '../socket.test-support.ts';

const listed = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

const anthropic = { 'anthropic-version': '2023-06-01' };

describe('/v1/models', () => {
  it('lists what the project can call, in the dialect of the caller', async () => {
    const gateway = await startGateway({
      providerKeys: [{ provider: 'openai' }, { provider: 'groq', status: 'disabled' }],
      customPrices: [
        { provider: 'openai', model: 'my-tune', effectiveFrom: '2020-01-01T00:00:00Z', usdPerMillion: { input: '1' } },
      ],
    });
    const list = listed.parse(await (await gateway.get('/v1/models')).json());
    expect(list['object']).toBe('list');
    const ids = list.data.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['openai/gpt-4o-mini', 'openai/my-tune']));
    expect(ids.filter((id) => id.startsWith('groq/'))).toEqual([]);
    expect(list.data[0]).toMatchObject({ object: 'model', owned_by: 'openai' });

    const other = listed.parse(await (await gateway.get('/v1/models', anthropic)).json());
    expect(other).toMatchObject({ has_more: false, first_id: ids[0], last_id: ids.at(-1) });
    expect(other.data[0]).toMatchObject({ type: 'model', id: ids[0] });

    expect(await (await gateway.get('/v1/models/openai/my-tune')).json()).toMatchObject({ id: 'openai/my-tune' });
    expect((await gateway.get('/v1/models/openai/none')).status).toBe(404);
    expect((await gateway.get('/v1/models/%E0%A4%A')).status).toBe(404);
    await gateway.close();
  });

  it('hides what the gateway key does not allow', async () => {
    const gateway = await startGateway({
      providerKeys: [{ provider: 'openai' }],
      key: { allowedModels: ['openai/gpt-4o-mini'] },
    });
    const list = listed.parse(await (await gateway.get('/v1/models')).json());
    expect(list.data.map(({ id }) => id)).toEqual(['openai/gpt-4o-mini']);
    await gateway.close();
  });
});

function receiptOf(callId: string): TestReceipt {
  const who = { projectId: uuidv7(), gatewayKeyId: null, memberId: null, session: null, endUser: null, tags: null };
  const what = {
    operation: 'chat',
    requestedModel: 'gpt-4o',
    route: null,
    streaming: false,
    status: 'refused',
  } as const;
  const ended = { errorCode: null, httpStatus: 404, durationMs: 1, firstTokenMs: null, timings: null, decision: null };
  const cost = { usd: null, simulatedUsd: null, source: null, reason: null };
  const at = { startedAt: '2026-01-01T00:00:00.000Z', provider: null, model: null };
  return { callId, ...who, ...what, ...ended, ...at, cost, attempts: [] };
}

describe('/v1/calls/{callId}', () => {
  it("gives the receipt of the project's own call, and of no other", async () => {
    const callId = uuidv7();
    const receipt = receiptOf(callId);
    const receipts = new Map([[callId, receipt]]);
    const gateway = await startGateway({ receipts });
    expect(await (await gateway.get(`/v1/calls/${callId}`)).json()).toEqual(receipt);
    expect((await gateway.get(`/v1/calls/${uuidv7()}`)).status).toBe(404);
    const other = await startGateway();
    expect((await other.get(`/v1/calls/${callId}`)).status).toBe(404);
    await gateway.close();
    await other.close();
  });

  it('needs a key', async () => {
    const gateway = await startGateway();
    const response = await fetch(`${gateway.url}/v1/calls/${uuidv7()}`);
    expect(response.status).toBe(401);
    await gateway.close();
  });
});

describe('/internal', () => {
  it('takes internal tokens only', async () => {
    const gateway = await startGateway();
    expect((await gateway.get('/internal/ledger')).status).toBe(401);
    const authorization = `Bearer ${gateway.internalToken({ purpose: 'admin' })}`;
    const ledger = await (await gateway.get('/internal/ledger', { authorization })).json();
    expect(ledger).toMatchObject({ served: 0, openAttempts: 0, shipping: { added: 0 } });
    const status = await (await gateway.get('/internal/status', { authorization })).json();
    expect(status).toMatchObject({ draining: false, access: { databaseReachable: true } });
    expect((await gateway.get('/internal/nothing', { authorization })).status).toBe(404);
    await gateway.close();
  });

  it('takes a token for nothing but what it was made for', async () => {
    const gateway = await startGateway({ providerKeys: [{ provider: 'openai', baseUrl: 'http://127.0.0.1:9/v1' }] });
    const providerKeyId = gateway.config.providerKeys[0]?.id ?? '';
    const bearer = (claims: Parameters<typeof gateway.internalToken>[0]) => ({
      authorization: `Bearer ${gateway.internalToken(claims)}`,
    });
    const playground = bearer({ purpose: 'playground', memberId: uuidv7() });
    const trial = bearer({ purpose: 'trial', providerKeyId });
    const models = `/internal/provider-keys/${providerKeyId}/models`;
    for (const headers of [playground, trial]) {
      expect((await gateway.get('/internal/ledger', headers)).status).toBe(401);
      expect((await gateway.get('/internal/status', headers)).status).toBe(401);
    }
    for (const headers of [playground, bearer({ purpose: 'admin' })]) {
      expect((await gateway.get(models, headers)).status).toBe(401);
    }
    const call = { model: 'sandbox/fast', messages: [{ role: 'user', content: 'hi' }] };
    const asAdmin = await gateway.post('/v1/chat/completions', call, bearer({ purpose: 'admin' }));
    expect(asAdmin.status).toBe(401);
    expect(gateway.records).toEqual([]);
    await gateway.close();
  });

  it("serves the playground what the project could call, on its member's account", async () => {
    const gateway = await startGateway({ key: { allowedModels: ['openai/nothing-else'] } });
    const memberId = uuidv7();
    const authorization = `Bearer ${gateway.internalToken({ purpose: 'playground', memberId })}`;
    const call = { model: 'sandbox/fast', messages: [{ role: 'user', content: 'hi' }] };
    expect((await gateway.post('/v1/chat/completions', call, { authorization })).status).toBe(200);
    const [attempt] = gateway.attempts();
    expect(attempt).toMatchObject({ purpose: 'first', memberId, provider: 'sandbox' });
    expect(attempt).not.toHaveProperty('gatewayKeyId');
    expect(gateway.calls()).toMatchObject([{ memberId, status: 'succeeded' }]);
    await gateway.close();
  });

  it("lists an upstream's models for the trial of a key, and calls with that key alone", async () => {
    const simulator = await startSimulator();
    const gateway = await startGateway({
      providerKeys: [{ provider: 'openai', baseUrl: `${simulator.url}/v1`, status: 'trial', secret: 'sk-new' }],
    });
    const id = gateway.config.providerKeys[0]?.id ?? '';
    const authorization = `Bearer ${gateway.internalToken({ purpose: 'trial', providerKeyId: id })}`;
    const models = await gateway.get(`/internal/provider-keys/${id}/models`, { authorization });
    expect(await models.json()).toMatchObject({ data: expect.arrayContaining([{ id: 'sim-chat' }]) });
    expect((await gateway.get(`/internal/provider-keys/${uuidv7()}/models`, { authorization })).status).toBe(401);

    const messages = [{ role: 'user', content: 'hi' }];
    const call = { model: 'openai/sim-chat', messages };
    expect((await gateway.post('/v1/chat/completions', call, { authorization })).status).toBe(200);
    expect(gateway.attempts()).toMatchObject([{ purpose: 'trial', providerKeyId: id }]);
    expect((await gateway.post('/v1/chat/completions', call)).status).toBe(404);
    await gateway.close();
    await simulator.close();
  });
});

describe('health', () => {
  it('is ready, and draining it refuses new calls but finishes open ones', async () => {
    const simulator = await startSimulator();
    const gateway = await startGateway({ providerKeys: [{ provider: 'openai', baseUrl: `${simulator.url}/v1` }] });
    expect((await gateway.get('/readyz')).status).toBe(200);
    const messages = [{ role: 'user', content: '[[sim chunks=10 delay=40]]' }];
    const call = { model: 'openai/sim-chat', messages, stream: true };
    const open = await gateway.post('/v1/chat/completions', call);
    const drained = gateway.gateway.drain(5_000);
    const refused = await gateway.post('/v1/chat/completions', call);
    expect([refused.status, refused.headers.get('connection')]).toEqual([503, 'close']);
    expect(await refused.json()).toMatchObject({ error: { code: 'draining' } });
    const ready = await gateway.get('/readyz');
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reasons: ['draining'] }]);
    expect(await open.text()).toContain('data: [DONE]');
    expect(await drained).toBe(true);
    expect(gateway.attempts()).toMatchObject([{ status: 'succeeded' }]);
    await gateway.close();
    await simulator.close();
  });

  it('is not ready before any configuration was seen, nor while the spool fails', async () => {
    const away = await startGateway({ storeAway: true });
    expect((await away.get('/readyz')).status).toBe(503);
    expect((await away.get('/healthz')).status).toBe(200);
    await away.close();
    const full = await startGateway({
      wrapSpool: (spool) => ({ ...spool, stats: () => ({ ...spool.stats(), failing: 'no space left on device' }) }),
    });
    const ready = await full.get('/readyz');
    expect(await ready.json()).toMatchObject({ reasons: ['the spool cannot be written: no space left on device'] });
    await full.close();
  });
});

describe('/metrics', () => {
  it('counts calls, attempts, tokens and durations', async () => {
    const simulator = await startSimulator();
    const gateway = await startGateway({ providerKeys: [{ provider: 'openai', baseUrl: `${simulator.url}/v1` }] });
    const messages = [{ role: 'user', content: '[[sim input=100 output=10]]' }];
    for (const stream of [false, true]) {
      await (await gateway.post('/v1/chat/completions', { model: 'openai/sim-chat', messages, stream })).text();
    }
    await (await gateway.post('/v1/chat/completions', { model: 'nobody', messages })).text();
    await eventually(() => gateway.calls().length === 3);
    const text = await (await gateway.get('/metrics')).text();
    for (const line of [
      'weir_calls_total{operation="chat",status="succeeded"} 2',
      'weir_calls_total{operation="chat",status="refused"} 1',
      'weir_attempts_total{provider="openai",status="succeeded"} 2',
      'weir_tokens_total{provider="openai",bucket="input"} 200',
      'weir_tokens_total{provider="openai",bucket="output"} 20',
      'weir_call_duration_seconds_count{operation="chat"} 3',
      'weir_first_token_seconds_count{provider="openai"} 1',
      'weir_spool_open_attempts 0',
      'weir_queue_adds_total 0',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toMatch(/weir_event_loop_lag_seconds\{quantile="0.99"\} \d/);
    await gateway.close();
    await simulator.close();
  });
});

describe('browsers', () => {
  it('may call from the origins that were named, and no others', async () => {
    const gateway = await startGateway({ settings: { corsOrigins: ['https://app.example'] } });
    const ask = (origin: string) =>
      fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-headers': 'authorization' },
      });
    const allowed = await ask('https://app.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization');
    const other = await ask('https://evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    await gateway.close();
  });
});
