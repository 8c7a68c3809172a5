import { type Transaction, transact } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { nameField } from '../fields.ts';
import { addProject } from '../projects/create.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { slugOf } from '../slug.ts';
import { accountKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { readSignUpMode } from '../users/sign-up-mode.ts';
import { personVerb } from '../verb.ts';
import { writeWithin } from '../write.ts';
import { createOrganization } from './create.ts';

/** A slug of `name` that no organization has. */
export async function freeSlug(transaction: Transaction, name: string): Promise<string> {
  const wanted = slugOf(name, 'organization');
  const isTaken = (await instance(transaction).organizationBySlug(wanted)) !== undefined;
  return isTaken ? `${wanted}-${uuidv7().slice(-8)}` : wanted;
}

/**
 * A new organization with its owner and a project, inside the caller's transaction; give it the lock of sign-ups, so that
 * slugs are free until it commits.
 */
export async function addOwnOrganization(
  services: Services,
  transaction: Transaction,
  { userId, name }: { readonly userId: string; readonly name: string },
): Promise<{ readonly organizationId: string; readonly slug: string }> {
  const slug = await freeSlug(transaction, name);
  const { id } = await createOrganization(services, transaction, { name, slug, userId });
  const actor: Actor = { kind: 'user', id: userId, organizationId: id, role: 'owner' };
  await writeWithin({ services, actor }, transaction, async (begun) => {
    await begun.own.members.create({ id: uuidv7(begun.nowMs), userId, role: 'owner' });
    await addProject(begun, 'Default');
  });
  return { organizationId: id, slug };
}

/** One more organization, owned by the person. */
export const createOwnOrganization = personVerb({
  input: z.strictObject({ name: nameField }),
  output: z.strictObject({ slug: z.string() }),
  async run({ services, person: { userId, isOperator } }, { name }) {
    if (!isOperator && (await readSignUpMode(services)) === 'closed') {
      throw new ServiceError('forbidden', 'New organizations are closed on this instance: ask its operator.');
    }
    await throttle(services, accountKey('organization', userId), throttleLimits.organizationAccount);
    return transact(services.database, async (transaction) => {
      await instance(transaction).users.lockSignUps();
      const { slug } = await addOwnOrganization(services, transaction, { userId, name });
      return { slug };
    });
  },
});
