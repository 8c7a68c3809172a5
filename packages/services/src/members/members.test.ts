import { projectConfig } from '@weir/access/project-config';
import { projectById } from '@weir/db/sql/project-configs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { listAuditLines } from '../audit/list.ts';
import { createGatewayKey } from '../gateway-keys/create.ts';
import { getGatewayKey } from '../gateway-keys/get.ts';
import { createInvitation } from '../invitations/create.ts';
import { listInvitations } from '../invitations/list.ts';
import { createProject } from '../projects/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createTeam } from '../teams/create.ts';
import { setTeamMembers } from '../teams/set-members.ts';
import { changeMemberRole } from './change-role.ts';
import { leaveOrganization } from './leave.ts';
import { listMembers } from './list.ts';
import { newMember, outcomeOf, type TestMember } from './members.test-support.ts';
import { removeMember } from './remove.ts';

let services: TestServices;
let organizationId: string;
/** A management token of an owner. */
let token: Actor;
let owner: TestMember;

beforeAll(async () => {
  services = await testServices();
});
beforeEach(async () => {
  token = await newActor(services);
  ({ organizationId } = token);
  owner = await newMember(services, organizationId, 'owner');
});

const rolesOf = async () => {
  const { data } = await listMembers(services, token, {});
  return Object.fromEntries(data.map(({ id, role }) => [id, role]));
};

describe('the list of members', () => {
  it('names teams and when the person was last seen', async () => {
    const member = await newMember(services, organizationId, 'viewer');
    const team = await createTeam(services, owner, { name: 'Red' });
    await setTeamMembers(services, owner, { id: team.id, memberIds: [member.memberId] });
    const [first, second] = (await listMembers(services, token, {})).data;
    expect(first).toMatchObject({ id: member.memberId, email: member.email, lastSeenAt: null });
    expect(first?.teams).toEqual([{ id: team.id, name: 'Red' }]);
    expect(second).toMatchObject({ id: owner.memberId, role: 'owner', teams: [] });
  });
});

describe('a role', () => {
  it('is changed, with a line in the log', async () => {
    const member = await newMember(services, organizationId, 'viewer');
    const changed = await changeMemberRole(services, owner, { id: member.memberId, role: 'developer' });
    expect(changed).toMatchObject({ id: member.memberId, role: 'developer' });
    const { data } = await listAuditLines(services, owner, { subjectId: member.memberId });
    expect(data).toMatchObject([{ action: 'member.change_role', detail: { before: 'viewer', role: 'developer' } }]);
  });

  it('of an owner is no matter for an admin, nor is making one', async () => {
    const admin = await newMember(services, organizationId, 'admin');
    const other = await newMember(services, organizationId, 'owner');
    const change = (id: string, role: 'owner' | 'viewer') => outcomeOf(changeMemberRole(services, admin, { id, role }));
    expect(await change(other.memberId, 'viewer')).toBe('forbidden');
    expect(await change(admin.memberId, 'owner')).toBe('forbidden');
    expect(await outcomeOf(removeMember(services, admin, { id: other.memberId }))).toBe('forbidden');
    expect((await rolesOf())[other.memberId]).toBe('owner');
  });

  it('of the last owner stays', async () => {
    const change = () => outcomeOf(changeMemberRole(services, owner, { id: owner.memberId, role: 'admin' }));
    expect(await change()).toBe('conflict');
    await newMember(services, organizationId, 'owner');
    expect(await change()).toBe('done');
  });

  it('of one of two owners who demote each other at once stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { organizationId: fresh } = await newActor(services);
      const [one, other] = [await newMember(services, fresh, 'owner'), await newMember(services, fresh, 'owner')];
      const outcomes = await Promise.all([
        outcomeOf(changeMemberRole(services, one, { id: other.memberId, role: 'viewer' })),
        outcomeOf(changeMemberRole(services, other, { id: one.memberId, role: 'viewer' })),
      ]);
      expect(outcomes.toSorted()).toEqual(['done', 'forbidden']);
      const { data } = await listMembers(services, one, {});
      expect(data.map(({ role }) => role).toSorted()).toEqual(['owner', 'viewer']);
    }
  });

  it('that was taken away does not help a request that was under way', async () => {
    const admin = await newMember(services, organizationId, 'admin');
    const member = await newMember(services, organizationId, 'viewer');
    await changeMemberRole(services, owner, { id: admin.memberId, role: 'viewer' });
    const late = changeMemberRole(services, admin, { id: member.memberId, role: 'developer' });
    expect(await outcomeOf(late)).toBe('forbidden');
  });

  it('takes back the invitations that it no longer carries', async () => {
    const other = await newMember(services, organizationId, 'owner');
    await createInvitation(services, other, { email: 'a@example.org', role: 'owner' });
    await createInvitation(services, other, { email: 'b@example.org', role: 'viewer' });
    const open = async () => (await listInvitations(services, owner, {})).data.map(({ email }) => email);
    await changeMemberRole(services, owner, { id: other.memberId, role: 'admin' });
    expect(await open()).toEqual(['b@example.org']);
    await changeMemberRole(services, owner, { id: other.memberId, role: 'developer' });
    expect(await open()).toEqual([]);
  });
});

