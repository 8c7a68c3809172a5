import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import type { Caller } from '../actor.ts';
import { idField, timeField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import type { Services } from '../services.ts';
import { publicVerb } from '../verb.ts';

const loopback = /^(127\.\d+\.\d+\.\d+|::1)$/;
const loopbackHosts = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Links to new passwords stand in these mails: they are for whoever sits at the machine. */
function isForCaller({ mailer, isEmbedded, publicUrl }: Services, { address }: Caller): boolean {
  const isLocalSite = loopbackHosts.test(new URL(publicUrl).hostname);
  return !mailer.isConfigured && isEmbedded && isLocalSite && loopback.test(address);
}

/**
 * The mails that no mail server was there for, newest first: on an embedded instance that is reached on this machine
 * alone, for a caller on this machine.
 */
export const listLocalMails = publicVerb({
  input: z.strictObject({}),
  output: z.strictObject({
    data: z.array(
      z.strictObject({ id: idField, to: z.string(), subject: z.string(), text: z.string(), createdAt: timeField }),
    ),
  }),
  async run({ services, caller }) {
    if (!isForCaller(services, caller)) throw notFound('page');
    const rows = await instance(services.database).localMails.list();
    return { data: rows.map(({ createdAt, ...mail }) => ({ ...mail, createdAt: createdAt.toISOString() })) };
  },
});
