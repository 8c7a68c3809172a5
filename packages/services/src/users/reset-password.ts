import { transact } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { addressKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { publicVerb } from '../verb.ts';
import { consumeEmailToken, holderOf } from './email-token.ts';
import { linkTokenField, newPasswordField } from './fields.ts';
import { finishAnswered } from './finish-account.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';

/** Takes a new password with the link of a mail, which proves the address. Every session of the person ends. */
export const resetPassword = publicVerb({
  input: z.strictObject({ token: linkTokenField, password: newPasswordField }),
  output: z.strictObject({ status: z.literal('changed') }),
  async run({ services, caller }, { token, password }) {
    await throttle(services, addressKey('link', caller), throttleLimits.linkAddress);
    const user = await holderOf(services, 'reset', token);
    refuseWeakPassword(password, user.email, 'password');
    const passwordHash = await services.passwords.hash(password);
    await transact(services.database, async (transaction) => {
      const { users, sessions } = instance(transaction);
      await consumeEmailToken(services, transaction, { kind: 'reset', token });
      // Whoever never answered the first mail has answered this one: the address is theirs.
      await finishAnswered({ services, transaction, user }, undefined);
      const at = new Date(services.now());
      await users.update(user.id, { passwordHash, emailVerifiedAt: user.emailVerifiedAt ?? at });
      await sessions.revoke(user.id, at);
    });
    return { status: 'changed' as const };
  },
});
