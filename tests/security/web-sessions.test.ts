import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from '@weir/runtime/uuid';
import { sessionSecret } from '@weir/services/sessions/secret';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { createTenant } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgedCookies } from './forged-cookies.ts';
import { type Site, startSite, type Web } from './web-site.ts';
import { newVisitor, type Visitor } from './web-visitor.ts';

const cookieName = 'weir.session';
const secureName = '__Host-weir.session';

let site: Site;
let web: Web;
let secured: Web;
let owner: AddedMember;
let slug: string;

beforeAll(async () => {
  site = await startSite();
  slug = `tenant-${uuidv7()}`;
  const { organizationId } = await createTenant(site.services, { slug });
  owner = await addMember(site.services, organizationId, { role: 'owner' });
  web = await site.open();
  secured = await site.open({ WEIR_PUBLIC_URL: 'https://weir.example', NEXTAUTH_URL: 'https://weir.example' });
});
afterAll(() => site.stop());

async function signedIn(url = web.url): Promise<Visitor> {
  const visitor = newVisitor(url);
  await visitor.signIn(owner);
  return visitor;
}

const isIn = async (visitor: Visitor) => (await visitor.query('account.profile')).status === 200;

/** Newest first; no cookie can be read for the id. */
async function sessionsOf(userId: string): Promise<{ id: string; isLive: boolean }[]> {
  return site.services.sql`
    select id, revoked_at is null as "isLive" from sessions where user_id = ${userId} order by created_at desc, id desc`;
}

describe('the session cookie', () => {
  it('is out of reach for scripts and for other sites', async () => {
    const visitor = newVisitor(web.url);
    const { setCookies } = await visitor.signIn(owner);
    const cookie = setCookies.find((each) => each.startsWith(`${cookieName}=`)) ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/Domain=/i);
    expect(await isIn(visitor)).toBe(true);
  });

  it('is bound to https and to this host where the site is on https, as are those of next-auth', async () => {
    const visitor = newVisitor(secured.url);
    const { setCookies } = await visitor.signIn(owner);
    expect(setCookies.map((each) => each.split('=')[0])).toContain(secureName);
    for (const name of visitor.jar.keys()) expect(name).toMatch(/^__(Host|Secure)-/);
    for (const cookie of setCookies) expect(cookie).toMatch(/; Secure/);
    expect((await visitor.ask('/sign-in')).headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await newVisitor(web.url).ask('/sign-in')).headers['strict-transport-security']).toBeUndefined();
    expect(await isIn(visitor)).toBe(true);
    // The name that another host of the domain could set counts for nothing.
    const tossed = newVisitor(secured.url);
    tossed.jar.set(cookieName, visitor.jar.get(secureName) ?? '');
    expect(await isIn(tossed)).toBe(false);
  });

  it('carries nothing but a session that is in the database', async () => {
    const [session] = await sessionsOf(owner.userId);
    const forged = forgedCookies(sessionSecret(site.services), session?.id ?? '');
    expect(Object.keys(forged.bad).length).toBeGreaterThan(8);
    for (const [what, cookie] of Object.entries(forged.bad)) {
      const visitor = newVisitor(web.url);
      visitor.jar.set(cookieName, cookie);
      const { status } = await visitor.query('account.profile');
      expect(`${what}: ${status}`).toBe(`${what}: 401`);
      expect((await visitor.ask(`/o/${slug}/overview`)).status).toBe(307);
    }
    const visitor = newVisitor(web.url);
    visitor.jar.set(cookieName, forged.good);
    expect(await isIn(visitor)).toBe(true);
  });

  it('is dead once its row is over', async () => {
    const visitor = await signedIn();
    const [session] = await sessionsOf(owner.userId);
    await site.services.sql`update sessions set expires_at = now() where id = ${session?.id ?? ''}`;
    expect(await isIn(visitor)).toBe(false);
  });
});

describe('a sign-in', () => {
  it('makes a new session: what was planted before is worth nothing for whoever planted it', async () => {
    const attacker = await addMember(site.services, (await createTenant(site.services)).organizationId, {
      role: 'owner',
    });
    const planting = newVisitor(web.url);
    await planting.signIn(attacker);
    const planted = planting.jar.get(cookieName) ?? '';
    const victim = newVisitor(web.url);
    for (const [name, value] of planting.jar) victim.jar.set(name, value);
    await victim.signIn(owner);
    expect(victim.jar.get(cookieName)).not.toBe(planted);
    expect((await victim.query('account.profile')).text).toContain(owner.email);
    expect((await planting.query('account.profile')).text).not.toContain(owner.email);
    const again = await signedIn();
    expect(again.jar.get(cookieName)).not.toBe(victim.jar.get(cookieName));
  });

  it('keeps no token for forms that somebody else has seen', async () => {
    const stranger = newVisitor(web.url);
    const form = await stranger.ask('/api/auth/csrf');
    const victim = newVisitor(web.url);
    await victim.ask('/api/auth/csrf');
    const body = new URLSearchParams({ ...JSON.parse(form.text), ...{ email: owner.email, password: owner.password } });
    await victim.ask('/api/auth/callback/credentials', { method: 'POST', body });
    expect(victim.jar.has(cookieName)).toBe(false);
  });
});

describe('the end of a session', () => {
  it('comes with signing out, in the database, for every copy of the cookie', async () => {
    const visitor = await signedIn();
    const copy = newVisitor(web.url);
    copy.jar.set(cookieName, visitor.jar.get(cookieName) ?? '');
    expect(await isIn(copy)).toBe(true);
    const { csrfToken } = JSON.parse((await visitor.ask('/api/auth/csrf')).text);
    await visitor.ask('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken }) });
    expect(visitor.jar.has(cookieName)).toBe(false);
    expect(await isIn(copy)).toBe(false);
    expect((await sessionsOf(owner.userId))[0]?.isLive).toBe(false);
    // Nor does next-auth's own renewal bring it back to life.
    await copy.ask('/api/auth/session');
    expect(await isIn(copy)).toBe(false);
  });

  it('is seen within a second by every process and every open page', async () => {
    const visitor = await signedIn();
    const mine = await signedIn();
    const [, theirs] = await sessionsOf(owner.userId);
    const stream = await fetch(`${web.url}/api/live/session`, {
      headers: { cookie: `${cookieName}=${visitor.jar.get(cookieName)}`, 'sec-fetch-site': 'same-origin' },
    });
    const told = (async () => {
      let text = '';
      for await (const chunk of stream.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes('signed-out')) return performance.now();
      }
      return performance.now();
    })();
    await sleep(200);
    expect((await mine.mutate('account.revokeSession', { id: theirs?.id })).status).toBe(200);
    const revokedAt = performance.now();
    expect(await isIn(visitor)).toBe(false);
    expect((await visitor.ask(`/o/${slug}/overview`)).status).toBe(307);
    expect((await told) - revokedAt).toBeLessThan(1_000);
    expect(await isIn(mine)).toBe(true);
  });

  it('of everybody comes with a new password', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const input = { currentPassword: owner.password, newPassword: 'under the high dam' };
    expect((await one.mutate('account.changePassword', input)).status).toBe(200);
    expect(await isIn(other)).toBe(false);
    const back = { currentPassword: input.newPassword, newPassword: owner.password };
    const again = newVisitor(web.url);
    await again.signIn({ email: owner.email, password: input.newPassword });
    expect((await again.mutate('account.changePassword', back)).status).toBe(200);
  });
});
