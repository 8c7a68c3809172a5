import { ServiceError } from '../service-error.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

/** Hashing of passwords, which takes memory and a core: few at once, and no endless queue of others. */
export type Passwords = {
  /** Throws `throttled` when too many wait. */
  hash(password: string): Promise<string>;
  /** Takes as long when nothing is stored, and is false then. Throws `throttled` when too many wait. */
  verify(password: string, stored: string | undefined): Promise<boolean>;
};

const runningMax = 2;
const waitingMax = 64;

/** A hash of no password, in the form and with the parameters of a new one. */
export const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** At most 2 hashes at once and 64 that wait. */
export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < runningMax) running += 1;
    else {
      if (waiting.length >= waitingMax) throw tooMany();
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      // The place goes straight to the next in the queue.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return {
    hash: (password) => inTurn(() => hashPassword(password)),
    async verify(password, stored) {
      const isRight = await inTurn(() => verifyPassword(password, stored ?? nobodysHash));
      return isRight && stored !== undefined;
    },
  };
}

function tooMany(): ServiceError {
  const message = 'Too many people are signing in at this moment; try again in a few seconds.';
  return new ServiceError('throttled', message, { retryAfterSeconds: 5 });
}
