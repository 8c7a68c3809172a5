import { transact } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import type { User } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { notFound, ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { accountKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { release, throttle } from '../throttle/throttle.ts';
import { personVerb } from '../verb.ts';
import { newPasswordField } from './fields.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';

/** Throws `invalid` unless it is the user's. Whoever signs in by an identity provider alone has none to give. */
async function requireCurrent(services: Services, user: User, given: string | undefined): Promise<void> {
  if (user.passwordHash === null) return;
  const key = accountKey('password', user.email);
  await throttle(services, key, throttleLimits.signInAccount);
  if (!(await services.passwords.verify(given ?? '', user.passwordHash))) {
    throw new ServiceError('invalid', 'This is not your password.', { field: 'currentPassword' });
  }
  await release(services, key);
}

/** Changes the person's password. Every other session of the person ends, and no link to choose another one is good. */
export const changePassword = personVerb({
  input: z.strictObject({ currentPassword: z.string().max(200).optional(), newPassword: newPasswordField }),
  output: z.strictObject({}),
  async run({ services, person }, { currentPassword, newPassword }) {
    const user = await instance(services.database).users.get(person.userId);
    if (user === undefined) throw notFound('user');
    await requireCurrent(services, user, currentPassword);
    refuseWeakPassword(newPassword, user.email, 'newPassword');
    const passwordHash = await services.passwords.hash(newPassword);
    await transact(services.database, async (transaction) => {
      const { users, sessions, emailTokens } = instance(transaction);
      await users.update(user.id, { passwordHash });
      await emailTokens.withdraw(user.id, 'reset');
      await sessions.revoke(user.id, new Date(services.now()), { but: person.sessionId });
    });
    return {};
  },
});
