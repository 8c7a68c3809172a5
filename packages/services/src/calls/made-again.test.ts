import { insertCall } from '@weir/db/sql/sample-rows';
import type { RoutePlan } from '@weir/routing/route-plan';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createProject } from '../projects/create.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { createRoute } from '../routes/create.ts';
import { recordCall } from '../routes/replay.test-support.ts';
import { updateRoute } from '../routes/update.ts';
import type { RouteView } from '../routes/view.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { readCallReceipt } from './read-receipt.ts';

const plan: RoutePlan = {
  strategy: {
    kind: 'weighted',
    children: ['a', 'b', 'c'].map((model) => ({ kind: 'target', provider: 'openai', model, weight: 1 })),
  },
};

let services: TestServices;
let actor: Actor;
let projectId: string;
let route: RouteView;

const addKey = (name: string) =>
  createProviderKey(services, actor, { provider: 'openai', name, secret: 'sk-again-0001', skipTrial: true });

beforeAll(async () => {
  services = await testServices();
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
  await addKey('first');
  route = await createRoute(services, actor, { projectId, name: 'answers', plan });
});

const again = async (callId: string) => (await readCallReceipt(services, actor, { callId })).madeAgain;
const record = (version = 1) => {
  const atMs = services.clock.nowMs - 1_000;
  return recordCall(services, actor, { projectId, route: { id: route.id, name: route.name, version, plan }, atMs });
};

describe('a decision on a receipt', () => {
  it('comes out the same by the version that made it, whatever was published since', async () => {
    const callId = await record();
    expect(await again(callId)).toBe('same');
    await updateRoute(services, actor, {
      id: route.id,
      plan: { strategy: { kind: 'target', provider: 'openai', model: 'z' } },
    });
    expect(await again(callId)).toBe('same');
  });

  it('cannot be made again without its version, or where there was nothing to decide', async () => {
    expect(await again(await record(99))).toBe('version_gone');
    const own = { organization_id: actor.organizationId, project_id: projectId };
    const bare = { requestedModel: 'm', resolvedBy: 'bare name', considered: [{ provider: 'openai', model: 'm' }] };
    const atMs = services.clock.nowMs - 1_000;
    const only = await insertCall(services.sql, atMs, { ...own, decision: services.sql.json(bare) });
    expect(await again(only)).toBe('nothing_to_decide');
    expect(await again(await insertCall(services.sql, atMs, own))).toBeNull();
    const inputs = {
      seed: 1,
      nowMs: atMs,
      snapshotId: 's',
      live: {},
      facts: { operation: 'chat', needs: [], inputTokens: 1, streaming: false },
    };
    const gone = await insertCall(services.sql, atMs, { ...own, decision: services.sql.json({ ...bare, inputs }) });
    expect(await again(gone)).toBe('name_unknown');
  });

  it('differs once a provider key came', async () => {
    const callId = await record();
    await addKey('second');
    expect(await again(callId)).toBe('different');
  });
});
