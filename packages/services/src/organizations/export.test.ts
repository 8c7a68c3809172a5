import { beforeAll, describe, expect, it } from 'vitest';
import { createGatewayKey } from '../gateway-keys/create.ts';
import { newMember, outcomeOf, type TestMember } from '../members/members.test-support.ts';
import { removeMember } from '../members/remove.ts';
import { may } from '../permissions.ts';
import { createProject } from '../projects/create.ts';
import { roles } from '../roles.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { exportOrganization } from './export.ts';

let services: TestServices;
let owner: TestMember;

beforeAll(async () => {
  services = await testServices();
  owner = await newMember(services, (await newActor(services)).organizationId, 'owner');
});

async function drain(lines: () => AsyncIterable<string>): Promise<string[]> {
  const drained: string[] = [];
  for await (const line of lines()) drained.push(line);
  return drained;
}

describe('an export', () => {
  it('is lines of JSON from a first to a last that counts them, without secrets, and leaves a trace', async () => {
    const projectId = (await createProject(services, owner, { name: 'Exported' })).id;
    const { key } = await createGatewayKey(services, owner, { projectId, name: 'k' });
    const lines = await drain(() => exportOrganization(services, owner));
    const parsed = lines.map((line) => {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      return JSON.parse(line);
    });
    expect(parsed[0]).toMatchObject({ kind: 'export', row: { format: 1, organizationId: owner.organizationId } });
    expect(parsed.at(-1)).toEqual({ kind: 'end', row: { rows: parsed.length - 2 } });
    expect(parsed).toContainEqual(
      expect.objectContaining({ kind: 'project', row: expect.objectContaining({ id: projectId, name: 'Exported' }) }),
    );
    expect(parsed).toContainEqual(
      expect.objectContaining({ kind: 'member', row: expect.objectContaining({ email: owner.email }) }),
    );
    expect(lines.join('')).not.toContain(key);
    const actions = parsed.filter(({ kind }) => kind === 'audit_line').map(({ row }) => row.action);
    expect(actions).toContain('organization.export');
  });

  it.each(roles)('is for %s as the permission table says', async (role) => {
    const member = await newMember(services, owner.organizationId, role);
    const outcome = await outcomeOf(drain(() => exportOrganization(services, member)));
    expect(outcome).toBe(may(role, 'organization.export') ? 'done' : 'forbidden');
  });

  it('is refused to one who was removed since', async () => {
    const admin = await newMember(services, owner.organizationId, 'admin');
    await removeMember(services, owner, { id: admin.memberId });
    expect(await outcomeOf(drain(() => exportOrganization(services, admin)))).toBe('forbidden');
  });

  it('holds nothing of another organization', async () => {
    const stranger = await newMember(services, (await newActor(services)).organizationId, 'owner');
    const text = (await drain(() => exportOrganization(services, stranger))).join('');
    expect(text).not.toContain(owner.organizationId);
    expect(text).not.toContain(owner.email);
  });
});