describe('a member that goes', () => {
  async function withKey() {
    const member = await newMember(services, organizationId, 'developer');
    const projectId = (await createProject(services, owner, { name: 'Main' })).id;
    const key = await createGatewayKey(services, owner, { projectId, name: 'k', ownerMemberId: member.memberId });
    const published = async () =>
      projectConfig.parse((await projectById(services.sql, projectId))?.document).gatewayKeys;
    return { member, projectId, key, published };
  }

  it.each(['removed', 'leaving'])('%s takes its keys along unless told otherwise', async (how) => {
    const { member, projectId, key, published } = await withKey();
    expect(await published()).toHaveLength(1);
    const gone =
      how === 'removed'
        ? await removeMember(services, owner, { id: member.memberId })
        : await leaveOrganization(services, member, {});
    expect(gone.id).toBe(member.memberId);
    expect(await published()).toEqual([]);
    expect((await getGatewayKey(services, owner, { id: key.id })).revokedAt).not.toBeNull();
    expect(Object.keys(await rolesOf())).toEqual([owner.memberId]);
    const again = { projectId, name: 'k2', ownerMemberId: member.memberId };
    await expect(createGatewayKey(services, owner, again)).rejects.toMatchObject({ field: 'ownerMemberId' });
  });

  it('leaves its keys working, without an owner, where that was asked for', async () => {
    const { member, key, published } = await withKey();
    await removeMember(services, owner, { id: member.memberId, keys: 'keep' });
    expect(await published()).toMatchObject([{ id: key.id }]);
    expect((await published())[0]?.memberId).toBeUndefined();
    expect(await getGatewayKey(services, owner, { id: key.id })).toMatchObject({
      ownerMemberId: null,
      revokedAt: null,
    });
  });

  it('is not the last owner', async () => {
    expect(await outcomeOf(leaveOrganization(services, owner, {}))).toBe('conflict');
    expect(await outcomeOf(removeMember(services, token, { id: owner.memberId }))).toBe('conflict');
    expect(await outcomeOf(leaveOrganization(services, token, {}))).toBe('conflict');
  });

  it('is only one of two owners who leave at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { organizationId: fresh } = await newActor(services);
      const both = [await newMember(services, fresh, 'owner'), await newMember(services, fresh, 'owner')];
      const outcomes = await Promise.all(both.map((each) => outcomeOf(leaveOrganization(services, each, {}))));
      expect(outcomes.toSorted()).toEqual(['conflict', 'done']);
    }
  });

  it('is found no more, and does nothing more', async () => {
    const admin = await newMember(services, organizationId, 'admin');
    const member = await newMember(services, organizationId, 'viewer');
    await createInvitation(services, admin, { email: 'friend@example.org', role: 'admin' });
    await removeMember(services, owner, { id: admin.memberId });
    expect((await listInvitations(services, owner, {})).data).toEqual([]);
    const remove = (actor: Actor, id: string) => outcomeOf(removeMember(services, actor, { id }));
    expect(await remove(owner, admin.memberId)).toBe('not_found');
    expect(await remove(admin, member.memberId)).toBe('forbidden');
    expect(await outcomeOf(leaveOrganization(services, admin, {}))).toBe('not_found');
  });
});
