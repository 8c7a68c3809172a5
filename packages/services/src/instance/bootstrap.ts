import { randomBytes } from 'node:crypto';
import { type Transaction, transact } from '@weir/db/prisma/client';
import { constraintOf } from '@weir/db/prisma/errors';
import { instance } from '@weir/db/prisma/instance';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { addGatewayKey } from '../gateway-keys/create.ts';
import { addManagementToken } from '../management-tokens/create.ts';
import { createOrganization } from '../organizations/create.ts';
import { parseInput } from '../parse-input.ts';
import { addProject } from '../projects/create.ts';
import type { Services } from '../services.ts';
import { hashPassword } from '../users/password-hash.ts';
import { type Write, writeWithin } from '../write.ts';

const bootstrapEnv = z.object({
  WEIR_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  WEIR_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  WEIR_ADMIN_TOKEN: z.string().min(32, 'must have at least 32 characters').max(512).optional(),
});
export type BootstrapEnv = z.input<typeof bootstrapEnv>;

/** What the first start has made. Secrets stand here and nowhere else: print them once. */
export type Bootstrapped = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly managementToken: string;
  readonly gatewayKey: string;
  /** Absent when no e-mail address was given. `password` only where one was made up. */
  readonly user?: { readonly email: string; readonly password?: string };
};

type NewUser = { readonly email: string; readonly passwordHash: string; readonly password?: string };

async function newUser(env: BootstrapEnv): Promise<NewUser | undefined> {
  const { WEIR_ADMIN_EMAIL: email, WEIR_ADMIN_PASSWORD: given } = env;
  if (email === undefined) return undefined;
  const password = given ?? randomBytes(15).toString('base64url');
  const passwordHash = await hashPassword(password);
  return given === undefined ? { email, passwordHash, password } : { email, passwordHash };
}

async function addOwner({ own, nowMs }: Write, transaction: Transaction, user: NewUser): Promise<string> {
  const { email, passwordHash } = user;
  const name = email.split('@')[0] ?? email;
  // The operator's own word: there is nothing to verify.
  const verified = { isOperator: true, emailVerifiedAt: new Date(nowMs) };
  const row = await instance(transaction).createUser({ id: uuidv7(nowMs), email, name, passwordHash, ...verified });
  const member = await own.members.create({ id: uuidv7(nowMs), userId: row.id, role: 'owner' });
  return member.id;
}

async function fill(begun: Write, env: BootstrapEnv, user: NewUser | undefined): Promise<Bootstrapped> {
  const memberId = user === undefined ? undefined : await addOwner(begun, begun.transaction, user);
  const project = await addProject(begun, 'Default');
  const token = { name: 'First start', role: 'owner' as const, token: env.WEIR_ADMIN_TOKEN };
  const { token: managementToken } = await addManagementToken(begun, token);
  const key = { projectId: project.id, name: 'First key', ownerMemberId: memberId };
  const { key: gatewayKey } = await addGatewayKey(begun, key);
  const shown = user?.password === undefined ? {} : { password: user.password };
  const made = { organizationId: begun.own.id, projectId: project.id, managementToken, gatewayKey };
  return user === undefined ? made : { ...made, user: { email: user.email, ...shown } };
}

/**
 * The first start: an organization with a project, a management token, a gateway key and, where an e-mail address is
 * given, its owner; all or nothing. Undefined, with nothing done, when there is an organization already. Throws
 * `invalid` naming the variable at fault.
 */
export async function bootstrapInstance(services: Services, given: BootstrapEnv): Promise<Bootstrapped | undefined> {
  const env = parseInput(bootstrapEnv, given);
  if ((await instance(services.database).organizations()) > 0) return undefined;
  const user = await newUser(env);
  try {
    return await transact(services.database, async (transaction) => {
      const { id } = await createOrganization(services, transaction, { name: 'Default', slug: 'default' });
      const actor: Actor = { kind: 'system', id: 'instance', organizationId: id, role: 'owner' };
      const { result } = await writeWithin({ services, actor }, transaction, (begun) => fill(begun, env, user));
      return result;
    });
  } catch (error) {
    // Another process was first: its slug is taken.
    if (constraintOf(error) === 'duplicate') return undefined;
    throw error;
  }
}
