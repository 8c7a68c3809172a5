import { transact } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { personVerb } from '../verb.ts';
import { acceptWithin } from './accept-within.ts';
import { invitationTokenField } from './token.ts';

/** Makes the person a member of the organization that invited its address. See acceptWithin. */
export const acceptInvitation = personVerb({
  input: z.strictObject({ token: invitationTokenField }),
  output: z.strictObject({ organizationId: idField, slug: z.string() }),
  run({ services, person }, { token }) {
    const { userId } = person;
    return transact(services.database, async (transaction) => {
      const user = await instance(transaction).user(userId);
      if (user === undefined) throw notFound('user');
      return acceptWithin(services, transaction, { token, userId, email: user.email });
    });
  },
});
