import { uuidv7 } from '@weir/runtime/uuid';
import { type MailServer, startMailServer } from '@weir/services/mail/mail-server.test-support';
import { addMember, testPassword } from '@weir/testing/add-member';
import { dumpDatabase } from '@weir/testing/dump';
import { createTenant } from '@weir/testing/tenant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from './until.ts';
import { type Site, startSite, type Web } from './web-site.ts';
import { newVisitor, type Shown, type Visitor } from './web-visitor.ts';

let mails: MailServer;
let site: Site;
let web: Web;
let organizationId: string;
let asMember: { readonly 'x-weir-organization': string };
let owner: Visitor;
/** Every token and password that went through here: none may be found again where it should not be. */
const secrets: string[] = [];

beforeAll(async () => {
  mails = await startMailServer();
  site = await startSite();
  asMember = { 'x-weir-organization': `tenant-${uuidv7()}` };
  ({ organizationId } = await createTenant(site.services, { slug: asMember['x-weir-organization'] }));
  web = await site.open({ SMTP_URL: mails.url, WEIR_LOG_LEVEL: 'trace' });
  owner = newVisitor(web.url);
  await owner.signIn(await addMember(site.services, organizationId, { role: 'owner' }));
});
afterAll(() => site.stop());
// How often one may ask is another test's.
beforeEach(async () => void (await site.services.sql`truncate throttles`));

const newEmail = () => `somebody-${uuidv7()}@example.org`;
const password = `long enough ${uuidv7()}`;
secrets.push(password);

const keep = (token: string): string => {
  secrets.push(token);
  return token;
};

/** Somebody who signed up and answered the mail. */
async function newPerson(email = newEmail()): Promise<{ visitor: Visitor; email: string; token: string }> {
  const visitor = newVisitor(web.url);
  await visitor.mutate('auth.signUp', { name: 'Somebody', email, password });
  const token = keep(mails.tokenFor(email));
  expect((await visitor.mutate('auth.verifyEmail', { token })).status).toBe(200);
  await visitor.signIn({ email, password });
  return { visitor, email, token };
}

const invited = z.object({ result: z.object({ data: z.object({ id: z.string(), link: z.string() }) }) });

async function invite(email: string): Promise<{ id: string; token: string }> {
  const { text } = await owner.mutate('invitations.create', { email, role: 'viewer' }, asMember);
  const { id, link } = invited.parse(JSON.parse(text)).result.data;
  return { id, token: keep(new URL(link).searchParams.get('token') ?? '') };
}

const accept = (visitor: Visitor, token: string) => visitor.mutate('invitations.accept', { token });

async function membersOf(email: string): Promise<number> {
  const [row] = await site.services.sql<[{ count: number }]>`
    select count(*)::int as count from members m join users u on u.id = m.user_id
    where u.email = ${email} and m.organization_id = ${organizationId}`;
  return row.count;
}

