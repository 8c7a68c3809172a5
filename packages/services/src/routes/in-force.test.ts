import { openAccess } from '@weir/access/create-access';
import { createEgress } from '@weir/egress/create-egress';
import type { Route } from '@weir/routing/route-plan';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createGatewayKey } from '../gateway-keys/create.ts';
import { createProject } from '../projects/create.ts';
import { newActor, testServices } from '../services.test-support.ts';
import { archiveRoute } from './archive.ts';
import { createRoute } from './create.ts';
import { planOf } from './permissions.test-support.ts';
import { rollBackRoute } from './roll-back.ts';
import { updateRoute } from './update.ts';

/** A second, and what a busy machine takes besides. */
const soonMs = 3_000;

it('what is published, rolled back and archived is in force at gateways that have been running', async () => {
  const services = await testServices();
  const actor = await newActor(services);
  const projectId = (await createProject(services, actor, { name: 'Main' })).id;
  const { key } = await createGatewayKey(services, actor, { projectId, name: 'k', allowedModels: ['chat'] });
  const { databaseUrl, masterKey, log } = services;
  const egress = createEgress({ privateUpstreams: [] });
  const access = await openAccess({ databaseUrl, masterKey, egress, privateUpstreams: [], now: Date.now, log });
  onTestFinished(async () => {
    await access.close();
    await egress.close();
  });
  const routes = async (): Promise<readonly Route[]> => (await access.authenticate(key)).config.routes ?? [];
  const inForce = (expected: readonly object[]) =>
    vi.waitFor(async () => expect(await routes()).toMatchObject(expected), { timeout: soonMs, interval: 20 });

  expect(await routes()).toEqual([]);
  const { id } = await createRoute(services, actor, { projectId, name: 'chat', plan: planOf('gpt-4o') });
  await inForce([{ id, name: 'chat', version: 1, plan: planOf('gpt-4o') }]);
  await updateRoute(services, actor, { id, plan: planOf('o3') });
  await inForce([{ version: 2, plan: planOf('o3') }]);
  await rollBackRoute(services, actor, { id, version: 1 });
  await inForce([{ version: 3, plan: planOf('gpt-4o') }]);
  await archiveRoute(services, actor, { id, confirmName: 'chat' });
  await inForce([]);
});
