import { transact } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { addressKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { publicVerb } from '../verb.ts';
import { consumeEmailToken, holderOf, pendingOf } from './email-token.ts';
import { linkTokenField } from './fields.ts';
import { finishAnswered } from './finish-account.ts';

/** Takes the answer to a verification mail, which finishes the account of somebody who has just signed up. */
export const verifyEmail = publicVerb({
  input: z.strictObject({ token: linkTokenField }),
  output: z.strictObject({ status: z.literal('verified') }),
  async run({ services, caller }, { token }) {
    await throttle(services, addressKey('link', caller), throttleLimits.linkAddress);
    const user = await holderOf(services, 'verify', token);
    await transact(services.database, async (transaction) => {
      const { users } = instance(transaction);
      await consumeEmailToken(services, transaction, { kind: 'verify', token });
      await finishAnswered({ services, transaction, user }, pendingOf(token));
      await users.update(user.id, { emailVerifiedAt: new Date(services.now()) });
    });
    return { status: 'verified' as const };
  },
});