describe('an invitation', () => {
  it('lets in whom it is for, once', async () => {
    const { visitor, email } = await newPerson();
    const { token } = await invite(email);
    const answers = await Promise.all(Array.from({ length: 12 }, () => accept(visitor, token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    expect((await accept(visitor, token)).status).toBe(409);
    expect(await membersOf(email)).toBe(1);
  });

  it('lets in nobody else, and tells them no more than a hint of whom it is for', async () => {
    const invited = newEmail();
    const { token } = await invite(invited);
    const other = await newPerson();
    const refused = await accept(other.visitor, token);
    expect([refused.status, refused.text.includes(invited)]).toEqual([403, false]);
    expect((await accept(newVisitor(web.url), token)).status).toBe(401);
    const page = await newVisitor(web.url).ask(`/invitation?token=${token}`);
    expect([page.status, page.text.includes(invited)]).toEqual([200, false]);
    const signUp = { name: 'X', email: newEmail(), password, invitationToken: token };
    expect((await newVisitor(web.url).mutate('auth.signUp', signUp)).status).toBe(403);
    expect(await membersOf(other.email)).toBe(0);
    // It is still good for its own.
    const own = await newPerson(invited);
    expect((await accept(own.visitor, token)).status).toBe(200);
  });

  it('lets in nobody once it is over, taken back or replaced', async () => {
    const { visitor, email } = await newPerson();
    const expired = await invite(email);
    await site.services.sql`update invitations set expires_at = now() where id = ${expired.id}`;
    const revoked = await invite(email);
    await owner.mutate('invitations.revoke', { id: revoked.id }, asMember);
    const replaced = await invite(email);
    await invite(email);
    for (const { token } of [expired, revoked, replaced]) expect((await accept(visitor, token)).status).toBe(409);
    expect(await membersOf(email)).toBe(0);
  });

  it('lets nobody back in who was removed after it was used', async () => {
    const { visitor, email } = await newPerson();
    const { token } = await invite(email);
    await accept(visitor, token);
    await site.services.sql`
      update members set removed_at = now() where organization_id = ${organizationId}
        and user_id = (select id from users where email = ${email})`;
    expect((await accept(visitor, token)).status).toBe(409);
    expect((await visitor.query('projects.list', {}, asMember)).status).toBe(404);
  });
});

async function resetToken(email: string): Promise<string> {
  const before = mails.to(email).length;
  await newVisitor(web.url).mutate('auth.requestPasswordReset', { email });
  await until(
    'the mail',
    () => mails.to(email).length,
    (count) => count > before,
  );
  return keep(mails.tokenFor(email));
}

const reset = (token: string, to: string) =>
  newVisitor(web.url).mutate('auth.resetPassword', { token, password: keep(to) });
const canSignIn = async (email: string, with_: string) => {
  const visitor = newVisitor(web.url);
  await visitor.signIn({ email, password: with_ });
  return visitor.jar.has('weir.session');
};

describe('a link to a new password', () => {
  it('is good once, whoever else holds it, and ends every session', async () => {
    const { visitor, email } = await newPerson();
    const token = await resetToken(email);
    const wishes = Array.from({ length: 8 }, (_, nth) => `another password ${nth} ${uuidv7()}`);
    const answers = await Promise.all(wishes.map((wish) => reset(token, wish)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const chosen = wishes[answers.findIndex(({ status }) => status === 200)] ?? '';
    expect((await reset(token, 'once more and again')).status).toBe(400);
    expect(await canSignIn(email, chosen)).toBe(true);
    expect(await canSignIn(email, 'once more and again')).toBe(false);
    expect((await visitor.query('account.profile')).status).toBe(401);
  });

  it('is good no longer once the password was changed, a newer one was sent, or an hour is over', async () => {
    const { visitor, email } = await newPerson();
    const early = await resetToken(email);
    const changed = `changed meanwhile ${uuidv7()}`;
    await visitor.mutate('account.changePassword', { currentPassword: password, newPassword: keep(changed) });
    const replaced = await resetToken(email);
    const late = await resetToken(email);
    await site.services.sql`update email_tokens set expires_at = now() where used_at is null`;
    for (const token of [early, replaced, late]) expect((await reset(token, 'not to be chosen')).status).toBe(400);
    expect(await canSignIn(email, changed)).toBe(true);
  });

  it('is for nothing else, and no other link is for it', async () => {
    const { email, token: verification } = await newPerson();
    const token = await resetToken(email);
    expect((await reset(verification, 'not to be chosen')).status).toBe(400);
    expect((await newVisitor(web.url).mutate('auth.verifyEmail', { token })).status).toBe(400);
    for (const bad of [token.slice(0, -1), `${token}x`, token.toUpperCase(), `${token}.e30`, '%00', 'null']) {
      expect((await reset(bad, 'not to be chosen')).status).toBe(400);
    }
  });
});

describe('the link that confirms an address', () => {
  it('makes one account with one organization, however often it is opened', async () => {
    const email = newEmail();
    await newVisitor(web.url).mutate('auth.signUp', { name: 'Somebody', email, password, organizationName: 'Once' });
    const token = keep(mails.tokenFor(email));
    const open = () => newVisitor(web.url).mutate('auth.verifyEmail', { token });
    const answers = await Promise.all(Array.from({ length: 8 }, open));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await open()).status).toBe(400);
    const organizations = await site.services.sql`select 1 from organizations where name = 'Once'`;
    expect(organizations).toHaveLength(1);
  });

  it('cannot be told to make something else of itself', async () => {
    const email = newEmail();
    await newVisitor(web.url).mutate('auth.signUp', {
      name: 'Somebody',
      email,
      password,
      organizationName: 'Asked for',
    });
    const [secret] = keep(mails.tokenFor(email)).split('.');
    const other = Buffer.from(JSON.stringify({ organizationName: 'Another' })).toString('base64url');
    expect((await newVisitor(web.url).mutate('auth.verifyEmail', { token: `${secret}.${other}` })).status).toBe(400);
  });
});

/** Half of the values are smaller. */
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

type Pair = { readonly known: string; readonly unknown: string };

/** Asks for known and unknown addresses in turn. What differs between the answers is told, and how long they took. */
async function compare(pairs: readonly Pair[], act: (visitor: Visitor, email: string) => Promise<Shown>) {
  const took: Record<keyof Pair, number[]> = { known: [], unknown: [] };
  const answers: Record<keyof Pair, Set<string>> = { known: new Set(), unknown: new Set() };
  for (const pair of pairs) {
    for (const kind of ['known', 'unknown'] as const) {
      await site.services.sql`truncate throttles`;
      const startedAt = performance.now();
      const { status, text } = await act(newVisitor(web.url), pair[kind]);
      took[kind].push(performance.now() - startedAt);
      answers[kind].add(`${status} ${text.replaceAll(pair[kind], 'EMAIL')}`);
    }
  }
  return { answers, ratio: median(took.known) / median(took.unknown) };
}

describe('whose address it is', () => {
  let pairs: Pair[];
  beforeAll(async () => {
    const known = Array.from({ length: 15 }, () =>
      addMember(site.services, organizationId, { role: 'viewer', email: newEmail() }),
    );
    pairs = (await Promise.all(known)).map(({ email }) => ({ known: email, unknown: newEmail() }));
  });

  const acts: readonly (readonly [string, (visitor: Visitor, email: string) => Promise<Shown>])[] = [
    ['a sign-in', (visitor, email) => visitor.signIn({ email, password: 'not the password' })],
    ['a sign-up', (visitor, email) => visitor.mutate('auth.signUp', { name: 'X', email, password })],
    ['a forgotten password', (visitor, email) => visitor.mutate('auth.requestPasswordReset', { email })],
  ];

  it.each(acts)(
    'is told neither by what %s says nor by how long it takes',
    async (_, act) => {
      const { answers, ratio } = await compare(pairs, act);
      expect(answers.known.size).toBe(1);
      expect(answers.known).toEqual(answers.unknown);
      // Without the hash of a password, or the mail, of one of the two it would be a tenth.
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    },
    120_000,
  );

  it('is not told by when one is throttled', async () => {
    const tries = async (email: string) => {
      await site.services.sql`truncate throttles`;
      const said: boolean[] = [];
      for (let nth = 0; nth < 12; nth += 1) {
        const { text } = await newVisitor(web.url).signIn({ email, password: `wrong ${nth}` });
        said.push(decodeURIComponent(text).includes('Too many tries'));
      }
      return said;
    };
    const [pair] = pairs;
    const ofKnown = await tries(pair?.known ?? '');
    expect(ofKnown.indexOf(true)).toBe(10);
    expect(await tries(pair?.unknown ?? '')).toEqual(ofKnown);
  });

  it('is not told by invitations, which cannot be tried for without end', async () => {
    const visitor = newVisitor(web.url);
    const statuses = [];
    for (let nth = 0; nth < 62; nth += 1) {
      statuses.push((await visitor.query('invitations.read', { token: `guess-${nth}` })).status);
    }
    expect(statuses.slice(0, 60).every((status) => status === 404)).toBe(true);
    expect(statuses.slice(60)).toEqual([429, 429]);
    const last = await visitor.query('invitations.read', { token: 'guess' });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(60);
  });
});

describe('what opens an account', () => {
  it('stands in no log and, but for hashes, in no row', async () => {
    expect(secrets.length).toBeGreaterThan(30);
    const output = web.output();
    const rows = (await dumpDatabase(site.services.sql)).join('\n');
    const found = [...new Set([...secrets, testPassword])].filter(
      (each) => output.includes(each) || rows.includes(each),
    );
    expect(found).toEqual([]);
    expect(output).toContain('sign-in refused');
  });
});
