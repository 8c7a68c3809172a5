import { instance } from '@weir/db/prisma/instance';
import { describe, expect, it } from 'vitest';
import { readInstanceInfo } from '../instance/read-info.ts';
import { startMailServer } from '../mail/mail-server.test-support.ts';
import { testServices } from '../services.test-support.ts';
import { caller, counting, newEmail, password, signedIn } from './accounts.test-support.ts';
import { readProfile } from './read-profile.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signUp } from './sign-up.ts';
import { verifyEmail } from './verify-email.ts';

async function setting(site: Parameters<typeof testServices>[0] = {}) {
  const server = await startMailServer();
  const publicUrl = 'https://weir.example.org';
  const services = counting(await testServices({ site: { smtpUrl: server.url, publicUrl, ...site.site } }));
  const asked = (email: string) => signUp(services, caller, { name: 'Owner', email, password });
  return { server, services, asked };
}

describe('signing up with a mail server', () => {
  it('is finished by the link, and by nothing else', async () => {
    const { server, services } = await setting();
    const email = newEmail();
    const answer = await signUp(services, caller, { name: 'Owner', email, password, organizationName: 'Mühle & Co' });
    expect(answer).toEqual({ status: 'check_mail' });
    expect(await instance(services.database).organizations()).toBe(0);
    expect((await readInstanceInfo(services, caller, {})).isFirst).toBe(true);
    expect(server.mails[0]?.text).toContain('https://weir.example.org/verify?token=');
    await expect(signInWithPassword(services, caller, { email, password })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await verifyEmail(services, caller, { token: server.tokenFor(email) });
    const profile = await readProfile(services, await signedIn(services, email), {});
    expect(profile).toMatchObject({ emailVerified: true, isOperator: true });
    expect(profile.memberships).toMatchObject([{ name: 'Mühle & Co', slug: 'muhle-co', role: 'owner' }]);
  });

  it('answers the same for the same work, whoever has the address', async () => {
    const { server, services, asked } = await setting();
    const email = newEmail();
    await asked(email);
    await verifyEmail(services, caller, { token: server.tokenFor(email) });
    const answers = new Set<string>();
    for (const each of [email, newEmail()]) {
      const [hashes, mails] = [services.hashes.count, server.mails.length];
      answers.add(JSON.stringify(await asked(each)));
      expect([services.hashes.count - hashes, server.mails.length - mails]).toEqual([1, 1]);
    }
    expect(answers.size).toBe(1);
    const toOwner = server.mails.filter(({ to }) => to.includes(email));
    expect(toOwner.at(-1)?.text).toContain('has an account already');
    expect(toOwner.at(-1)?.text).not.toContain('token=');
    await signedIn(services, email);
  });

  it('lets the last one to sign up with an address have it, once the mail is answered', async () => {
    const { server, services, asked } = await setting();
    const email = newEmail();
    await signUp(services, caller, { name: 'Somebody else', email, password: 'of somebody else' });
    const stale = server.tokenFor(email);
    await asked(email);
    await expect(verifyEmail(services, caller, { token: stale })).rejects.toMatchObject({ code: 'invalid' });
    await verifyEmail(services, caller, { token: server.tokenFor(email) });
    expect((await readProfile(services, await signedIn(services, email), {})).name).toBe('Owner');
  });

  it('sends a new link to who signs in with the right password when the old one is too old', async () => {
    const { server, services, asked } = await setting();
    const email = newEmail();
    await asked(email);
    const first = server.tokenFor(email);
    const early = () => signInWithPassword(services, caller, { email, password });
    const refusal = { code: 'forbidden', message: expect.stringContaining('not confirmed') };
    await expect(early()).rejects.toMatchObject(refusal);
    expect(server.mails).toHaveLength(1);
    services.clock.nowMs += 86_400_000;
    const wrong = signInWithPassword(services, caller, { email, password: 'not the password' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid' });
    expect(server.mails).toHaveLength(1);
    await expect(early()).rejects.toMatchObject(refusal);
    expect(server.tokenFor(email)).not.toBe(first);
    await verifyEmail(services, caller, { token: server.tokenFor(email) });
    expect((await readProfile(services, await signedIn(services, email), {})).memberships).toHaveLength(1);
  });

  it('writes no word of a stranger’s choosing into a mail', async () => {
    const { server, services } = await setting();
    const hostile = 'Visit https://evil.example now';
    await signUp(services, caller, { name: hostile, email: newEmail(), password, organizationName: hostile });
    expect(server.mails[0]?.raw).not.toContain('evil.example');
    expect(server.mails[0]?.text).not.toContain('evil.example');
  });

  it('floods no mailbox', async () => {
    const { server, services } = await setting();
    const email = newEmail();
    const codes: string[] = [];
    for (let n = 0; n < 8; n += 1) {
      const from = { address: `192.0.2.${n}`, userAgent: 'test' };
      const asked = signUp(services, from, { name: 'X', email, password });
      codes.push(await asked.then(() => 'sent').catch(({ code }) => code));
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'sent'), 'throttled', 'throttled', 'throttled']);
    expect(server.mails).toHaveLength(5);
  });

  it('says that no mail could be sent, and can be tried again', async () => {
    const { server, services } = await setting();
    const away = await testServices({ databaseUrl: services.databaseUrl, site: { smtpUrl: 'smtp://127.0.0.1:9' } });
    const email = newEmail();
    const asked = signUp(away, caller, { name: 'X', email, password });
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
    await signUp(services, caller, { name: 'X', email, password });
    await verifyEmail(services, caller, { token: server.tokenFor(email) });
  });
});

describe('a link that verifies', () => {
  it('is good once, also for two at once', async () => {
    const { server, services, asked } = await setting();
    const email = newEmail();
    await asked(email);
    const token = server.tokenFor(email);
    const both = await Promise.allSettled([1, 2, 3].map(() => verifyEmail(services, caller, { token })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(verifyEmail(services, caller, { token })).rejects.toMatchObject({ code: 'invalid', field: 'token' });
    expect(await instance(services.database).organizations()).toBe(1);
  });

  it('is good for a day', async () => {
    const { server, services, asked } = await setting();
    const email = newEmail();
    await asked(email);
    services.clock.nowMs += 86_400_000;
    const late = verifyEmail(services, caller, { token: server.tokenFor(email) });
    await expect(late).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is none when anything of it is changed', async () => {
    const { server, services } = await setting();
    const email = newEmail();
    await signUp(services, caller, { name: 'X', email, password, organizationName: 'Mine' });
    const [secret] = server.tokenFor(email).split('.');
    const forged = `${secret}.${Buffer.from('{"organizationName":"Other"}').toString('base64url')}`;
    for (const token of [forged, secret ?? '', `${forged}x`, 'x']) {
      await expect(verifyEmail(services, caller, { token })).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  it('is stored as a hash alone', async () => {
    const { server, services, asked } = await setting();
    const email = newEmail();
    await asked(email);
    const [secret = ''] = server.tokenFor(email).split('.');
    const rows = await services.sql`select row_to_json(t)::text as text from email_tokens t`;
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(services.logged.join()).not.toContain(secret);
  });
});
