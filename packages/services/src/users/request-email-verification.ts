import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { notFound } from '../service-error.ts';
import { personVerb } from '../verb.ts';
import { sendVerification } from './send-verification.ts';

/** Mails the person a link that confirms the address. */
export const requestEmailVerification = personVerb({
  input: z.strictObject({}),
  output: z.strictObject({ status: z.enum(['sent', 'verified_already']) }),
  async run({ services, person }) {
    const user = await instance(services.database).users.get(person.userId);
    if (user === undefined) throw notFound('user');
    if (user.emailVerifiedAt !== null) return { status: 'verified_already' as const };
    await sendVerification(services, user);
    return { status: 'sent' as const };
  },
});
