import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { ProviderKey } from '@weir/db/prisma/rows';
import { notFound } from '../service-error.ts';

/** The provider key. Throws `not_found`. */
export async function requireKey(own: OrganizationRepositories, id: string): Promise<ProviderKey> {
  const key = await own.providerKeys.get(id);
  if (key === undefined) throw notFound('provider key');
  return key;
}
