import { instance } from '@weir/db/prisma/instance';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../service-error.ts';
import { testServices } from '../services.test-support.ts';
import { caller, counting, newEmail, newPerson, password, signedIn } from './accounts.test-support.ts';
import { isCurrentHash } from './password-hash.ts';
import { createPasswords } from './passwords.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

const from = (address: string) => ({ address, userAgent: 'test' });
const minuteMs = 60_000;

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'in';
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}

describe('signing in with a password', () => {
  it('finds the person, whatever the case of the address and the form of the characters', async () => {
    const services = await testServices();
    const email = newEmail();
    const { userId } = await newPerson(services, email);
    const decomposed = { email: ` ${email.toUpperCase()}`, password: password.normalize('NFKD') };
    expect(await signInWithPassword(services, caller, decomposed)).toEqual({ userId });
  });

  it('says and does the same for an unknown address, a wrong password and a user without one', async () => {
    const services = counting(await testServices());
    const email = newEmail();
    await newPerson(services, email);
    await instance(services.database).createUser({ id: crypto.randomUUID(), email: 'none@example.org', name: 'N' });
    const refusals = new Set<string>();
    for (const each of ['unknown@example.org', email, 'none@example.org']) {
      const before = services.hashes.count;
      const refused = signInWithPassword(services, caller, { email: each, password: 'not the password' });
      refusals.add(JSON.stringify(await refused.catch((error: ServiceError) => ({ ...error, text: error.message }))));
      expect(services.hashes.count - before).toBe(1);
    }
    expect(refusals.size).toBe(1);
    expect([...refusals][0]).toContain('The e-mail address or the password is wrong.');
  });

  it('takes the same time for an unknown address, within noise', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash(password);
    const millisecondsOf = async (hash: string | undefined) => {
      const times: number[] = [];
      for (let n = 0; n < 9; n += 1) {
        const began = performance.now();
        await passwords.verify('not the password', hash);
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[0] ?? 0;
    };
    const [known, unknown] = [await millisecondsOf(stored), await millisecondsOf(undefined)];
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });

  it('is never let in by the hash that stands for nobody', async () => {
    expect(await createPasswords().verify('', undefined)).toBe(false);
  });

  it('logs a refusal without address book or secrets', async () => {
    const services = await testServices();
    const email = newEmail();
    await newPerson(services, email);
    await codeOf(signInWithPassword(services, caller, { email, password: 'a-wrong-password-1' }));
    const log = services.logged.join();
    expect(log).toContain('"reason":"wrong_password"');
    expect(log).not.toContain('a-wrong-password-1');
    expect(log).not.toContain(email);
  });

  it('renews a hash that was made with other parameters', async () => {
    const services = await testServices();
    const email = newEmail();
    const { userId } = await newPerson(services, email);
    // Argon2id of the same password with 8 MiB and 3 passes.
    const old = await oldHash();
    await instance(services.database).setPasswordHash(userId, old);
    await signInWithPassword(services, caller, { email, password });
    const stored = (await instance(services.database).user(userId))?.passwordHash ?? '';
    expect(isCurrentHash(stored)).toBe(true);
    expect(await signInWithPassword(services, caller, { email, password })).toEqual({ userId });
  });

  it.each(['', 'x'.repeat(300), '\0@example.org'])('takes %j for a wrong address', async (email) => {
    const services = await testServices();
    expect(await codeOf(signInWithPassword(services, caller, { email, password }))).toBe('invalid');
  });
});

async function oldHash(): Promise<string> {
  const { argon2Sync } = await import('node:crypto');
  const nonce = Buffer.alloc(16, 7);
  const given = { message: password, nonce, memory: 8192, passes: 3, parallelism: 1, tagLength: 32 };
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=8192,t=3,p=1$${text(nonce)}$${text(argon2Sync('argon2id', given))}`;
}

describe('guessing', () => {
  it('costs ten hashes in 10,000 tries against one account from everywhere', async () => {
    const services = counting(await testServices());
    const email = newEmail();
    await newPerson(services, email);
    const before = services.hashes.count;
    const codes = new Map<string, number>();
    const lanes = Array.from({ length: 10 }, (_, lane) => lane);
    await Promise.all(
      lanes.map(async (lane) => {
        for (let n = 0; n < 1000; n += 1) {
          const attacker = from(`198.${lane}.${Math.floor(n / 250)}.${n % 250}`);
          const code = await codeOf(signInWithPassword(services, attacker, { email, password: `guess-${lane}-${n}` }));
          codes.set(code, (codes.get(code) ?? 0) + 1);
        }
      }),
    );
    expect(services.hashes.count - before).toBe(10);
    expect(Object.fromEntries(codes)).toEqual({ invalid: 10, throttled: 9990 });
    // Where the owner has signed in before, the owner still can.
    await signedIn(services, email);
    // From elsewhere again when the window is over.
    const elsewhere = () => codeOf(signInWithPassword(services, from('203.0.113.1'), { email, password }));
    expect(await elsewhere()).toBe('throttled');
    services.clock.nowMs += 15 * minuteMs;
    expect(await elsewhere()).toBe('in');
  }, 120_000);

  it('costs thirty hashes from one address against any number of accounts', async () => {
    const services = counting(await testServices());
    const before = services.hashes.count;
    const codes: string[] = [];
    for (let n = 0; n < 1000; n += 1) {
      const attempt = { email: `somebody-${n}@example.org`, password: 'guess-guess-1' };
      codes.push(await codeOf(signInWithPassword(services, from(`2001:db8::${n.toString(16)}`), attempt)));
    }
    expect(services.hashes.count - before).toBe(30);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(970);
  }, 60_000);

  it('throttles unknown addresses like known ones', async () => {
    const services = await testServices();
    const known = newEmail();
    await newPerson(services, known);
    const codesFor = async (email: string, network: string) => {
      const codes: string[] = [];
      for (let n = 0; n < 12; n += 1) {
        const attempt = { email, password: 'guess-guess-1' };
        codes.push(await codeOf(signInWithPassword(services, from(`${network}.${n}`), attempt)));
      }
      return codes;
    };
    const ofKnown = await codesFor(known, '198.51.100');
    expect(ofKnown.slice(10)).toEqual(['throttled', 'throttled']);
    expect(await codesFor('unknown@example.org', '203.0.113')).toEqual(ofKnown);
  });

  it('is not what a person does who signs in often', async () => {
    const services = await testServices();
    const email = newEmail();
    await newPerson(services, email);
    for (let n = 0; n < 40; n += 1) await signInWithPassword(services, caller, { email, password });
  }, 60_000);
});

describe('passwords', () => {
  it('are hashed two at a time, and refused when too many wait', async () => {
    const passwords = createPasswords();
    const all = await Promise.allSettled(Array.from({ length: 80 }, () => passwords.verify('x', undefined)));
    const refused = all.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(80 - 2 - 64);
    expect(refused[0]).toMatchObject({ reason: { code: 'throttled', retryAfterSeconds: 5 } });
    expect(await passwords.verify('x', undefined)).toBe(false);
  });
});
