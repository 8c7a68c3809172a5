import { createDataKey } from '@weir/access/seal';
import type { Transaction } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { organization } from '@weir/db/prisma/organization';
import type { Organization } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Services } from '../services.ts';

/**
 * A new tenant with a data key of its own, inside the caller's transaction: a system action (first start, sign-up), for
 * which no role exists yet.
 */
export async function createOrganization(
  services: Services,
  transaction: Transaction,
  { name, slug }: { readonly name: string; readonly slug: string },
): Promise<Organization> {
  const nowMs = services.now();
  const id = uuidv7(nowMs);
  const row = { id, name, slug, sealedDataKey: createDataKey(services.masterKey, id) };
  const created = await instance(transaction).createOrganization(row);
  const line = { action: 'organization.create', subjectKind: 'organization', subjectId: id, detail: { name } };
  const actor = { actorKind: 'system', actorId: 'instance' };
  await organization(transaction, id).auditLines.append({ id: uuidv7(nowMs), at: new Date(nowMs), ...actor, ...line });
  return created;
}
