import { instance } from '@weir/db/prisma/instance';
import type { Services } from '../services.ts';

/** Those of `sessionIds` that are neither revoked nor over. */
export async function liveSessionIds(services: Services, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  return new Set(await instance(services.database).sessions.liveAmong(sessionIds, new Date(services.now())));
}
