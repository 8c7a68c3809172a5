import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { passwordResetMail } from '../mail/mails.ts';
import type { Services } from '../services.ts';
import { addressKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { throttleMail } from '../throttle/throttle-mail.ts';
import { publicVerb } from '../verb.ts';
import { issueEmailToken } from './email-token.ts';
import { emailField } from './fields.ts';

async function mailLink(services: Services, email: string): Promise<void> {
  const user = await instance(services.database).users.byEmail(email);
  if (user === undefined) return;
  const token = await issueEmailToken(services, services.database, { userId: user.id, kind: 'reset' });
  await services.mailer.send(passwordResetMail({ to: email, publicUrl: services.publicUrl }, token));
}

/**
 * Mails a link to choose a new password with, if the address is somebody's. The answer is the same and as quick if not:
 * whose address it is, is looked up only after it was given.
 */
export const requestPasswordReset = publicVerb({
  input: z.strictObject({ email: emailField }),
  output: z.strictObject({ status: z.literal('check_mail') }),
  async run({ services, caller }, { email }) {
    await throttle(services, addressKey('reset', caller), throttleLimits.resetAddress);
    await throttleMail(services, email, caller.address);
    services.background.run('mailing a password reset', () => mailLink(services, email));
    return { status: 'check_mail' as const };
  },
});
