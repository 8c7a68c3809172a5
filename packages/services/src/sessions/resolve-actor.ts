import { instance } from '@weir/db/prisma/instance';
import type { Actor, Person } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import type { Services } from '../services.ts';

/** What a person is in the organization with this slug; undefined for who is no member. Throws `unavailable`. */
export async function resolveActor(
  services: Services,
  person: Person,
  organizationSlug: string,
): Promise<Actor | undefined> {
  // No slug of ours has such a character, and the database takes no NUL.
  if (!/^[a-z0-9-]+$/.test(organizationSlug)) return undefined;
  const { userId } = person;
  try {
    const member = await instance(services.database).sessions.memberBySlug(userId, organizationSlug);
    if (member === undefined) return undefined;
    const { id: memberId, organizationId, role } = member;
    return { kind: 'user', id: userId, memberId, organizationId, role };
  } catch (error) {
    throw databaseAway(error);
  }
}
