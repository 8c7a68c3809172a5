import { transact } from '@weir/db/prisma/client';
import { constraintOf } from '@weir/db/prisma/errors';
import { instance } from '@weir/db/prisma/instance';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { given, nameField } from '../fields.ts';
import { requireAcceptable, requireInvitation } from '../invitations/accept-within.ts';
import { alreadySignedUpMail, verificationMail } from '../mail/mails.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { addressKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { throttleMail } from '../throttle/throttle-mail.ts';
import { publicVerb } from '../verb.ts';
import { issueEmailToken, type Pending } from './email-token.ts';
import { emailField, linkTokenField, newPasswordField } from './fields.ts';
import { finishAccount } from './finish-account.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';
import { readSignUpMode } from './sign-up-mode.ts';

const input = z.strictObject({
  name: nameField,
  email: emailField,
  password: newPasswordField,
  organizationName: nameField.optional(),
  invitationToken: linkTokenField.optional(),
});

type SignUp = {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly pending: Pending;
};

/** Throws `forbidden` where nobody, or nobody without an invitation, may sign up; and what the invitation is refused with. */
export async function requireSignUpAllowed(
  services: Services,
  { email, invitationToken }: { readonly email: string; readonly invitationToken?: string | undefined },
): Promise<void> {
  const mode = await readSignUpMode(services);
  if (mode === 'closed') throw new ServiceError('forbidden', 'Sign-up is closed on this instance: ask its operator.');
  if (invitationToken !== undefined) {
    requireAcceptable(await requireInvitation(services.database, invitationToken), email, services.now());
  } else if (mode === 'invite') {
    throw new ServiceError('forbidden', 'Sign-up is by invitation here: open the link of your invitation.');
  }
}

function taken(cause?: unknown): ServiceError {
  const message = 'There is an account with this e-mail address: sign in, or choose a new password.';
  return new ServiceError('conflict', message, { field: 'email', cause });
}

/** Without a mail server nobody could answer a mail: the account is good at once. */
async function signUpAtOnce(services: Services, { name, email, passwordHash, pending }: SignUp): Promise<void> {
  try {
    await transact(services.database, async (transaction) => {
      const { users } = instance(transaction);
      if ((await users.byEmail(email)) !== undefined) throw taken();
      const user = await users.create({ id: uuidv7(services.now()), email, name, passwordHash });
      await finishAccount({ services, transaction, user }, pending);
    });
  } catch (error) {
    // Somebody signed up with the same address at the same moment.
    throw constraintOf(error) === 'duplicate' ? taken(error) : error;
  }
}

/** The token to mail; undefined for somebody who has an account. A sign-up that was never answered is replaced. */
async function prepareUnverified(services: Services, signUp: SignUp): Promise<string | undefined> {
  const { name, email, passwordHash, pending } = signUp;
  return transact(services.database, async (transaction) => {
    const { users } = instance(transaction);
    await users.lockSignUps();
    const found = await users.byEmail(email);
    if (found !== undefined && (await users.isFinished(found.id))) return undefined;
    const { id: userId } =
      found === undefined
        ? await users.create({ id: uuidv7(services.now()), email, name, passwordHash })
        : await users.update(found.id, { name, passwordHash });
    return issueEmailToken(services, transaction, { userId, kind: 'verify', pending });
  });
}

/** Known and unknown addresses get the same answer for the same work: what is the case stands in the mail alone. */
async function signUpByMail(services: Services, signUp: SignUp): Promise<void> {
  const token = await prepareUnverified(services, signUp);
  const setting = { to: signUp.email, publicUrl: services.publicUrl };
  await services.mailer.send(token === undefined ? alreadySignedUpMail(setting) : verificationMail(setting, token));
}

/** A new account, with an organization of its own or by an invitation. */
export const signUp = publicVerb({
  input,
  output: z.strictObject({ status: z.enum(['signed_up', 'check_mail']) }),
  async run({ services, caller }, { name, email, password, ...asked }) {
    await throttle(services, addressKey('sign-up', caller), throttleLimits.signUpAddress);
    await requireSignUpAllowed(services, { email, invitationToken: asked.invitationToken });
    refuseWeakPassword(password, email, 'password');
    if (services.mailer.isConfigured) await throttleMail(services, email, caller.address);
    const passwordHash = await services.passwords.hash(password);
    const prepared: SignUp = { name, email, passwordHash, pending: given(asked) };
    if (!services.mailer.isConfigured) {
      await signUpAtOnce(services, prepared);
      return { status: 'signed_up' as const };
    }
    await signUpByMail(services, prepared);
    return { status: 'check_mail' as const };
  },
});
