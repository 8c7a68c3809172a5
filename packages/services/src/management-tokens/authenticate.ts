import { hashKey } from '@weir/access/gateway-key';
import { instance } from '@weir/db/prisma/instance';
import type { ManagementToken } from '@weir/db/prisma/rows';
import type { Actor } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import type { Services } from '../services.ts';

const tokenLengthMax = 512;

async function find(services: Services, token: string): Promise<ManagementToken | undefined> {
  try {
    return await instance(services.database).managementToken(hashKey(token));
  } catch (error) {
    throw databaseAway(error);
  }
}

/** Who bears `token`; undefined when it is unknown, expired or revoked. Throws `unavailable`. */
export async function authenticate(services: Services, token: string): Promise<Actor | undefined> {
  if (token === '' || token.length > tokenLengthMax) return undefined;
  const row = await find(services, token);
  if (row === undefined || row.revokedAt !== null) return undefined;
  if (row.expiresAt !== null && row.expiresAt.getTime() <= services.now()) return undefined;
  return { kind: 'token', id: row.id, organizationId: row.organizationId, role: row.role };
}
