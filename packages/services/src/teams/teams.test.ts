import { beforeAll, describe, expect, it } from 'vitest';
import { newMember, outcomeOf, type TestMember } from '../members/members.test-support.ts';
import { removeMember } from '../members/remove.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createTeam } from './create.ts';
import { deleteTeam } from './delete.ts';
import { listTeams } from './list.ts';
import { renameTeam } from './rename.ts';
import { setTeamMembers } from './set-members.ts';

let services: TestServices;
let owner: TestMember;

beforeAll(async () => {
  services = await testServices();
  owner = await newMember(services, (await newActor(services)).organizationId, 'owner');
});

describe('a team', () => {
  it('has the members that were named, and nobody else', async () => {
    const [one, other] = [
      await newMember(services, owner.organizationId, 'viewer'),
      await newMember(services, owner.organizationId, 'billing'),
    ];
    const { id } = await createTeam(services, owner, { name: 'Red' });
    const set = (memberIds: string[]) => setTeamMembers(services, owner, { id, memberIds });
    expect((await set([one.memberId, other.memberId, one.memberId])).members).toMatchObject([
      { id: one.memberId, email: one.email, role: 'viewer' },
      { id: other.memberId, role: 'billing' },
    ]);
    expect((await set([other.memberId])).members).toMatchObject([{ id: other.memberId }]);
    await removeMember(services, owner, { id: other.memberId });
    const { data } = await listTeams(services, owner, {});
    expect(data.find((team) => team.id === id)?.members).toEqual([]);
    await expect(set([other.memberId])).rejects.toMatchObject({ code: 'invalid', field: 'memberIds' });
  });

  it('takes nobody of another organization', async () => {
    const stranger = await newMember(services, (await newActor(services)).organizationId, 'owner');
    const { id } = await createTeam(services, owner, { name: 'Closed' });
    const asked = setTeamMembers(services, owner, { id, memberIds: [stranger.memberId] });
    await expect(asked).rejects.toMatchObject({ code: 'invalid', field: 'memberIds' });
    expect(await outcomeOf(renameTeam(services, stranger, { id, name: 'Taken' }))).toBe('not_found');
  });

  it('has a name of its own', async () => {
    const { id } = await createTeam(services, owner, { name: 'Blue' });
    expect(await outcomeOf(createTeam(services, owner, { name: 'Blue' }))).toBe('conflict');
    const green = await createTeam(services, owner, { name: 'Green' });
    expect(await outcomeOf(renameTeam(services, owner, { id: green.id, name: 'Blue' }))).toBe('conflict');
    expect((await renameTeam(services, owner, { id: green.id, name: 'Teal' })).name).toBe('Teal');
    await deleteTeam(services, owner, { id });
    expect(await outcomeOf(deleteTeam(services, owner, { id }))).toBe('not_found');
    expect(await outcomeOf(createTeam(services, owner, { name: 'Blue' }))).toBe('done');
  });
});
