import { projectConfig } from '@weir/access/project-config';
import { projectById } from '@weir/db/sql/project-configs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { listAuditLines } from '../audit/list.ts';
import { createGatewayKey } from '../gateway-keys/create.ts';
import { listGatewayKeys } from '../gateway-keys/list.ts';
import { revokeGatewayKey } from '../gateway-keys/revoke.ts';
import { createProject } from '../projects/create.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createRoute } from './create.ts';
import { planOf } from './permissions.test-support.ts';
import { renameRoute } from './rename.ts';

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeEach(async () => {
  services ??= await testServices();
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

const newRoute = (name: string) => createRoute(services, actor, { projectId, name, plan: planOf('gpt-4o') });
const newKey = async (allowedModels: string[] | undefined, project = projectId) =>
  (await createGatewayKey(services, actor, { projectId: project, name: 'key', allowedModels })).id;

async function allowed(id: string, project = projectId) {
  const { data } = await listGatewayKeys(services, actor, { projectId: project });
  return data.find((key) => key.id === id)?.allowedModels;
}

describe('gateway keys, when a route is renamed', () => {
  it('allow it by its new name where they allowed it by the old one, also in what gateways read', async () => {
    const route = await newRoute('chat');
    const named = await newKey(['gpt-4o', 'chat', 'openai/*']);
    const [all, others] = [await newKey(undefined), await newKey(['chat-2'])];
    await renameRoute(services, actor, { id: route.id, name: 'talk' });
    expect(await allowed(named)).toEqual(['gpt-4o', 'talk', 'openai/*']);
    expect([await allowed(all), await allowed(others)]).toEqual([null, ['chat-2']]);
    const { gatewayKeys } = projectConfig.parse((await projectById(services.sql, projectId))?.document);
    expect(gatewayKeys.find(({ id }) => id === named)?.allowedModels).toEqual(['gpt-4o', 'talk', 'openai/*']);
  });

  it('name it once where they allowed both names', async () => {
    const route = await newRoute('chat');
    const key = await newKey(['talk', 'chat']);
    await renameRoute(services, actor, { id: route.id, name: 'talk' });
    expect(await allowed(key)).toEqual(['talk']);
  });

  it('keep the old name as well where it is a model of the project, which they allow by it', async () => {
    const given = { provider: 'openai', name: 'main', secret: 'sk-rename-test-0001', skipTrial: true };
    await createProviderKey(services, actor, given);
    const route = await newRoute('gpt-4o');
    const key = await newKey(['gpt-4o']);
    await renameRoute(services, actor, { id: route.id, name: 'talk' });
    expect(await allowed(key)).toEqual(['gpt-4o', 'talk']);
  });

  it('of other projects, and revoked ones, stay as they are', async () => {
    const route = await newRoute('chat');
    const elsewhere = (await createProject(services, actor, { name: 'Other' })).id;
    const [theirs, revoked] = [await newKey(['chat'], elsewhere), await newKey(['chat'])];
    await revokeGatewayKey(services, actor, { id: revoked });
    await renameRoute(services, actor, { id: route.id, name: 'talk' });
    expect(await allowed(theirs, elsewhere)).toEqual(['chat']);
    expect(await allowed(revoked)).toEqual(['chat']);
  });

  it('each have a line in the audit log that says why, and nothing of them is changed when the name is taken', async () => {
    const route = await newRoute('chat');
    const key = await newKey(['chat']);
    await newRoute('taken');
    await expect(renameRoute(services, actor, { id: route.id, name: 'taken' })).rejects.toMatchObject({
      field: 'name',
    });
    expect(await allowed(key)).toEqual(['chat']);
    await renameRoute(services, actor, { id: route.id, name: 'talk' });
    const ofKey = await listAuditLines(services, actor, { subjectKind: 'gateway_key', subjectId: key });
    expect(ofKey.data[0]).toMatchObject({
      action: 'gateway_key.update',
      detail: { fields: ['allowedModels'], why: 'The route chat was renamed to talk.' },
    });
    const ofRoute = await listAuditLines(services, actor, { subjectKind: 'route', subjectId: route.id });
    expect(ofRoute.data[0]).toMatchObject({ action: 'route.rename', detail: { keys: 1 } });
  });
});
