import { createDataKey } from '@weir/access/seal';
import type { Transaction } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { organization } from '@weir/db/prisma/organization';
import type { Organization } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Services } from '../services.ts';

type NewOrganization = {
  readonly name: string;
  readonly slug: string;
  /** Who made it, for its first audit line; the instance itself unless given. */
  readonly userId?: string;
};

/**
 * A new tenant with a data key of its own, inside the caller's transaction: for the first start and for people who make
 * one, for which no role exists yet.
 */
export async function createOrganization(
  services: Services,
  transaction: Transaction,
  { name, slug, userId }: NewOrganization,
): Promise<Organization> {
  const nowMs = services.now();
  const id = uuidv7(nowMs);
  const row = { id, name, slug, sealedDataKey: createDataKey(services.masterKey, id) };
  const created = await instance(transaction).createOrganization(row);
  const line = { action: 'organization.create', subjectKind: 'organization', subjectId: id, detail: { name } };
  const actor =
    userId === undefined ? { actorKind: 'system', actorId: 'instance' } : { actorKind: 'user', actorId: userId };
  await organization(transaction, id).auditLines.append({ id: uuidv7(nowMs), at: new Date(nowMs), ...actor, ...line });
  return created;
}
