import { type Transaction, transact } from '@weir/db/prisma/client';
import { constraintOf } from '@weir/db/prisma/errors';
import { instance } from '@weir/db/prisma/instance';
import type { User } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import type { Caller } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import { given, nameField } from '../fields.ts';
import { parseInput } from '../parse-input.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { addressKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { emailField, linkTokenField } from './fields.ts';
import { finishAccount } from './finish-account.ts';
import { requireSignUpAllowed } from './sign-up.ts';

const identityInput = z.strictObject({
  /** `github`, `google`, or the URL of the OIDC issuer. */
  issuer: z.string().min(1).max(500),
  /** The issuer's own id of the user. */
  subject: z.string().min(1).max(500),
  email: emailField,
  /** The issuer vouches that the address is the user's. */
  emailVerified: z.boolean(),
  name: nameField,
  invitationToken: linkTokenField.optional(),
});
export type IdentityInput = z.input<typeof identityInput>;
type Vouched = z.output<typeof identityInput>;

function unverifiedThere(): ServiceError {
  const message =
    'The identity provider does not vouch for your e-mail address: confirm the address there, or sign in with a password.';
  return new ServiceError('forbidden', message);
}

function unverifiedHere(): ServiceError {
  const message =
    'There is an account with this e-mail address whose address was never confirmed: sign in with its password, or choose a new one, first.';
  return new ServiceError('forbidden', message);
}

async function link(services: Services, transaction: Transaction, { user, vouched }: { user: User; vouched: Vouched }) {
  const { issuer, subject } = vouched;
  await instance(transaction).identities.create({ id: uuidv7(services.now()), userId: user.id, issuer, subject });
}

async function signUp(services: Services, vouched: Vouched): Promise<string> {
  const { email, name, invitationToken } = vouched;
  await requireSignUpAllowed(services, { email, invitationToken });
  return transact(services.database, async (transaction) => {
    const at = services.now();
    const row = { id: uuidv7(at), email, name, emailVerifiedAt: new Date(at) };
    const user = await instance(transaction).users.create(row);
    await link(services, transaction, { user, vouched });
    await finishAccount({ services, transaction, user }, given({ invitationToken }));
    return user.id;
  });
}

async function find(services: Services, caller: Caller, vouched: Vouched): Promise<string> {
  const { identities, users } = instance(services.database);
  const known = await identities.find(vouched.issuer, vouched.subject);
  if (known !== undefined) return known.userId;
  if (!vouched.emailVerified) throw unverifiedThere();
  await throttle(services, addressKey('sign-up', caller), throttleLimits.signUpAddress);
  const user = await users.byEmail(vouched.email);
  if (user === undefined) return signUp(services, vouched);
  // Else whoever signed up with somebody else's address would be let in together with its owner.
  if (user.emailVerifiedAt === null) throw unverifiedHere();
  await transact(services.database, (transaction) => link(services, transaction, { user, vouched }));
  return user.id;
}

/**
 * Who this is by the word of an identity provider: the user it was before, else the one whose confirmed address it is,
 * else somebody new. Throws `forbidden`, in words, where an address is not vouched for or sign-up does not let in;
 * `throttled`.
 */
export async function signInWithIdentity(
  services: Services,
  caller: Caller,
  input: IdentityInput,
): Promise<{ readonly userId: string }> {
  const vouched = parseInput(identityInput, input);
  try {
    return { userId: await find(services, caller, vouched) };
  } catch (error) {
    // Two sign-ins of one new person at once: the other one made the account.
    if (constraintOf(error) !== 'duplicate') throw databaseAway(error);
    return { userId: await find(services, caller, vouched) };
  }
}
