import type { Identity, Prisma } from '../generated/client.ts';

/** Users at identity providers. */
export function identities(client: Prisma.TransactionClient) {
  return {
    async find(issuer: string, subject: string): Promise<Identity | undefined> {
      return (await client.identity.findUnique({ where: { issuer_subject: { issuer, subject } } })) ?? undefined;
    },
    create(identity: Pick<Identity, 'id' | 'userId' | 'issuer' | 'subject'>): Promise<Identity> {
      return client.identity.create({ data: identity });
    },
  };
}
