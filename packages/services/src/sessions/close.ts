import { instance } from '@weir/db/prisma/instance';
import { isUuid } from '@weir/db/sql/is-uuid';
import type { Services } from '../services.ts';

/** Ends a session, for whoever holds its cookie. */
export async function closeSession(services: Services, sessionId: string): Promise<void> {
  if (!isUuid(sessionId)) return;
  await instance(services.database).sessions.close(sessionId, new Date(services.now()));
}
