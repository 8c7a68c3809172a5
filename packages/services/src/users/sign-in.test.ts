import { instance } from '@weir/db/prisma/instance';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceError } from '../service-error.ts';
import { type TestServices, testServices } from '../services.test-support.ts';
import { codeOf, counting, newCaller, newEmail, newPerson, password } from './accounts.test-support.ts';
import { isCurrentHash } from './password-hash.ts';
import { createPasswords, nobodysHash } from './passwords.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

let services: TestServices & { readonly hashes: { count: number } };
beforeAll(async () => {
  services = counting(await testServices());
});

describe('signing in with a password', () => {
  it('finds the person, whatever the case of the address and the form of the characters', async () => {
    const email = newEmail();
    const { userId } = await newPerson(services, email);
    const decomposed = { email: ` ${email.toUpperCase()}`, password: password.normalize('NFKD') };
    expect(await signInWithPassword(services, newCaller(), decomposed)).toEqual({ userId });
  });

  it('says and does the same for an unknown address, a wrong password and a user without one', async () => {
    const email = newEmail();
    await newPerson(services, email);
    await instance(services.database).createUser({ id: crypto.randomUUID(), email: 'none@example.org', name: 'N' });
    const refusals = new Set<string>();
    for (const each of ['unknown@example.org', email, 'none@example.org']) {
      const before = services.hashes.count;
      const refused = signInWithPassword(services, newCaller(), { email: each, password: 'not the password' });
      refusals.add(JSON.stringify(await refused.catch((error: ServiceError) => ({ ...error, text: error.message }))));
      expect(services.hashes.count - before).toBe(1);
    }
    expect(refusals.size).toBe(1);
    expect([...refusals][0]).toContain('The e-mail address or the password is wrong.');
  });

  it('works as hard for nobody as for somebody', async () => {
    const formOf = (hash: string) => hash.split('$').map((part, index) => (index < 4 ? part : part.length));
    expect(formOf(nobodysHash)).toEqual(formOf(await createPasswords().hash(password)));
  });

  it('is never let in by the hash that stands for nobody', async () => {
    expect(await createPasswords().verify('', undefined)).toBe(false);
  });

  it('logs a refusal without address book or secrets', async () => {
    const email = newEmail();
    await newPerson(services, email);
    await codeOf(signInWithPassword(services, newCaller(), { email, password: 'a-wrong-password-1' }));
    const log = services.logged.join();
    expect(log).toContain('"reason":"wrong_password"');
    expect(log).not.toContain('a-wrong-password-1');
    expect(log).not.toContain(email);
  });

  it('renews a hash that was made with other parameters', async () => {
    const email = newEmail();
    const { userId } = await newPerson(services, email);
    // Argon2id of the same password with 8 MiB and 3 passes.
    const old = await oldHash();
    await instance(services.database).setPasswordHash(userId, old);
    await signInWithPassword(services, newCaller(), { email, password });
    const stored = (await instance(services.database).user(userId))?.passwordHash ?? '';
    expect(isCurrentHash(stored)).toBe(true);
    expect(await signInWithPassword(services, newCaller(), { email, password })).toEqual({ userId });
  });

  it.each(['', 'x'.repeat(300), '\0@example.org'])('takes %j for a wrong address', async (email) => {
    expect(await codeOf(signInWithPassword(services, newCaller(), { email, password }))).toBe('invalid');
  });
});

async function oldHash(): Promise<string> {
  const { argon2Sync } = await import('node:crypto');
  const nonce = Buffer.alloc(16, 7);
  const given = { message: password, nonce, memory: 8192, passes: 3, parallelism: 1, tagLength: 32 };
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=8192,t=3,p=1$${text(nonce)}$${text(argon2Sync('argon2id', given))}`;
}

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
