import { uuidv7 } from '@weir/runtime/uuid';
import { version } from '@weir/runtime/version';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../actor.ts';
import { listAuditLines } from '../audit/list.ts';
import { createGatewayKey } from '../gateway-keys/create.ts';
import { createInvitation } from '../invitations/create.ts';
import { newMember, newUser, outcomeOf, type TestMember } from '../members/members.test-support.ts';
import { removeMember } from '../members/remove.ts';
import { deleteOrganization } from '../organizations/delete.ts';
import { getOrganization } from '../organizations/get.ts';
import { updateOrganization } from '../organizations/update.ts';
import { createProject } from '../projects/create.ts';
import { newActor, serve, type TestServices, testServices } from '../services.test-support.ts';
import { readSignUpMode } from '../users/sign-up-mode.ts';
import { listTenants } from './list-tenants.ts';
import { readInstance } from './read-instance.ts';
import { setQuotas } from './set-quotas.ts';
import { setSignUpMode } from './set-sign-up-mode.ts';

/** Stands in what belongs to a tenant alone. */
const mark = 'quillfeather';
const dayMs = 86_400_000;

let services: TestServices;
let owner: TestMember;
let operator: Person;
let spool = { served: 7, recorded: 4, pendingBytes: 512, openAttempts: 1, interrupted: 0 };

beforeAll(async () => {
  const { url } = await serve((request, response) => {
    const isLedger = request.url === '/internal/ledger';
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(isLedger ? spool : {}));
  });
  services = await testServices({ gatewayUrl: url });
  owner = await newMember(services, (await newActor(services)).organizationId, 'owner');
  operator = { ...(await newUser(services)), isOperator: true };
});

const find = async (search: string) => (await listTenants(services, operator, { search })).data;

async function record(organizationId: string, daysAgo: number, calls: number): Promise<void> {
  await services.sql`
    insert into usage.rollups (organization_id, bucket_at, project_id, status, calls)
    values (${organizationId}, ${new Date(services.clock.nowMs - daysAgo * dayMs)}, ${uuidv7()}, 'succeeded', ${calls})`;
}

