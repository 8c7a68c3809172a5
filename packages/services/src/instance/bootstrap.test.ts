import { hashKey, isGatewayKey } from '@weir/access/gateway-key';
import { isManagementToken } from '@weir/access/management-token';
import { instance } from '@weir/db/prisma/instance';
import { projectByKeyHash } from '@weir/db/sql/project-configs';
import { describe, expect, it } from 'vitest';
import { authenticate } from '../management-tokens/authenticate.ts';
import { listMembers } from '../members/list.ts';
import { testServices } from '../services.test-support.ts';
import { verifyPassword } from '../users/password-hash.ts';
import { bootstrapInstance } from './bootstrap.ts';

describe('the first start', () => {
  it('makes an organization, a project, a token and a key that work, once', async () => {
    const services = await testServices();
    const made = await bootstrapInstance(services, {});
    if (made === undefined) throw new Error('nothing was made');
    expect(isManagementToken(made.managementToken)).toBe(true);
    expect(isGatewayKey(made.gatewayKey)).toBe(true);
    expect(made.user).toBeUndefined();
    const actor = await authenticate(services, made.managementToken);
    expect(actor).toMatchObject({ organizationId: made.organizationId, role: 'owner' });
    const stored = await projectByKeyHash(services.sql, hashKey(made.gatewayKey));
    expect(stored).toMatchObject({ projectId: made.projectId, organizationId: made.organizationId });
    expect(await bootstrapInstance(services, {})).toBeUndefined();
    expect(await instance(services.database).organizations()).toBe(1);
  });

  it('takes the token and the owner that it is given', async () => {
    const services = await testServices();
    const given = 'a-token-of-the-operators-own-making-1234';
    const made = await bootstrapInstance(services, {
      WEIR_ADMIN_EMAIL: 'Ada@Example.com',
      WEIR_ADMIN_PASSWORD: 'correct horse battery',
      WEIR_ADMIN_TOKEN: given,
    });
    expect(made?.managementToken).toBe(given);
    expect(made?.user).toEqual({ email: 'Ada@Example.com' });
    const actor = await authenticate(services, given);
    if (actor === undefined) throw new Error('the given token does not work');
    const members = await listMembers(services, actor, {});
    expect(members.data).toMatchObject([{ email: 'ada@example.com', role: 'owner' }]);
    const user = await instance(services.database).userByEmail('ada@example.com');
    expect(await verifyPassword('correct horse battery', user?.passwordHash ?? '')).toBe(true);
    expect(user?.isOperator).toBe(true);
    expect(user?.emailVerifiedAt).not.toBeNull();
  });

  it('makes up a password where none is given, and says it', async () => {
    const services = await testServices();
    const made = await bootstrapInstance(services, { WEIR_ADMIN_EMAIL: 'ada@example.com' });
    const user = await instance(services.database).userByEmail('ada@example.com');
    expect(await verifyPassword(made?.user?.password ?? '', user?.passwordHash ?? '')).toBe(true);
  });

  it('is done by one of two processes that start together', async () => {
    const services = await testServices();
    const both = await Promise.all([bootstrapInstance(services, {}), bootstrapInstance(services, {})]);
    expect(both.filter((made) => made !== undefined)).toHaveLength(1);
    expect(await instance(services.database).organizations()).toBe(1);
  });

  it.each([
    ['WEIR_ADMIN_EMAIL', { WEIR_ADMIN_EMAIL: 'nobody' }],
    ['WEIR_ADMIN_PASSWORD', { WEIR_ADMIN_PASSWORD: 'short' }],
    ['WEIR_ADMIN_TOKEN', { WEIR_ADMIN_TOKEN: 'short' }],
  ])('names %s when it is wrong', async (field, given) => {
    const services = await testServices();
    await expect(bootstrapInstance(services, given)).rejects.toMatchObject({ code: 'invalid', field });
  });
});
