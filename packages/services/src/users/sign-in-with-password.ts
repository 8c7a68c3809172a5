import { instance } from '@weir/db/prisma/instance';
import type { User } from '@weir/db/prisma/rows';
import { z } from 'zod';
import type { Caller } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { addressGroup } from '../throttle/address-group.ts';
import { accountKey, addressKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { release, throttle } from '../throttle/throttle.ts';
import { isCurrentHash } from './password-hash.ts';
import { sendVerification } from './send-verification.ts';

const given = z.object({ email: z.string().trim().toLowerCase().max(254), password: z.string().min(1).max(200) });
type Given = z.output<typeof given>;

const dayMs = 86_400_000;
const familiarMs = 30 * dayMs;

/** The same for every reason, so that it says nothing of who has an account. */
function wrong(): ServiceError {
  return new ServiceError('invalid', 'The e-mail address or the password is wrong.');
}

type Attempt = { readonly services: Services; readonly caller: Caller; readonly given: Given };

/**
 * What counts the tries against the account. Where the account has signed in of late they are counted apart, so that
 * strangers who try cannot lock its owner out.
 */
async function keyOfAccount({ services, caller, given: { email } }: Attempt): Promise<string> {
  const since = new Date(services.now() - familiarMs);
  const familiar = await instance(services.database).sessions.addressesOf(email, since);
  const group = addressGroup(caller.address);
  const isFamiliar = familiar.some((address) => addressGroup(address) === group);
  return `${accountKey('sign-in', email)}/${isFamiliar ? group : 'elsewhere'}`;
}

function logRefusal({ services, caller }: Attempt, reason: string, user?: User): void {
  const known = user === undefined ? {} : { userId: user.id };
  services.log.info({ reason, address: caller.address, ...known }, 'sign-in refused');
}

async function countTry(attempt: Attempt): Promise<readonly string[]> {
  const { services, caller } = attempt;
  try {
    const ofAddress = addressKey('sign-in', caller);
    await throttle(services, ofAddress, throttleLimits.signInAddress);
    const ofAccount = await keyOfAccount(attempt);
    await throttle(services, ofAccount, throttleLimits.signInAccount);
    return [ofAddress, ofAccount];
  } catch (error) {
    if (error instanceof ServiceError) logRefusal(attempt, error.code);
    throw error;
  }
}

async function check(attempt: Attempt): Promise<User> {
  const {
    services,
    given: { email, password },
  } = attempt;
  const user = await instance(services.database).users.byEmail(email);
  const stored = user?.passwordHash ?? undefined;
  const isRight = await services.passwords.verify(password, stored);
  if (isRight && user !== undefined) return user;
  logRefusal(
    attempt,
    user === undefined ? 'unknown_address' : stored === undefined ? 'no_password' : 'wrong_password',
    user,
  );
  throw wrong();
}

async function requireVerified(attempt: Attempt, user: User): Promise<void> {
  const { services } = attempt;
  if (user.emailVerifiedAt !== null || !services.mailer.isConfigured) return;
  logRefusal(attempt, 'unverified', user);
  const { emailTokens } = instance(services.database);
  // The one of the sign-up says what was asked for then: it stays as long as it is good.
  const isMailed = await emailTokens.isAnyGood(user.id, 'verify', new Date(services.now()));
  if (!isMailed) await sendVerification(services, user);
  const message = 'Your e-mail address is not confirmed yet: open the link in the mail that we have sent to you.';
  throw new ServiceError('forbidden', message);
}

async function signIn(attempt: Attempt): Promise<{ readonly userId: string }> {
  const {
    services,
    given: { password },
  } = attempt;
  const counted = await countTry(attempt);
  const user = await check(attempt);
  // Only failures count.
  for (const key of counted) await release(services, key);
  await requireVerified(attempt, user);
  const { id, passwordHash } = user;
  if (passwordHash !== null && !isCurrentHash(passwordHash)) {
    await instance(services.database).users.rehash(id, passwordHash, await services.passwords.hash(password));
  }
  return { userId: id };
}

/**
 * Who this is by e-mail address and password. Throws `throttled` before any work, `invalid` in one message whatever is
 * wrong, `forbidden` where the address has yet to be confirmed.
 */
export async function signInWithPassword(
  services: Services,
  caller: Caller,
  input: { readonly email: string; readonly password: string },
): Promise<{ readonly userId: string }> {
  const parsed = given.safeParse(input);
  if (!parsed.success || parsed.data.email.includes('\0')) throw wrong();
  try {
    return await signIn({ services, caller, given: parsed.data });
  } catch (error) {
    throw databaseAway(error);
  }
}