describe('the operator', () => {
  it('sees how large a tenant is, and nothing of what is in it', async () => {
    await updateOrganization(services, owner, { name: 'Sized 100% Ltd' });
    const gone = await newMember(services, owner.organizationId, 'viewer');
    await removeMember(services, owner, { id: gone.memberId });
    const projectId = (await createProject(services, owner, { name: mark })).id;
    await createGatewayKey(services, owner, { projectId, name: mark });
    await createInvitation(services, owner, { email: `${mark}@example.org`, role: 'viewer' });
    await record(owner.organizationId, 1, 5);
    await record(owner.organizationId, 29, 2);
    await record(owner.organizationId, 40, 100);
    const [tenant, ...others] = await find('sized 100');
    expect(others).toEqual([]);
    expect(tenant).toMatchObject({
      ...{ id: owner.organizationId, name: 'Sized 100% Ltd', members: 1, projects: 1, gatewayKeys: 1, providerKeys: 0 },
      ...{ callsLast30Days: 7, deletedAt: null },
      quotas: { projectsMax: null, membersMax: null, gatewayKeysMax: null, providerKeysMax: null },
    });
    const all = JSON.stringify([await listTenants(services, operator, {}), await readInstance(services, operator, {})]);
    for (const content of [mark, owner.email, owner.memberId, projectId]) expect(all).not.toContain(content);
  });

  it('is no member for that', async () => {
    const asMember = { kind: 'user', id: operator.userId, organizationId: owner.organizationId } as const;
    const late = { ...asMember, memberId: operator.userId, role: 'owner' } as const;
    expect(await outcomeOf(removeMember(services, late, { id: owner.memberId }))).toBe('forbidden');
  });

  it('pages through tenants, and finds them by a part of name or slug', async () => {
    const made = await Promise.all(['one', 'two', 'three'].map(() => newActor(services)));
    const first = await listTenants(services, operator, { limit: 2 });
    expect(first.data).toHaveLength(2);
    const ids = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listTenants(services, operator, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      for (const { id } of page.data) {
        expect(ids.has(id)).toBe(false);
        ids.add(id);
      }
      cursor = page.nextCursor;
    }
    for (const { organizationId } of made) {
      expect(ids.has(organizationId)).toBe(true);
      const { slug } = await getOrganization(services, { ...owner, organizationId }, {});
      expect(await find(slug.toUpperCase())).toMatchObject([{ id: organizationId, slug }]);
    }
    expect(await find('nothing is called so')).toEqual([]);
  });

  it('sets quotas, which hold and stand in the log of the tenant', async () => {
    const tenant = await newMember(services, (await newActor(services)).organizationId, 'owner');
    const { organizationId } = tenant;
    const set = await setQuotas(services, operator, { organizationId, projectsMax: 1, membersMax: 3 });
    expect(set.quotas).toEqual({ projectsMax: 1, membersMax: 3, gatewayKeysMax: null, providerKeysMax: null });
    await createProject(services, tenant, { name: 'One' });
    expect(await outcomeOf(createProject(services, tenant, { name: 'Two' }))).toBe('conflict');
    const raised = await setQuotas(services, operator, { organizationId, projectsMax: null });
    expect(raised.quotas).toMatchObject({ projectsMax: null, membersMax: 3 });
    expect(await outcomeOf(createProject(services, tenant, { name: 'Two' }))).toBe('done');
    const { data } = await listAuditLines(services, tenant, { subjectId: organizationId });
    const lines = data.filter(({ action }) => action === 'organization.set_quotas');
    expect(lines).toMatchObject([
      { actorKind: 'operator', actorId: operator.userId, detail: { projectsMax: null } },
      { detail: { projectsMax: 1, membersMax: 3 } },
    ]);
    expect(await outcomeOf(setQuotas(services, operator, { organizationId: uuidv7(), projectsMax: 1 }))).toBe(
      'not_found',
    );
    expect(await outcomeOf(setQuotas(services, operator, { organizationId, projectsMax: -1 }))).toBe('invalid');
  });

  it('says who may sign up, or leaves it to the environment', async () => {
    expect(await setSignUpMode(services, operator, { mode: 'closed' })).toEqual({
      ...{ mode: 'closed', chosen: 'closed', environment: 'open' },
    });
    expect(await readSignUpMode(services)).toBe('closed');
    expect((await readInstance(services, operator, {})).signUp).toMatchObject({ mode: 'closed', chosen: 'closed' });
    await setSignUpMode(services, operator, { mode: null });
    expect(await readSignUpMode(services)).toBe('open');
  });

  it('sees the health of the instance, and what is not recorded yet', async () => {
    const before = await readInstance(services, operator, {});
    expect(before).toMatchObject({
      ...{ version, isMailConfigured: false, organizations: expect.any(Number), users: expect.any(Number) },
      ledger: { served: 7, recorded: 4, pending: 3, pendingBytes: 512, openAttempts: 1, lagMs: null, reason: null },
    });
    expect(before.databaseBytes).toBeGreaterThan(1_000_000);
    expect(before.parts.map(({ name }) => name)).toEqual(['Database', 'Gateway', 'Worker']);
    const recordedAt = new Date(services.clock.nowMs - 60_000);
    await services.sql`
      insert into usage.watermarks (spool_id, segment, "offset", updated_at) values ('s', 1, 1, ${recordedAt})`;
    await services.sql`
      insert into usage.dead_letters (spool_id, segment, "offset", reason, record) values ('s', 1, 1, 'why', '{}')`;
    await record(owner.organizationId, 3, 11);
    const tenant = await newMember(services, (await newActor(services)).organizationId, 'owner');
    const { name: confirmName } = await getOrganization(services, tenant, {});
    await deleteOrganization(services, tenant, { confirmName });
    const after = await readInstance(services, operator, {});
    expect(after.calls - before.calls).toBe(11);
    expect(after.organizations).toBe(before.organizations);
    expect(after.users - before.users).toBe(1);
    expect(after.ledger).toMatchObject({ deadLetters: 1, lastRecordedAt: recordedAt.toISOString() });
    expect(after.ledger.lagMs).toBeGreaterThanOrEqual(60_000);
    expect(await find(confirmName)).toMatchObject([{ deletedAt: expect.any(String) }]);
    spool = { ...spool, recorded: 7 };
    expect((await readInstance(services, operator, {})).ledger).toMatchObject({ pending: 0, lagMs: 0 });
  });
});

describe('whoever is not the operator', () => {
  it('sees and sets nothing', async () => {
    const person = await newUser(services);
    const { organizationId } = owner;
    const calls = [
      readInstance(services, person, {}),
      listTenants(services, person, {}),
      setQuotas(services, person, { organizationId, projectsMax: 0 }),
      setSignUpMode(services, person, { mode: 'closed' }),
    ];
    expect(await Promise.all(calls.map(outcomeOf))).toEqual(Array<string>(4).fill('forbidden'));
    expect(await readSignUpMode(services)).toBe('open');
  });
});
