import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGatewayKey } from './gateway-keys/create.ts';
import { revokeGatewayKey } from './gateway-keys/revoke.ts';
import { acceptInvitation } from './invitations/accept.ts';
import { createInvitation } from './invitations/create.ts';
import { revokeInvitation } from './invitations/revoke.ts';
import { newMember, newUser, outcomeOf, type TestMember } from './members/members.test-support.ts';
import { removeMember } from './members/remove.ts';
import { getOrganization } from './organizations/get.ts';
import { archiveProject } from './projects/archive.ts';
import { createProject } from './projects/create.ts';
import { createProviderKey } from './provider-keys/create.ts';
import { deleteProviderKey } from './provider-keys/delete.ts';
import { newActor, type TestServices, testServices } from './services.test-support.ts';

let services: TestServices;
let owner: TestMember;

beforeAll(async () => {
  services = await testServices();
});
beforeEach(async () => {
  owner = await newMember(services, (await newActor(services)).organizationId, 'owner');
});

/** Sets a quota; the name is a column's. */
async function bound(column: string, max: number): Promise<void> {
  await services.sql`
    update organizations set ${services.sql(column)} = ${max} where id = ${owner.organizationId}`;
}

/** What six tries at once come to. */
async function race(make: (index: number) => Promise<unknown>): Promise<string[]> {
  const outcomes = await Promise.all(Array.from({ length: 6 }, (_, index) => outcomeOf(make(index))));
  return outcomes.toSorted();
}

const three = ['conflict', 'conflict', 'conflict', 'done', 'done', 'done'];
const project = (index = 0) => createProject(services, owner, { name: `P${index}` });
const providerKey = (index: number) => {
  const secret = 'sk-quota-test-0001';
  return createProviderKey(services, owner, { provider: 'openai', name: `K${index}`, secret, skipTrial: true });
};
const invitation = (index: number) =>
  createInvitation(services, owner, { email: `n${index}@example.org`, role: 'viewer' });

describe('a quota', () => {
  it('of projects holds, however many are made at once, and archived ones do not count', async () => {
    await bound('projects_max', 3);
    expect(await race(project)).toEqual(three);
    await expect(project()).rejects.toMatchObject({ message: expect.stringMatching(/quota.* 3 projects.*operator/) });
    const [row] = await services.sql`select id from projects where organization_id = ${owner.organizationId} limit 1`;
    await archiveProject(services, owner, { projectId: row?.['id'] });
    expect(await outcomeOf(project())).toBe('done');
  });

  it('of gateway keys holds, and revoked ones do not count', async () => {
    const projectId = (await project()).id;
    await bound('gateway_keys_max', 3);
    const key = (name: number) => createGatewayKey(services, owner, { projectId, name: `k${name}` });
    expect(await race(key)).toEqual(three);
    const [row] = await services.sql`select id from gateway_keys where project_id = ${projectId} limit 1`;
    await revokeGatewayKey(services, owner, { id: row?.['id'] });
    expect(await outcomeOf(key(7))).toBe('done');
  });

  it('of provider keys holds, and deleted ones do not count', async () => {
    await bound('provider_keys_max', 3);
    expect(await race(providerKey)).toEqual(three);
    const [row] = await services.sql`
      select id from provider_keys where organization_id = ${owner.organizationId} limit 1`;
    await deleteProviderKey(services, owner, { id: row?.['id'] });
    expect(await outcomeOf(providerKey(7))).toBe('done');
  });

  it('of members counts open invitations, and neither revoked ones nor those who left', async () => {
    const leaving = await newMember(services, owner.organizationId, 'viewer');
    await bound('members_max', 5);
    expect(await race(invitation)).toEqual(three);
    const [row] = await services.sql`
      select id from invitations where organization_id = ${owner.organizationId} and revoked_at is null limit 1`;
    await revokeInvitation(services, owner, { id: row?.['id'] });
    await removeMember(services, owner, { id: leaving.memberId });
    expect(await race((index) => invitation(index + 10))).toEqual([
      'conflict',
      'conflict',
      'conflict',
      'conflict',
      'done',
      'done',
    ]);
  });

  it('of members lets an invited one in, unless it was lowered since', async () => {
    const [one, other] = [await newUser(services), await newUser(services)];
    await bound('members_max', 3);
    const invite = async (email: string) => {
      const { link } = await createInvitation(services, owner, { email, role: 'viewer' });
      return new URL(link).searchParams.get('token') ?? '';
    };
    const tokens = [await invite(one.email), await invite(other.email)];
    expect(await outcomeOf(acceptInvitation(services, one, { token: tokens[0] ?? '' }))).toBe('done');
    await bound('members_max', 2);
    expect(await outcomeOf(acceptInvitation(services, other, { token: tokens[1] ?? '' }))).toBe('conflict');
  });

  it('replacing an invitation takes no further place', async () => {
    await bound('members_max', 2);
    expect(await outcomeOf(invitation(1))).toBe('done');
    expect(await outcomeOf(invitation(1))).toBe('done');
    expect(await outcomeOf(invitation(2))).toBe('conflict');
  });

  it('is told with what is used of it', async () => {
    await bound('members_max', 3);
    await project();
    await invitation(1);
    const { quotas } = await getOrganization(services, owner, {});
    expect(quotas).toEqual({
      projects: { used: 1, max: null },
      members: { used: 2, max: 3 },
      gatewayKeys: { used: 0, max: null },
      providerKeys: { used: 0, max: null },
    });
  });
});
