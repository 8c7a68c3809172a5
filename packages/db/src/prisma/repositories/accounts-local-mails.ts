import type { LocalMail, Prisma } from '../generated/client.ts';

/** Mails that no mail server was there for. */
export function localMails(client: Prisma.TransactionClient) {
  return {
    /** Stores a mail and keeps the newest `keepMax`. */
    async add(mail: Omit<LocalMail, 'createdAt'>, keepMax: number): Promise<void> {
      await client.localMail.create({ data: mail });
      await client.$executeRaw`
        delete from local_mails where id < (select id from local_mails order by id desc offset ${keepMax - 1} limit 1)`;
    },
    /** Newest first. */
    list(): Promise<LocalMail[]> {
      return client.localMail.findMany({ orderBy: { id: 'desc' } });
    },
  };
}
