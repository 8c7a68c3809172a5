import { uuidv7 } from '@weir/runtime/uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createProject } from '../projects/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createGatewayKey } from './create.ts';
import { getGatewayKey } from './get.ts';
import { listGatewayKeys } from './list.ts';
import { listAllGatewayKeys } from './list-all.ts';

const dayMs = 86_400_000;

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  services = await testServices();
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

async function newKey(name: string, ownerMemberId?: string): Promise<string> {
  return (await createGatewayKey(services, actor, { projectId, name, ownerMemberId })).id;
}

async function addCall(keyId: string, atMs: number, organizationId = actor.organizationId): Promise<void> {
  await services.sql`
    insert into usage.calls (organization_id, call_id, project_id, gateway_key_id, operation, requested_model, streaming,
      status, attempts, started_at, duration_ms)
    values (${organizationId}, ${uuidv7(atMs)}, ${projectId}, ${keyId}, 'chat', 'm', false, 'succeeded', 1,
      ${new Date(atMs)}, 5)`;
}

describe('a gateway key in a list', () => {
  it('says when it was last used: by its own latest call, in its own organization', async () => {
    const [used, unused] = [await newKey('used'), await newKey('unused')];
    const atMs = services.now();
    await addCall(used, atMs - 40 * dayMs);
    await addCall(used, atMs);
    await addCall(used, atMs - 2 * dayMs);
    await addCall(unused, atMs, (await newActor(services)).organizationId);
    const { data } = await listAllGatewayKeys(services, actor, {});
    const lastUse = new Map(data.map(({ id, lastUsedAt }) => [id, lastUsedAt]));
    expect(lastUse.get(used)).toBe(new Date(atMs).toISOString());
    expect(lastUse.get(unused)).toBeNull();
    expect(await getGatewayKey(services, actor, { id: used })).toMatchObject({
      lastUsedAt: new Date(atMs).toISOString(),
    });
  });

  it('names its owner, also once they have left', async () => {
    const [userId, memberId] = [uuidv7(), uuidv7()];
    await services.sql`insert into users (id, email, name) values (${userId}, ${`${userId}@example.org`}, 'A member')`;
    await services.sql`insert into members (id, organization_id, user_id, role)
      values (${memberId}, ${actor.organizationId}, ${userId}, 'developer')`;
    const [owned, service] = [await newKey('owned', memberId), await newKey('service')];
    await services.sql`update members set removed_at = now() where id = ${memberId}`;
    const { data } = await listGatewayKeys(services, actor, { projectId });
    const owners = new Map(data.map(({ id, ownerName }) => [id, ownerName]));
    expect([owners.get(owned), owners.get(service)]).toEqual(['A member', null]);
  });

  it('stands among those of all projects, newest first, of one organization', async () => {
    const other = (await createProject(services, actor, { name: 'Other' })).id;
    const made = await createGatewayKey(services, actor, { projectId: other, name: 'of another project' });
    const all = await listAllGatewayKeys(services, actor, {});
    expect(all.data[0]?.id).toBe(made.id);
    expect(all.total).toBe(all.data.length);
    expect(await listAllGatewayKeys(services, await newActor(services), {})).toMatchObject({ data: [], total: 0 });
  });
});
