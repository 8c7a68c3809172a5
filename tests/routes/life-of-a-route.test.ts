import { setTimeout as sleep } from 'node:timers/promises';
import { readCallReceipt } from '@weir/services/calls/read-receipt';
import { createGatewayKey } from '@weir/services/gateway-keys/create';
import { readTargetHealth } from '@weir/services/health/read-targets';
import { archiveRoute } from '@weir/services/routes/archive';
import { createRoute } from '@weir/services/routes/create';
import { dryRunRoute } from '@weir/services/routes/dry-run';
import { publishRoute } from '@weir/services/routes/publish';
import { renameRoute } from '@weir/services/routes/rename';
import { rollBackRoute } from '@weir/services/routes/roll-back';
import { saveRouteDraft } from '@weir/services/routes/save-draft';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const messages = [{ role: 'user', content: 'How high is the water?' }];
const openai = { kind: 'target', provider: 'openai', model: 'gpt-4o-mini' } as const;
const anthropic = { kind: 'target', provider: 'anthropic', model: 'claude-sonnet-4-5' } as const;
const planOf = (...children: (typeof openai | typeof anthropic)[]) => ({
  strategy: { kind: 'fallback' as const, children },
});

let stack: Stack;
beforeAll(async () => {
  const providerKeys = (url: string) => [
    { provider: 'openai', baseUrl: `${url}/v1` },
    { provider: 'anthropic', baseUrl: url },
  ];
  stack = await startStack({ size: 'embedded', tenant: (url) => ({ providerKeys: providerKeys(url) }) });
});
afterAll(() => stack.stop());

async function call(model: string, key = stack.tenant.gatewayKey) {
  const response = await fetch(`${stack.gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages, max_tokens: 64 }),
  });
  const text = await response.text();
  const told = (name: string) => response.headers.get(`x-weir-${name}`);
  return { status: response.status, text, provider: told('provider'), route: told('route'), callId: told('call-id') };
}

/** What is published is in force within a second. */
async function soon(model: string, expected: Partial<Awaited<ReturnType<typeof call>>>) {
  await sleep(1_000);
  const answered = await call(model);
  expect(answered).toMatchObject(expected);
  return answered;
}

it('a route is published, called, explained, drafted, rolled back, renamed and archived', async () => {
  const { services, tenant } = stack;
  const { actor, projectId } = tenant;
  const { id } = await createRoute(services, actor, { projectId, name: 'chat', plan: planOf(openai, anthropic) });
  const first = await soon('chat', { status: 200, provider: 'openai', route: 'chat' });

  const body = { model: 'chat', messages };
  const dryRun = (asked: object) => dryRunRoute(services, actor, { projectId, operation: 'chat', body, ...asked });
  const [openaiKey, anthropicKey] = tenant.providerKeyIds;
  const targetsOf = ({ steps }: Awaited<ReturnType<typeof dryRun>>) => steps.flatMap(({ targets }) => targets);
  const asPublished = await dryRun({ routeName: 'chat' });
  expect(targetsOf(asPublished)).toEqual([
    `openai/gpt-4o-mini@${openaiKey}`,
    `anthropic/claude-sonnet-4-5@${anthropicKey}`,
  ]);
  expect(asPublished.explanation).toMatchObject({ resolvedBy: 'route', route: { id, name: 'chat', version: 1 } });

  await saveRouteDraft(services, actor, { id, plan: planOf(anthropic) });
  expect(targetsOf(await dryRun({ plan: planOf(anthropic) }))).toEqual([`anthropic/claude-sonnet-4-5@${anthropicKey}`]);
  await soon('chat', { provider: 'openai' });
  await publishRoute(services, actor, { id, note: 'the other one', expectedVersion: 1 });
  await soon('chat', { status: 200, provider: 'anthropic', route: 'chat' });
  await rollBackRoute(services, actor, { id, version: 1 });
  await soon('chat', { provider: 'openai' });

  await renameRoute(services, actor, { id, name: 'talk' });
  await soon('chat', { status: 404 });
  expect(await call('talk')).toMatchObject({ status: 200, route: 'talk' });

  const receipt = await vi.waitFor(() => readCallReceipt(services, actor, { callId: first.callId ?? '' }), 30_000);
  expect(receipt).toMatchObject({ route: 'chat', decision: { route: { id, name: 'chat', version: 1 } } });

  await archiveRoute(services, actor, { id, confirmName: 'talk' });
  await soon('talk', { status: 404 });
});

it('a key that may call a route by its name may call it, and nothing else', async () => {
  const { services, tenant } = stack;
  const { actor, projectId } = tenant;
  await createRoute(services, actor, { projectId, name: 'only-this', plan: planOf(openai) });
  await createRoute(services, actor, { projectId, name: 'not-that', plan: planOf(openai) });
  const { key } = await createGatewayKey(services, actor, { projectId, name: 'k', allowedModels: ['only-this'] });
  await sleep(1_000);
  expect(await call('only-this', key)).toMatchObject({ status: 200, route: 'only-this' });
  expect(await call('not-that', key)).toMatchObject({ status: 403 });
  expect(await call('openai/gpt-4o-mini', key)).toMatchObject({ status: 403 });
});

it('the targets that were called show in the live health of their organization', async () => {
  const { services, tenant } = stack;
  const [openaiKey = ''] = tenant.providerKeyIds;
  const health = await vi.waitFor(async () => {
    const found = await readTargetHealth(services, tenant.actor, {});
    expect(found.report?.targets.length).toBeGreaterThan(0);
    return found;
  }, 10_000);
  expect(health.reason).toBeNull();
  expect(health.keyNames[openaiKey]).toBe('openai');
  expect(health.report?.targets).toContainEqual(
    expect.objectContaining({ candidateId: `openai/gpt-4o-mini@${openaiKey}`, breaker: 'closed' }),
  );
});
