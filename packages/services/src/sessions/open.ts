import { instance } from '@weir/db/prisma/instance';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Caller } from '../actor.ts';
import type { Services } from '../services.ts';
import { timesOf } from './lifetime.ts';

/** A session of a user who has just proved to be that user. */
export async function openSession(
  services: Services,
  caller: Caller,
  userId: string,
): Promise<{ readonly sessionId: string }> {
  const nowMs = services.now();
  const id = uuidv7(nowMs);
  const { address, userAgent } = caller;
  await instance(services.database).sessions.create({ id, userId, address, userAgent, ...timesOf(nowMs) });
  return { sessionId: id };
}
