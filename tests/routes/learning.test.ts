import { openSql, type Sql } from '@weir/db/sql/client';
import type { ExplainAnswer } from '@weir/routing/explain-answer';
import { inspectQuality } from '@weir/services/quality/inspect';
import { resetQuality } from '@weir/services/quality/reset';
import { createRoute } from '@weir/services/routes/create';
import { recordProof } from '@weir/testing/proofs';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const models = ['gpt-4o-mini', 'gpt-4o'];
const messages = [{ role: 'user', content: 'Which weir is the lowest?' }];
const patience = { timeout: 45_000, interval: 100 };
let stack: Stack;
let sql: Sql;

beforeAll(async () => {
  const tenant = (url: string) => ({ providerKeys: [{ provider: 'openai', baseUrl: `${url}/v1` }] });
  stack = await startStack({ size: 'embedded', tenant });
  sql = openSql(stack.databaseUrl, { max: 2 });
  const { actor, projectId } = stack.tenant;
  const children = models.map((model) => ({ kind: 'target' as const, provider: 'openai', model }));
  await createRoute(stack.services, actor, {
    projectId,
    name: 'clever',
    plan: { strategy: { kind: 'smart', quality: 0.9, explore: 0.5, children } },
  });
  await vi.waitFor(async () => expect((await post('/v1/explain', asked)).status).toBe(200), 10_000);
});
afterAll(async () => {
  await sql.end();
  await stack.stop();
});

const asked = { model: 'clever', messages, max_tokens: 16 };

function post(path: string, body: object): Promise<Response> {
  return fetch(stack.gateway.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.tenant.gatewayKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Which model calls go to that nothing is learnt from, and what that goes by. */
async function preferred() {
  const { explanation }: ExplainAnswer = JSON.parse(await (await post('/v1/explain', asked)).text());
  const said = explanation.nodes?.find(({ kind }) => kind === 'smart')?.said ?? '';
  const name = /(?:else |^)(?:openai\/)?(gpt-4o(?:-mini)?): expected/.exec(said)?.[1];
  return { name, sources: [...new Set(explanation.considered.map(({ expected }) => expected?.qualitySource))] };
}

async function answered(): Promise<{ callId: string; model: string }> {
  const response = await post('/v1/chat/completions', asked);
  await response.text();
  const told = (name: string) => response.headers.get(name) ?? '';
  return { callId: told('x-weir-call-id'), model: told('x-weir-model') };
}

it('two hundred ratings turn the choice, and a reset turns it back', { timeout: 120_000 }, async () => {
  const before = await preferred();
  expect(before).toEqual({ name: expect.stringMatching(/./), sources: ['prior'] });
  const liked = models.find((model) => model !== before.name);
  const answers: { callId: string; model: string }[] = [];
  for (let n = 0; n < 200; n += 1) answers.push(await answered());
  expect(answers.filter(({ model }) => model === liked).length).toBeGreaterThan(25);
  for (const { callId, model } of answers) {
    expect((await post('/v1/feedback', { callId, score: model === liked ? 1 : 0 })).status).toBe(202);
  }
  const saidAtMs = Date.now();
  const inspected = () => inspectQuality(stack.services, stack.tenant.actor, { projectId: stack.tenant.projectId });
  await vi.waitFor(async () => expect(await inspected()).toMatchObject({ labels: 200, waiting: 0 }), patience);
  const learntMs = Date.now() - saidAtMs;
  await vi.waitFor(async () => expect(await preferred()).toEqual({ name: liked, sources: ['learnt'] }), patience);
  recordProof('ratings at work in the gateway', {
    ratings: answers.length,
    'learnt after s': (learntMs / 1_000).toFixed(1),
    'chosen by after s': ((Date.now() - saidAtMs) / 1_000).toFixed(1),
  });

  // Explored answers weigh by the inverse of their chance, which is on their receipts.
  const weights = await sql<{ weight: number }[]>`
    select distinct (1 / (label ->> 'propensity')::float8)::float8 as weight from usage.feedback order by 1`;
  expect(weights.map(({ weight }) => Number(weight.toFixed(3)))).toEqual([1.333, 4]);

  await resetQuality(stack.services, stack.tenant.actor, { projectId: stack.tenant.projectId });
  await vi.waitFor(async () => expect(await preferred()).toEqual(before), patience);
  expect(await inspected()).toMatchObject({ labels: 0, waiting: 0, learntAt: null });
});
