import { beforeAll, describe, expect, it } from 'vitest';
import { startMailServer } from '../mail/mail-server.test-support.ts';
import { type TestServices, testServices } from '../services.test-support.ts';
import { openSession } from '../sessions/open.ts';
import { readSession } from '../sessions/read.ts';
import { caller, newEmail, newPerson, password } from './accounts.test-support.ts';
import { readProfile } from './read-profile.ts';
import { signInWithIdentity } from './sign-in-with-identity.ts';
import { signUp } from './sign-up.ts';
import { verifyEmail } from './verify-email.ts';

const vouched = (email: string, subject = email) => ({
  issuer: 'github',
  subject,
  email,
  emailVerified: true,
  name: 'Owner',
});

let services: TestServices;
beforeAll(async () => {
  services = await testServices();
});

async function profileOf(services: TestServices, userId: string) {
  const session = await readSession(services, (await openSession(services, caller, userId)).sessionId);
  if (session === undefined) throw new Error('no session');
  return readProfile(services, session.person, {});
}

describe('signing in with an identity provider', () => {
  it('makes a person with a verified address and an organization, once', async () => {
    // Nobody is there yet.
    const both = await Promise.all([1, 2].map(() => signInWithIdentity(services, caller, vouched('a@example.org'))));
    expect(both[0]).toEqual(both[1]);
    const profile = await profileOf(services, both[0]?.userId ?? '');
    expect(profile).toMatchObject({ emailVerified: true, hasPassword: false, isOperator: true });
    expect(profile.memberships).toHaveLength(1);
    expect(profile.identities).toMatchObject([{ issuer: 'github' }]);
  });

  it('knows the person again by the issuer and its id, not by the address', async () => {
    const first = await signInWithIdentity(services, caller, vouched('a@example.org'));
    expect(await signInWithIdentity(services, caller, vouched('moved@example.org', 'a@example.org'))).toEqual(first);
    const unverified = { ...vouched('moved@example.org', 'a@example.org'), emailVerified: false };
    expect(await signInWithIdentity(services, caller, unverified)).toEqual(first);
    const other = await signInWithIdentity(services, caller, {
      ...vouched('b@example.org', 'a@example.org'),
      issuer: 'google',
    });
    expect(other).not.toEqual(first);
  });

  it('joins an account only where both sides have verified the address', async () => {
    const server = await startMailServer();
    const mailing = await testServices({ databaseUrl: services.databaseUrl, site: { smtpUrl: server.url } });
    const email = newEmail();
    await signUp(mailing, caller, { name: 'X', email, password });
    const asked = () => signInWithIdentity(mailing, caller, vouched(email));
    await expect(asked()).rejects.toMatchObject({ code: 'forbidden' });
    await verifyEmail(mailing, caller, { token: server.tokenFor(email) });
    const unvouched = { ...vouched(email), emailVerified: false };
    await expect(signInWithIdentity(services, caller, unvouched)).rejects.toMatchObject({ code: 'forbidden' });
    const { userId } = await asked();
    expect(await profileOf(services, userId)).toMatchObject({ email, hasPassword: true });
  });

  it('is no way into an account that was opened with somebody else’s address', async () => {
    const email = newEmail();
    await newPerson(services, email);
    const owner = signInWithIdentity(services, caller, vouched(email));
    await expect(owner).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('never confirmed'),
    });
  });

  it('makes nobody of an address that the issuer does not vouch for', async () => {
    const asked = signInWithIdentity(services, caller, { ...vouched('d@example.org'), emailVerified: false });
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['closed', 'invite'] as const)('makes nobody where sign-up is %s', async (signUpMode) => {
    const strict = await testServices({ databaseUrl: services.databaseUrl, site: { signUpMode } });
    const asked = signInWithIdentity(strict, caller, vouched('e@example.org'));
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });
});
