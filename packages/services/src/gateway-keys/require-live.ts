import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { GatewayKey } from '@weir/db/prisma/rows';
import { notFound, ServiceError } from '../service-error.ts';

/** The key, if it can still be changed. Throws `not_found`, or `conflict` when it is revoked. */
export async function requireLive(own: OrganizationRepositories, id: string): Promise<GatewayKey> {
  const key = await own.gatewayKeys.get(id);
  if (key === undefined) throw notFound('gateway key');
  if (key.revokedAt !== null) throw new ServiceError('conflict', 'The gateway key is revoked.');
  return key;
}
