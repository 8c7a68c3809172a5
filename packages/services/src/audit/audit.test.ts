import { beforeAll, expect, it } from 'vitest';
import { createInvitation } from '../invitations/create.ts';
import { newMember } from '../members/members.test-support.ts';
import { removeMember } from '../members/remove.ts';
import { createProject } from '../projects/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createTeam } from '../teams/create.ts';
import { deleteTeam } from '../teams/delete.ts';
import { listAuditLines } from './list.ts';

let services: TestServices;

beforeAll(async () => {
  services = await testServices();
});

it('names who acted and what was acted on, also when they left', async () => {
  const token = await newActor(services);
  const owner = await newMember(services, token.organizationId, 'owner');
  const admin = await newMember(services, token.organizationId, 'admin');
  const project = await createProject(services, admin, { name: 'Search' });
  await createInvitation(services, admin, { email: 'guest@example.org', role: 'viewer' });
  await removeMember(services, owner, { id: admin.memberId });
  const { data } = await listAuditLines(services, token, {});
  const named = data.map(({ action, actorName, subjectName }) => [action, actorName, subjectName]);
  expect(named).toEqual([
    ['member.remove', `User ${owner.id}`, `User ${admin.id}`],
    ['invitation.create', `User ${admin.id}`, 'guest@example.org'],
    ['project.create', `User ${admin.id}`, 'Search'],
    ['organization.create', null, expect.any(String)],
  ]);
  expect(data[2]?.subjectId).toBe(project.id);
});

it('has no name for what is gone, and none of another organization', async () => {
  const [token, stranger] = [await newActor(services), await newActor(services)];
  const foreign = await newMember(services, stranger.organizationId, 'owner');
  const team = await createTeam(services, { ...token, kind: 'user', id: foreign.id }, { name: 'Red' });
  await deleteTeam(services, token, { id: team.id });
  const { data } = await listAuditLines(services, token, { subjectKind: 'team' });
  expect(data).toMatchObject([
    { action: 'team.delete', subjectName: null },
    { action: 'team.create', actorId: foreign.id, actorName: null },
  ]);
});
