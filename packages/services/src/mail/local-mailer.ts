import { instance } from '@weir/db/prisma/instance';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Mailer, MailerOptions } from './mailer.ts';

const keptMax = 200;

/** Keeps the newest 200 mails in the database and tells `onLocalMail`. */
export function localMailer({ database, now, onLocalMail }: MailerOptions): Mailer {
  return {
    isConfigured: false,
    async send({ to, subject, text }) {
      await instance(database).localMails.add({ id: uuidv7(now()), to, subject, text }, keptMax);
      onLocalMail?.({ to, subject, text });
    },
    close: () => undefined,
  };
}
