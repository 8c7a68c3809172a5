import type { User } from '@weir/db/prisma/rows';
import { verificationMail } from '../mail/mails.ts';
import type { Services } from '../services.ts';
import { throttleMail } from '../throttle/throttle-mail.ts';
import { issueEmailToken } from './email-token.ts';

/** Mails the user, who has proved the password, a link that confirms the address. Throws `throttled`, `unavailable`. */
export async function sendVerification(services: Services, user: User): Promise<void> {
  await throttleMail(services, user.email, 'owner');
  const token = await issueEmailToken(services, services.database, { userId: user.id, kind: 'verify' });
  await services.mailer.send(verificationMail({ to: user.email, publicUrl: services.publicUrl }, token));
}
