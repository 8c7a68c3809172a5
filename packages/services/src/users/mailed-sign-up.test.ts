import { instance } from '@weir/db/prisma/instance';
import { beforeAll, describe, expect, it } from 'vitest';
import { readInstanceInfo } from '../instance/read-info.ts';
import { type MailServer, startMailServer } from '../mail/mail-server.test-support.ts';
import { type TestServices, testServices } from '../services.test-support.ts';
import { codeOf, counting, newCaller, newEmail, password, signedIn } from './accounts.test-support.ts';
import { readProfile } from './read-profile.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signUp } from './sign-up.ts';
import { verifyEmail } from './verify-email.ts';

const publicUrl = 'https://weir.example.org';

let server: MailServer;
let services: TestServices & { readonly hashes: { count: number } };
const asked = (email: string) => signUp(services, newCaller(), { name: 'Owner', email, password });
const verify = (token: string) => verifyEmail(services, newCaller(), { token });

beforeAll(async () => {
  server = await startMailServer();
  services = counting(await testServices({ site: { smtpUrl: server.url, publicUrl } }));
});

describe('signing up with a mail server', () => {
  it('is finished by the link, and by nothing else', async () => {
    const email = newEmail();
    const answer = await signUp(services, newCaller(), {
      name: 'Owner',
      email,
      password,
      organizationName: 'Mühle & Co',
    });
    expect(answer).toEqual({ status: 'check_mail' });
    expect(await instance(services.database).organizations()).toBe(0);
    expect((await readInstanceInfo(services, newCaller(), {})).isFirst).toBe(true);
    expect(server.to(email)[0]?.text).toContain('https://weir.example.org/verify?token=');
    await expect(signInWithPassword(services, newCaller(), { email, password })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await verify(server.tokenFor(email));
    const profile = await readProfile(services, await signedIn(services, email), {});
    expect(profile).toMatchObject({ emailVerified: true, isOperator: true });
    expect(profile.memberships).toMatchObject([{ name: 'Mühle & Co', slug: 'muhle-co', role: 'owner' }]);
  });

  it('answers the same for the same work, whoever has the address', async () => {
    const email = newEmail();
    await asked(email);
    await verify(server.tokenFor(email));
    const answers = new Set<string>();
    for (const each of [email, newEmail()]) {
      const [hashes, mails] = [services.hashes.count, server.mails.length];
      answers.add(JSON.stringify(await asked(each)));
      expect([services.hashes.count - hashes, server.mails.length - mails]).toEqual([1, 1]);
    }
    expect(answers.size).toBe(1);
    const toOwner = server.to(email);
    expect(toOwner.at(-1)?.text).toContain('has an account already');
    expect(toOwner.at(-1)?.text).not.toContain('token=');
    await signedIn(services, email);
  });

  it('lets the last one to sign up with an address have it, once the mail is answered', async () => {
    const email = newEmail();
    await signUp(services, newCaller(), { name: 'Somebody else', email, password: 'of somebody else' });
    const stale = server.tokenFor(email);
    await asked(email);
    await expect(verify(stale)).rejects.toMatchObject({ code: 'invalid' });
    await verify(server.tokenFor(email));
    expect((await readProfile(services, await signedIn(services, email), {})).name).toBe('Owner');
  });

  it('sends a new link to who signs in with the right password when the old one is too old', async () => {
    const email = newEmail();
    await asked(email);
    const first = server.tokenFor(email);
    const early = () => signInWithPassword(services, newCaller(), { email, password });
    const refusal = { code: 'forbidden', message: expect.stringContaining('not confirmed') };
    await expect(early()).rejects.toMatchObject(refusal);
    expect(server.to(email)).toHaveLength(1);
    services.clock.nowMs += 86_400_000;
    const wrong = signInWithPassword(services, newCaller(), { email, password: 'not the password' });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid' });
    expect(server.to(email)).toHaveLength(1);
    await expect(early()).rejects.toMatchObject(refusal);
    expect(server.tokenFor(email)).not.toBe(first);
    await verify(server.tokenFor(email));
    expect((await readProfile(services, await signedIn(services, email), {})).memberships).toHaveLength(1);
  });

  it('writes no word of a stranger’s choosing into a mail', async () => {
    const hostile = 'Visit https://evil.example now';
    const email = newEmail();
    await signUp(services, newCaller(), { name: hostile, email, password, organizationName: hostile });
    expect(server.to(email)).toHaveLength(1);
    expect(server.to(email)[0]?.raw).not.toContain('evil.example');
    expect(server.to(email)[0]?.text).not.toContain('evil.example');
  });

  it('floods no mailbox', async () => {
    const email = newEmail();
    const ask = (address: string) =>
      codeOf(signUp(services, { address, userAgent: 'test' }, { name: 'X', email, password }));
    const fromOne = [];
    for (let n = 0; n < 7; n += 1) fromOne.push(await ask('192.0.2.1'));
    expect(fromOne).toEqual(['in', 'in', 'in', 'in', 'in', 'throttled', 'throttled']);
    // Another, such as the owner, is still heard.
    expect(await ask('198.51.100.1')).toBe('in');
    for (let n = 0; n < 20; n += 1) await ask(`203.0.113.${n}`);
    expect(server.to(email)).toHaveLength(20);
  });

  it('says that no mail could be sent, and can be tried again', async () => {
    const away = await testServices({ databaseUrl: services.databaseUrl, site: { smtpUrl: 'smtp://127.0.0.1:9' } });
    const email = newEmail();
    const asked = signUp(away, newCaller(), { name: 'X', email, password });
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
    await signUp(services, newCaller(), { name: 'X', email, password });
    await verify(server.tokenFor(email));
  });
});

describe('a link that verifies', () => {
  it('is good once, also for two at once', async () => {
    const email = newEmail();
    await asked(email);
    const token = server.tokenFor(email);
    const both = await Promise.allSettled([1, 2, 3].map(() => verify(token)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(verify(token)).rejects.toMatchObject({ code: 'invalid', field: 'token' });
    const { memberships } = await readProfile(services, await signedIn(services, email), {});
    expect(memberships).toHaveLength(1);
  });

  it('is good for a day', async () => {
    const email = newEmail();
    await asked(email);
    services.clock.nowMs += 86_400_000;
    const late = verify(server.tokenFor(email));
    await expect(late).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is none when anything of it is changed', async () => {
    const email = newEmail();
    await signUp(services, newCaller(), { name: 'X', email, password, organizationName: 'Mine' });
    const [secret] = server.tokenFor(email).split('.');
    const forged = `${secret}.${Buffer.from('{"organizationName":"Other"}').toString('base64url')}`;
    for (const token of [forged, secret ?? '', `${forged}x`, 'x']) {
      await expect(verify(token)).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  it('is stored as a hash alone', async () => {
    const email = newEmail();
    await asked(email);
    const [secret = ''] = server.tokenFor(email).split('.');
    const rows = await services.sql`select row_to_json(t)::text as text from email_tokens t`;
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(services.logged.join()).not.toContain(secret);
  });
});
