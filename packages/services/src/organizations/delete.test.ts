import { projectConfig } from '@weir/access/project-config';
import { changesSince, lastChange, projectById } from '@weir/db/sql/project-configs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGatewayKey } from '../gateway-keys/create.ts';
import { createInvitation } from '../invitations/create.ts';
import { authenticate } from '../management-tokens/authenticate.ts';
import { createManagementToken } from '../management-tokens/create.ts';
import { newMember, outcomeOf, type TestMember } from '../members/members.test-support.ts';
import { createProject } from '../projects/create.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { deleteOrganization } from './delete.ts';
import { getOrganization } from './get.ts';
import { updateOrganization } from './update.ts';

let services: TestServices;
let owner: TestMember;
let confirmName: string;

beforeAll(async () => {
  services = await testServices();
});
beforeEach(async () => {
  owner = await newMember(services, (await newActor(services)).organizationId, 'owner');
  confirmName = (await getOrganization(services, owner, {})).name;
});

describe('the deletion of an organization', () => {
  it('takes every key out of every document, with a line in the change feed', async () => {
    const projectId = (await createProject(services, owner, { name: 'Main' })).id;
    await createGatewayKey(services, owner, { projectId, name: 'k' });
    const secret = 'sk-delete-test-0001';
    await createProviderKey(services, owner, { provider: 'openai', name: 'o', secret, skipTrial: true });
    const document = async () => projectConfig.parse((await projectById(services.sql, projectId))?.document);
    expect(await document()).toMatchObject({ gatewayKeys: [{}], providerKeys: [{}] });
    const before = await lastChange(services.sql);
    await deleteOrganization(services, owner, { confirmName });
    expect(await document()).toMatchObject({ gatewayKeys: [], providerKeys: [] });
    const { organizationId } = owner;
    expect(await changesSince(services.sql, before)).toMatchObject([{ organizationId, projectId: undefined }]);
  });

  it('shuts out tokens and writes at once, and is written down', async () => {
    const { token } = await createManagementToken(services, owner, { name: 't', role: 'owner' });
    expect(await authenticate(services, token)).toBeDefined();
    await deleteOrganization(services, owner, { confirmName });
    expect(await authenticate(services, token)).toBeUndefined();
    expect(await outcomeOf(createProject(services, owner, { name: 'Late' }))).toBe('not_found');
    expect(await outcomeOf(updateOrganization(services, owner, { name: 'Late' }))).toBe('not_found');
    const invite = createInvitation(services, owner, { email: 'late@example.org', role: 'viewer' });
    expect(await outcomeOf(invite)).toBe('not_found');
    expect(await outcomeOf(deleteOrganization(services, owner, { confirmName }))).toBe('not_found');
    const lines = await services.sql`
      select action from audit_lines where organization_id = ${owner.organizationId} order by id desc limit 1`;
    expect(lines).toMatchObject([{ action: 'organization.delete' }]);
    expect(services.logged.join('')).toContain('an organization was deleted');
  });

  it('wants the name, and an owner who still is one', async () => {
    const wrong = deleteOrganization(services, owner, { confirmName: confirmName.toUpperCase() });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid', field: 'confirmName' });
    const admin = await newMember(services, owner.organizationId, 'admin');
    expect(await outcomeOf(deleteOrganization(services, admin, { confirmName }))).toBe('forbidden');
    const late = { ...admin, role: 'owner' as const };
    expect(await outcomeOf(deleteOrganization(services, late, { confirmName }))).toBe('forbidden');
    expect(await outcomeOf(updateOrganization(services, owner, { name: 'Still here' }))).toBe('done');
  });
});
