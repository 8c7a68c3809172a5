import { beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../mail/mail-server.test-support.ts';
import type { Mail } from '../mail/mailer.ts';
import { type TestServices, testServices } from '../services.test-support.ts';
import { readSession } from '../sessions/read.ts';
import { counting, newCaller, newEmail, password, signedIn } from './accounts.test-support.ts';
import { changePassword } from './change-password.ts';
import { readProfile } from './read-profile.ts';
import { requestEmailVerification } from './request-email-verification.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { signInWithIdentity } from './sign-in-with-identity.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signUp } from './sign-up.ts';
import { updateProfile } from './update-profile.ts';
import { verifyEmail } from './verify-email.ts';

const next = 'ten green bottles';

let server: MailServer;
let services: TestServices & { readonly hashes: { count: number } };

beforeAll(async () => {
  server = await startMailServer();
  services = counting(await testServices({ site: { smtpUrl: server.url } }));
});

async function reset(email: string) {
  const answer = await requestPasswordReset(services, newCaller(), { email });
  await services.background.settled();
  return answer;
}

/** The address of somebody who has verified it. */
async function verified(): Promise<string> {
  const email = newEmail();
  await signUp(services, newCaller(), { name: 'Owner', email, password });
  await verifyEmail(services, newCaller(), { token: server.tokenFor(email) });
  return email;
}

