import { seal } from '@weir/access/seal';
import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { notFound } from '../service-error.ts';
import type { Services } from '../services.ts';

/** `secret` sealed for the provider key `rowId`; null where there is none. */
export async function sealSecret(
  services: Services,
  own: OrganizationRepositories,
  { rowId, secret }: { rowId: string; secret: string | undefined },
): Promise<string | null> {
  if (secret === undefined) return null;
  const row = await own.get();
  if (row === undefined) throw notFound('organization');
  const { id: organizationId, sealedDataKey } = row;
  return seal(services.vault, { organizationId, rowId, sealedDataKey }, secret);
}
