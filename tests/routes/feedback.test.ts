import { setTimeout as sleep } from 'node:timers/promises';
import { openSql, type Sql } from '@weir/db/sql/client';
import { createRoute } from '@weir/services/routes/create';
import { type Stack, startStack } from '@weir/testing/stack';
import { createTenant } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const messages = [{ role: 'user', content: 'Which weir is the lowest?' }];
let stack: Stack;
let sql: Sql;

beforeAll(async () => {
  const tenant = (url: string) => ({ providerKeys: [{ provider: 'openai', baseUrl: `${url}/v1` }] });
  stack = await startStack({ size: 'embedded', tenant });
  sql = openSql(stack.databaseUrl, { max: 2 });
  const { actor, projectId } = stack.tenant;
  const children = ['gpt-4o-mini', 'gpt-4o'].map((model) => ({ kind: 'target' as const, provider: 'openai', model }));
  await createRoute(stack.services, actor, {
    projectId,
    name: 'clever',
    plan: { strategy: { kind: 'smart', quality: 'any', children } },
  });
  await vi.waitFor(async () => expect((await call()).status).toBe(200), 10_000);
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
});

function post(path: string, body: object, key = stack.tenant.gatewayKey): Promise<Response> {
  return fetch(stack.gateway.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function call() {
  const response = await post('/v1/chat/completions', { model: 'clever', messages, max_tokens: 64 });
  await response.text();
  return { status: response.status, callId: response.headers.get('x-weir-call-id') ?? '' };
}

type Row = { organizationId: string; score: number; otherCallId: string | null; sampled: boolean; seq: bigint };

function rowsOf(callId: string): Promise<Row[]> {
  return sql<Row[]>`
    select organization_id as "organizationId", score, other_call_id as "otherCallId", sampled, seq
    from usage.feedback where call_id = ${callId} order by seq`;
}

/** Waits for what comes by way of spool, queue and worker. */
const arrived = (callId: string, expected: readonly object[]) =>
  vi.waitFor(async () => expect(await rowsOf(callId)).toMatchObject(expected), { timeout: 30_000, interval: 100 });

describe('what is said of an answer', () => {
  it('is in Postgres with whose it is, and its call has what can be learnt from', async () => {
    const [first, second] = [(await call()).callId, (await call()).callId];
    const response = await post('/v1/feedback', { callId: first, score: 0.75 });
    expect([response.status, await response.json()]).toEqual([202, { callId: first, accepted: true }]);
    expect((await post('/v1/feedback', { callId: second, over: first, sampled: true })).status).toBe(202);
    await arrived(first, [
      { organizationId: stack.tenant.organizationId, score: 0.75, otherCallId: null, sampled: false },
      { score: 0, otherCallId: second, sampled: true },
    ]);
    const [row] = await sql`
      select f.project_id, f.gateway_key_id, c.decision #>> '{inputs,features}' as features
      from usage.feedback f join usage.calls c using (organization_id, call_id)
      where f.call_id = ${first} and f.other_call_id is null`;
    const { projectId, gatewayKeyId } = stack.tenant;
    expect(row).toEqual({ project_id: projectId, gateway_key_id: gatewayKeyId, features: expect.any(String) });
    const receipt = await fetch(`${stack.gateway.url}/v1/calls/${first}`, {
      headers: { authorization: `Bearer ${stack.tenant.gatewayKey}` },
    });
    const shown = JSON.parse(await receipt.text());
    expect(shown.decision.inputs.facts).toBeDefined();
    expect(shown.decision.inputs.features).toBeUndefined();
  });

  it('is there once and as it was said last, however many say it at once', async () => {
    const { callId } = await call();
    const scores = Array.from({ length: 20 }, (_, nth) => nth / 20);
    const answers = await Promise.all(scores.map((score) => post('/v1/feedback', { callId, score })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    await sleep(20);
    await post('/v1/feedback', { callId, rating: 'good' });
    await arrived(callId, [{ score: 1 }]);
    await sleep(1_000);
    expect(await rowsOf(callId)).toHaveLength(1);
  });

  it('survives the death of the gateway and of the worker right after it was accepted', async () => {
    const { callId } = await call();
    expect((await post('/v1/feedback', { callId, score: 0 })).status).toBe(202);
    await Promise.all([stack.gateway.kill('SIGKILL'), stack.worker.kill('SIGKILL')]);
    await Promise.all([stack.gateway.start(), stack.worker.start()]);
    await arrived(callId, [{ score: 0 }]);
    // Neither an Attempt nor a Call of its own, and no dead letter.
    await vi.waitFor(async () => {
      const [row] = await sql`
        select (select sum(attempts) from usage.watermarks)::int as told,
          (select count(*) from usage.attempts)::int as attempts, (select count(*) from usage.calls)::int as calls,
          (select count(*) from usage.dead_letters)::int as letters`;
      expect(row?.['attempts']).toBeGreaterThan(0);
      expect(row).toEqual({
        told: row?.['attempts'],
        attempts: row?.['attempts'],
        calls: row?.['attempts'],
        letters: 0,
      });
    }, 10_000);
  });

  it("by another tenant is that tenant's own, and changes nothing of the call's", async () => {
    const { callId } = await call();
    await post('/v1/feedback', { callId, score: 1 });
    await arrived(callId, [{ score: 1 }]);
    const [own] = await rowsOf(callId);
    const stranger = await createTenant(stack.services, { name: 'stranger' });
    await vi.waitFor(async () => {
      expect((await post('/v1/feedback', { callId, score: 0 }, stranger.gatewayKey)).status).toBe(202);
    }, 10_000);
    await arrived(callId, [own ?? {}, { organizationId: stranger.organizationId, score: 0 }]);
    expect((await rowsOf(callId))[0]).toEqual(own);
  });
});