describe('a forgotten password', () => {
  it('is replaced by the link, which ends every session', async () => {
    const email = await verified();
    const person = await signedIn(services, email);
    await reset(email);
    const token = server.tokenFor(email);
    await resetPassword(services, newCaller(), { token, password: next });
    expect(await readSession(services, person.sessionId)).toBeUndefined();
    const old = signInWithPassword(services, newCaller(), { email, password });
    await expect(old).rejects.toMatchObject({ code: 'invalid' });
    expect(await signInWithPassword(services, newCaller(), { email, password: next })).toEqual({
      userId: person.userId,
    });
    const replay = resetPassword(services, newCaller(), { token, password: 'eleven green bottles' });
    await expect(replay).rejects.toMatchObject({ code: 'invalid', field: 'token' });
  });

  it('is answered alike for an unknown address, before anything is looked up', async () => {
    const email = await verified();
    const mails = server.mails.length;
    const unknown = await reset('nobody@example.org');
    expect(server.mails).toHaveLength(mails);
    expect(await reset(email)).toEqual(unknown);
    expect(server.mails).toHaveLength(mails + 1);
    expect(services.logged.join()).not.toContain('failed');
  });

  it('can be replaced once by a link, also by two at once', async () => {
    const email = await verified();
    await reset(email);
    const token = server.tokenFor(email);
    const both = await Promise.allSettled(
      ['first new password', 'second new password'].map((each) =>
        resetPassword(services, newCaller(), { token, password: each }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('can be replaced for an hour, and by the newest link alone', async () => {
    const email = await verified();
    await reset(email);
    const first = server.tokenFor(email);
    await reset(email);
    const replaced = resetPassword(services, newCaller(), { token: first, password: next });
    await expect(replaced).rejects.toMatchObject({ code: 'invalid' });
    services.clock.nowMs += 3_600_000;
    const late = resetPassword(services, newCaller(), { token: server.tokenFor(email), password: next });
    await expect(late).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is not replaced once the password was changed by somebody who knew it', async () => {
    const email = await verified();
    const person = await signedIn(services, email);
    await reset(email);
    await changePassword(services, person, { currentPassword: password, newPassword: next });
    const late = resetPassword(services, newCaller(), {
      token: server.tokenFor(email),
      password: 'eleven green bottles',
    });
    await expect(late).rejects.toMatchObject({ code: 'invalid', field: 'token' });
  });

  it('is not replaced by a link that is for something else, nor by a weak one', async () => {
    const email = await verified();
    const other = newEmail();
    await signUp(services, newCaller(), { name: 'X', email: other, password });
    const wrongKind = resetPassword(services, newCaller(), { token: server.tokenFor(other), password: next });
    await expect(wrongKind).rejects.toMatchObject({ code: 'invalid', field: 'token' });
    await reset(email);
    const token = server.tokenFor(email);
    const weak = resetPassword(services, newCaller(), { token, password: 'password123' });
    await expect(weak).rejects.toMatchObject({ code: 'invalid', field: 'password' });
    // A refused password leaves the link good.
    await resetPassword(services, newCaller(), { token, password: next });
  });

  it('finishes the sign-up of somebody who never answered the first mail', async () => {
    const email = newEmail();
    await signUp(services, newCaller(), { name: 'Late', email, password });
    await reset(email);
    await resetPassword(services, newCaller(), { token: server.tokenFor(email), password: next });
    const { userId } = await signInWithPassword(services, newCaller(), { email, password: next });
    expect(userId).toBeDefined();
    const rows = await services.sql`select 1 from members where user_id = ${userId}`;
    expect(rows).toHaveLength(1);
  });

  it('cannot be tried for without end', async () => {
    const from = newCaller();
    const codes: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      const asked = requestPasswordReset(services, from, { email: newEmail() });
      codes.push(await asked.then(() => 'asked').catch(({ code }) => code));
    }
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(5);
    const guesses: string[] = [];
    for (let n = 0; n < 61; n += 1) {
      const guess = resetPassword(services, from, { token: `guess-${n}`, password: next });
      guesses.push(await guess.then(() => 'in').catch(({ code }) => code));
    }
    expect(guesses.at(-1)).toBe('throttled');
    await services.background.settled();
  });
});

describe('the person’s own password', () => {
  it('is changed with the present one, and ends the other sessions', async () => {
    const email = await verified();
    const [person, other] = [await signedIn(services, email), await signedIn(services, email)];
    const wrong = changePassword(services, person, { currentPassword: 'not the password', newPassword: next });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid', field: 'currentPassword' });
    const none = changePassword(services, person, { newPassword: next });
    await expect(none).rejects.toMatchObject({ code: 'invalid', field: 'currentPassword' });
    await changePassword(services, person, { currentPassword: password, newPassword: next });
    expect(await readSession(services, person.sessionId)).toBeDefined();
    expect(await readSession(services, other.sessionId)).toBeUndefined();
    await signInWithPassword(services, newCaller(), { email, password: next });
  });

  it('cannot be guessed from a session', async () => {
    const email = await verified();
    const person = await signedIn(services, email);
    const before = services.hashes.count;
    for (let n = 0; n < 30; n += 1) {
      const guess = changePassword(services, person, { currentPassword: `guess ${n}`, newPassword: next });
      await guess.catch(() => undefined);
    }
    expect(services.hashes.count - before).toBe(10);
  });

  it('is chosen without one by who came by an identity provider', async () => {
    const vouched = { issuer: 'github', subject: '1', email: newEmail(), emailVerified: true, name: 'Owner' };
    const { userId } = await signInWithIdentity(services, newCaller(), vouched);
    const person = { userId, sessionId: crypto.randomUUID(), isOperator: false };
    await changePassword(services, person, { newPassword: next });
    expect((await readProfile(services, person, {})).hasPassword).toBe(true);
  });
});

describe('the profile', () => {
  it('takes a name and a time zone', async () => {
    const email = await verified();
    const person = await signedIn(services, email);
    await updateProfile(services, person, { name: 'New', timeZone: 'Europe/Berlin' });
    expect(await readProfile(services, person, {})).toMatchObject({ name: 'New', timeZone: 'Europe/Berlin' });
    await updateProfile(services, person, { timeZone: null });
    expect(await readProfile(services, person, {})).toMatchObject({ name: 'New', timeZone: null });
    const wrong = updateProfile(services, person, { timeZone: 'Mars/Base' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid', field: 'timeZone' });
  });

  it('is verified by a mail that the person asks for', async () => {
    const told: string[] = [];
    const site = { onLocalMail: ({ text }: Mail) => void told.push(text) };
    const local = await testServices({ databaseUrl: services.databaseUrl, site });
    const email = newEmail();
    await signUp(local, newCaller(), { name: 'Owner', email, password });
    const person = await signedIn(local, email);
    expect(await requestEmailVerification(local, person, {})).toEqual({ status: 'sent' });
    const token = /token=([\w.-]+)/.exec(told[0] ?? '')?.[1] ?? '';
    await verifyEmail(services, newCaller(), { token });
    const profile = await readProfile(services, person, {});
    expect(profile).toMatchObject({ emailVerified: true });
    expect(profile.memberships).toHaveLength(1);
    expect(await requestEmailVerification(services, person, {})).toEqual({ status: 'verified_already' });
  });
});
