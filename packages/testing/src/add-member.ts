import { transact } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { organization } from '@weir/db/prisma/organization';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Role } from '@weir/services/actor';
import type { Services } from '@weir/services/services';
import { hashPassword } from '@weir/services/users/password-hash';

/** The password of everybody that a test adds. */
export const testPassword = 'over the low dam';

export type NewMember = {
  readonly role: Role;
  readonly email?: string;
  readonly name?: string;
  readonly isOperator?: boolean;
};

/** Somebody who can sign in. */
export type AddedMember = {
  readonly userId: string;
  readonly memberId: string;
  readonly email: string;
  readonly password: string;
};

let hash: Promise<string> | undefined;

/** Makes a user whose address is verified, and a member of the organization. */
export async function addMember(
  services: Services,
  organizationId: string,
  { role, email = `${role}-${uuidv7()}@example.org`, name = `A member, ${role}`, isOperator = false }: NewMember,
): Promise<AddedMember> {
  hash ??= hashPassword(testPassword);
  const passwordHash = await hash;
  return transact(services.database, async (transaction) => {
    const emailVerifiedAt = new Date(services.now());
    const row = { id: uuidv7(), email, name, passwordHash, emailVerifiedAt, isOperator };
    const user = await instance(transaction).createUser(row);
    const own = organization(transaction, organizationId);
    const { id: memberId } = await own.members.create({ id: uuidv7(), userId: user.id, role });
    return { userId: user.id, memberId, email, password: testPassword };
  });
}
