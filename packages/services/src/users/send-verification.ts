import type { User } from '@weir/db/prisma/rows';
import { verificationMail } from '../mail/mails.ts';
import type { Services } from '../services.ts';
import { accountKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { issueEmailToken } from './email-token.ts';

/** Mails the user a link that confirms the address. Throws `throttled`, `unavailable`. */
export async function sendVerification(services: Services, user: User): Promise<void> {
  await throttle(services, accountKey('mail', user.email), throttleLimits.mailAccount);
  const token = await issueEmailToken(services, services.database, { userId: user.id, kind: 'verify' });
  await services.mailer.send(verificationMail({ to: user.email, publicUrl: services.publicUrl }, token));
}
