import type { Member, Prisma, Session, User } from '../generated/client.ts';

export type NewSession = Pick<Session, 'id' | 'userId' | 'seenAt' | 'expiresAt' | 'address' | 'userAgent'>;
export type SessionWithUser = Session & { user: User };

/** Signed-in browsers. One that is revoked or expired is not there. */
export function sessions(client: Prisma.TransactionClient) {
  const liveAt = (at: Date) => ({ revokedAt: null, expiresAt: { gt: at } });
  return {
    async create(session: NewSession): Promise<void> {
      await client.session.create({ data: session });
    },
    async live(id: string, at: Date): Promise<SessionWithUser | undefined> {
      return (await client.session.findFirst({ where: { id, ...liveAt(at) }, include: { user: true } })) ?? undefined;
    },
    /** Newest use first. */
    liveOf(userId: string, at: Date): Promise<Session[]> {
      return client.session.findMany({ where: { userId, ...liveAt(at) }, orderBy: { seenAt: 'desc' }, take: 200 });
    },
    /** Those of `ids` that are live. */
    async liveAmong(ids: readonly string[], at: Date): Promise<string[]> {
      const where = { id: { in: [...ids] }, ...liveAt(at) };
      return (await client.session.findMany({ where, select: { id: true } })).map(({ id }) => id);
    },
    /** Notes a use; a session that was revoked meanwhile stays so. */
    async touch(id: string, times: Pick<Session, 'seenAt' | 'expiresAt'>): Promise<void> {
      await client.session.updateMany({ where: { id, revokedAt: null }, data: times });
    },
    /** How many ended: those of the user that are live, `only` this one or all `but` this one. */
    async revoke(userId: string, at: Date, which: { only?: string; but?: string } = {}): Promise<number> {
      const { only, but } = which;
      const id = { ...(only === undefined ? {} : { equals: only }), ...(but === undefined ? {} : { not: but }) };
      const ended = await client.session.updateMany({ where: { userId, id, ...liveAt(at) }, data: { revokedAt: at } });
      return ended.count;
    },
    async close(id: string, at: Date): Promise<void> {
      await client.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
    },
    /** Where a user with this e-mail address had sessions in use since. None for an address that nobody has. */
    async addressesOf(email: string, since: Date): Promise<string[]> {
      const found = await client.session.findMany({
        where: { user: { email }, seenAt: { gte: since } },
        distinct: ['address'],
        select: { address: true },
        take: 200,
      });
      return found.map(({ address }) => address);
    },
    /** What the user is in the organization with this slug; undefined for who is no member, or no longer. */
    async memberBySlug(userId: string, slug: string): Promise<Member | undefined> {
      const where = { userId, removedAt: null, organization: { slug, deletedAt: null } };
      return (await client.member.findFirst({ where })) ?? undefined;
    },
  };
}
