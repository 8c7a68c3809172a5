import { transact } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { organization } from '@weir/db/prisma/organization';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Actor, Person, Role } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';

/** A member who acts, with the e-mail address of its user. */
export type TestMember = Actor & { readonly memberId: string; readonly email: string };

/** A user with an address of its own. */
export async function newUser(services: Services): Promise<Person & { readonly email: string }> {
  const id = uuidv7();
  const email = `user-${id}@example.org`;
  await instance(services.database).createUser({ id, email, name: `User ${id}` });
  return { userId: id, sessionId: uuidv7(), isOperator: false, email };
}

/** A new user as a member of an organization. */
export async function newMember(services: Services, organizationId: string, role: Role): Promise<TestMember> {
  const { userId, email } = await newUser(services);
  const { id } = await transact(services.database, (tx) =>
    organization(tx, organizationId).members.create({ id: uuidv7(), userId, role }),
  );
  return { kind: 'user', id: userId, memberId: id, organizationId, role, email };
}

/** The code that a call is refused with, or `done`. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}
