import type { Caller, Person } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { openSession } from '../sessions/open.ts';
import { readSession } from '../sessions/read.ts';
import type { Passwords } from './passwords.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signUp } from './sign-up.ts';

export const caller: Caller = { address: '127.0.0.1', userAgent: 'test' };
export const password = 'nine green bottles';

let serial = 0;

/** An address that nobody has. */
export function newEmail(): string {
  serial += 1;
  return `person-${serial}@example.org`;
}

/** Somebody from an address that nobody has come from, so that what others did does not count. */
export function newCaller(): Caller {
  serial += 1;
  return { address: `10.0.${Math.floor(serial / 250)}.${serial % 250}`, userAgent: 'test' };
}

/** Somebody with an account of their own, signed in. Where mails are sent, the account is not finished. */
export async function newPerson(services: Services, email = newEmail()): Promise<Person> {
  await signUp(services, caller, { name: 'Owner', email, password });
  return signedIn(services, email);
}

/** Signs in by password. */
export async function signedIn(services: Services, email: string, from: Caller = caller): Promise<Person> {
  const { userId } = await signInWithPassword(services, from, { email, password });
  const { sessionId } = await openSession(services, from, userId);
  const session = await readSession(services, sessionId);
  if (session === undefined) throw new Error('the session is not there');
  return session.person;
}

/** `services` with every use of Argon2 counted. */
export function counting<Open extends Services>(services: Open): Open & { readonly hashes: { count: number } } {
  const hashes = { count: 0 };
  const passwords: Passwords = {
    hash(each) {
      hashes.count += 1;
      return services.passwords.hash(each);
    },
    verify(each, stored) {
      hashes.count += 1;
      return services.passwords.verify(each, stored);
    },
  };
  return { ...services, passwords, hashes };
}

/** `in`, or the code of the refusal. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'in';
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}
