import type { Transaction } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import type { Organization, User } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Actor } from '../actor.ts';
import { acceptWithin } from '../invitations/accept-within.ts';
import { addOwnOrganization, freeSlug } from '../organizations/create-own.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { writeWithin } from '../write.ts';
import type { Pending } from './email-token.ts';
import { readSignUpMode } from './sign-up-mode.ts';

/** What the first start of an instance calls its organization; see bootstrapInstance. */
const bootstrapSlug = 'default';

type Finishing = { readonly services: Services; readonly transaction: Transaction; readonly user: User };

async function claim({ services, transaction, user }: Finishing, found: Organization, name?: string): Promise<void> {
  const actor: Actor = { kind: 'user', id: user.id, organizationId: found.id, role: 'owner' };
  const renamed = name === undefined ? undefined : { name, slug: await freeSlug(transaction, name) };
  await writeWithin({ services, actor }, transaction, async ({ own, audit, nowMs }) => {
    await own.members.create({ id: uuidv7(nowMs), userId: user.id, role: 'owner' });
    if (renamed !== undefined) await instance(transaction).renameOrganization(own.id, renamed);
    const detail = renamed ?? {};
    await audit({ action: 'organization.claim', subjectKind: 'organization', subjectId: own.id, detail });
  });
}

/** The first person of an instance runs it, and gets the organization that the first start has made. */
async function finishFirst(finishing: Finishing, { organizationName, invitationToken }: Pending): Promise<void> {
  const { transaction, user } = finishing;
  await instance(transaction).users.update(user.id, { isOperator: true });
  if (invitationToken !== undefined) return finishOther(finishing, { invitationToken });
  const found = await instance(transaction).unclaimedOrganization(bootstrapSlug);
  if (found !== undefined) return claim(finishing, found, organizationName);
  return addOwn(finishing, organizationName);
}

const nameOf = (user: User) => `${user.name.slice(0, 80)}'s organization`;

async function addOwn({ services, transaction, user }: Finishing, name?: string): Promise<void> {
  await addOwnOrganization(services, transaction, { userId: user.id, name: name ?? nameOf(user) });
}

async function finishOther(finishing: Finishing, { organizationName, invitationToken }: Pending): Promise<void> {
  const { services, transaction, user } = finishing;
  if (invitationToken === undefined) return addOwn(finishing, organizationName);
  await acceptWithin(services, transaction, { token: invitationToken, userId: user.id, email: user.email });
}

/**
 * Gives a new user the first organization: the one of the invitation, or one of the user's own. Inside the transaction in
 * which the user is made or verified, so that of several at once just one is the first of the instance. Throws what the
 * invitation is refused with.
 */
export async function finishAccount(finishing: Finishing, pending: Pending): Promise<void> {
  const { users } = instance(finishing.transaction);
  await users.lockSignUps();
  if (await users.isAnyFinished(finishing.user.id)) return finishOther(finishing, pending);
  return finishFirst(finishing, pending);
}

/** The outcome of an invitation that may be good no longer: what refuses one refuses it before anything is written. */
async function isJoined(finishing: Finishing, pending: Pending): Promise<boolean> {
  try {
    await finishAccount(finishing, pending);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

/**
 * As `finishAccount`, for somebody who has answered a mail some time after signing up; nothing for who is in already.
 * Where what was asked for is not known or not to be had any more, there is an organization of one's own if anybody may
 * have one, else none for now. Call it before the address is marked as verified.
 */
export async function finishAnswered(finishing: Finishing, pending: Pending | undefined): Promise<void> {
  const { services, transaction, user } = finishing;
  if (await instance(transaction).users.isFinished(user.id)) return;
  if (pending !== undefined && pending.invitationToken === undefined) return finishAccount(finishing, pending);
  if (pending !== undefined && (await isJoined(finishing, pending))) return;
  if ((await readSignUpMode(services, transaction)) === 'open') await finishAccount(finishing, {});
}
