import type { EmailToken, EmailTokenKind, Prisma, User } from '../generated/client.ts';

export type NewEmailToken = Pick<EmailToken, 'id' | 'userId' | 'kind' | 'hash' | 'expiresAt'>;

/** Links that were mailed to users. */
export function emailTokens(client: Prisma.TransactionClient) {
  return {
    /** Stores a link; the ones of that kind which the user got before are good no longer. */
    async issue(token: NewEmailToken): Promise<void> {
      await this.withdraw(token.userId, token.kind);
      await client.emailToken.create({ data: token });
    },
    /** The user's links of that kind are good no longer. */
    async withdraw(userId: string, kind: EmailTokenKind): Promise<void> {
      await client.emailToken.deleteMany({ where: { userId, kind, usedAt: null } });
    },
    /** Whether the user has a link that is still good. */
    async isAnyGood(userId: string, kind: EmailTokenKind, at: Date): Promise<boolean> {
      return (await client.emailToken.count({ where: { userId, kind, usedAt: null, expiresAt: { gt: at } } })) > 0;
    },
    /** Whose link this is, when it is still good. */
    async holder(kind: EmailTokenKind, hash: string, at: Date): Promise<User | undefined> {
      const where = { kind, hash, usedAt: null, expiresAt: { gt: at } };
      return (await client.emailToken.findFirst({ where, include: { user: true } }))?.user;
    },
    /** Uses a link up. False when it was used, replaced or is too old; of two at once just one gets true. */
    async use(kind: EmailTokenKind, hash: string, at: Date): Promise<boolean> {
      const where = { kind, hash, usedAt: null, expiresAt: { gt: at } };
      return (await client.emailToken.updateMany({ where, data: { usedAt: at } })).count > 0;
    },
  };
}
