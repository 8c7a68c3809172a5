import { instance } from '@weir/db/prisma/instance';
import { isUuid } from '@weir/db/sql/is-uuid';
import type { Person } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import type { Services } from '../services.ts';
import { timesOf } from './lifetime.ts';

/** Who is signed in, as that person's own pages show it. */
export type ReadSession = {
  readonly person: Person;
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly emailVerified: boolean;
    readonly isOperator: boolean;
    /** IANA name; null: the browser's. */
    readonly timeZone: string | null;
  };
};

const seenEveryMs = 60_000;

async function find(services: Services, sessionId: string) {
  const { sessions } = instance(services.database);
  const nowMs = services.now();
  try {
    const row = await sessions.live(sessionId, new Date(nowMs));
    if (row !== undefined && nowMs - row.seenAt.getTime() >= seenEveryMs) await sessions.touch(row.id, timesOf(nowMs));
    return row;
  } catch (error) {
    throw databaseAway(error);
  }
}

/**
 * Whose session this is; undefined when it is unknown, revoked or over. Asks the database each time, so a revocation
 * holds at once. Throws `unavailable`.
 */
export async function readSession(services: Services, sessionId: string): Promise<ReadSession | undefined> {
  if (!isUuid(sessionId)) return undefined;
  const row = await find(services, sessionId);
  if (row === undefined) return undefined;
  const { id, name, email, emailVerifiedAt, isOperator, timeZone } = row.user;
  return {
    person: { userId: id, sessionId: row.id, isOperator },
    user: { id, name, email, emailVerified: emailVerifiedAt !== null, isOperator, timeZone },
  };
}
