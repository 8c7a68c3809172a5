import { uuidv7 } from '@weir/runtime/uuid';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { dumpOrganization } from '@weir/testing/dump';
import { createTenant } from '@weir/testing/tenant';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Site, startSite, type Web } from '../security/web-site.ts';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { type Attempt, attemptFetch, type OtherSite, startOtherSite, submitForm } from './other-site.ts';
import { signIn } from './sign-in.ts';

let site: Site;
let web: Web;
let other: OtherSite;
let browser: Browser;
let slug: string;
let organizationId: string;
let projectId: string;
let owner: AddedMember;
let attacker: AddedMember;

beforeAll(async () => {
  site = await startSite();
  slug = `tenant-${uuidv7()}`;
  ({ organizationId, projectId } = await createTenant(site.services, { slug }));
  owner = await addMember(site.services, organizationId, { role: 'owner' });
  const elsewhere = await createTenant(site.services);
  attacker = await addMember(site.services, elsewhere.organizationId, { role: 'owner' });
  web = await site.open();
  other = await startOtherSite();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  other.close();
  await site.stop();
});

async function signedIn(): Promise<Person> {
  const person = await newPerson(browser, { baseUrl: web.url });
  await signIn(person.context, owner.email, owner.password);
  return person;
}

/** Who is signed in, as a page of ours is told. */
async function whoIsIn({ context }: Person): Promise<string> {
  const headers = { 'sec-fetch-site': 'same-origin', 'x-weir-client': 'web' };
  const answer = await context.request.get('/api/trpc/account.profile?input=%7B%7D', { headers });
  return /"email":"([^"]+)"/.exec(await answer.text())?.[1] ?? `nobody: ${answer.status()}`;
}

/** What of the organization and its owner could have been changed. */
async function rows(): Promise<string[]> {
  const { sql } = site.services;
  const people = await sql<{ row: string }[]>`
    select u::text as row from users u where id = ${owner.userId}
    union all select id::text || coalesce(revoked_at::text, '') from sessions where user_id = ${owner.userId}`;
  return [...(await dumpOrganization(sql, organizationId)), ...people.map(({ row }) => row).sort()];
}

const profile = '{"name":"Changed by somebody else"}';
const chat = () =>
  JSON.stringify({ projectId, request: { model: 'sandbox/fast', messages: [{ role: 'user', content: 'hello' }] } });
const inOurs = () => ({ 'x-weir-organization': slug, 'x-weir-client': 'web' });

/** Ways to make a browser send something, with what it carries for us. */
const attempts = (): readonly Attempt[] => [
  { path: '/api/trpc/account.updateProfile', method: 'POST', type: 'text/plain', body: profile },
  { path: '/api/trpc/account.updateProfile', method: 'POST', type: 'application/x-www-form-urlencoded', body: profile },
  { path: '/api/trpc/account.updateProfile', method: 'POST', body: profile },
  { path: '/api/trpc/account.updateProfile', method: 'POST', type: 'application/json', body: profile, mode: 'cors' },
  { path: '/api/trpc/account.signOut', method: 'POST', type: 'text/plain', body: '{}' },
  { path: '/api/trpc/account.signOut?input=%7B%7D', method: 'GET' },
  {
    path: '/api/trpc/projects.create',
    method: 'POST',
    type: 'application/json',
    body: '{"name":"x"}',
    mode: 'cors',
    headers: inOurs(),
  },
  { path: '/api/trpc/account.profile?input=%7B%7D', method: 'GET', mode: 'cors' },
  { path: '/api/trpc/account.profile?input=%7B%7D', method: 'GET', mode: 'cors', headers: inOurs() },
  { path: '/api/auth/session', method: 'GET', mode: 'cors' },
  { path: '/api/auth/csrf', method: 'GET', mode: 'cors' },
  {
    path: '/api/auth/signout',
    method: 'POST',
    type: 'application/x-www-form-urlencoded',
    body: 'csrfToken=x&json=true',
  },
  { path: `/api/playground/${slug}`, method: 'POST', type: 'text/plain', body: chat() },
  { path: `/api/export/${slug}/organization.ndjson`, method: 'GET', mode: 'cors' },
  { path: `/api/export/${slug}/calls.csv`, method: 'GET', mode: 'cors' },
  { path: `/o/${slug}/overview`, method: 'GET', mode: 'cors' },
  { path: '/api/v1/projects', method: 'GET', mode: 'cors' },
];

async function openAt(person: Person, origin: string): Promise<Page> {
  const page = await person.context.newPage();
  await page.goto(`${origin}/`);
  return page;
}

describe('a page of ours', () => {
  it('does by the same means what those of others cannot', async () => {
    const person = await signedIn();
    await person.page.goto('/status');
    const attempt = { path: '/api/trpc/account.updateProfile', method: 'POST', mode: 'cors' } as const;
    const sent = { ...attempt, type: 'application/json', body: profile };
    const read = await person.page.evaluate(attemptFetch, { target: web.url, attempt: sent });
    expect(read).toContain('Changed by somebody else');
    await person.context.close();
  });
});

describe.each(['near', 'far'] as const)('a page of another site that is %s', (where) => {
  it('changes nothing and reads nothing with the cookies of who looks at it', async () => {
    const person = await signedIn();
    const before = await rows();
    other.cookies();
    const page = await openAt(person, other[where]);
    // To a browser another port is the same site: our cookies come along, and are not what keeps it out.
    expect(other.cookies().includes('weir.session=')).toBe(where === 'near');
    for (const attempt of attempts()) {
      const read = await page.evaluate(attemptFetch, { target: web.url, attempt });
      expect(`${attempt.method} ${attempt.path}: ${read}`).toBe(`${attempt.method} ${attempt.path}: `);
    }
    expect(await rows()).toEqual(before);
    expect(await whoIsIn(person)).toBe(owner.email);
    await person.context.close();
  });

  const form = 'application/x-www-form-urlencoded';
  it.each([
    {
      what: 'changes no name',
      path: '/api/trpc/account.updateProfile',
      type: 'text/plain',
      name: '{"name":"x", "y": "',
    },
    { what: 'signs nobody out', path: '/api/auth/signout', type: form, name: 'csrfToken' },
    { what: 'calls no model', path: '/api/playground/SLUG', type: 'text/plain', name: '{"projectId":"x", "y": "' },
  ])('$what by a form', async ({ path, type, name }) => {
    const person = await signedIn();
    const before = await rows();
    const page = await openAt(person, other[where]);
    const action = web.url + path.replace('SLUG', slug);
    const submitting = page.evaluate(submitForm, { action, fields: { [name]: '"}' }, type });
    await Promise.all([page.waitForURL(`${web.url}/**`), submitting]);
    expect(await rows()).toEqual(before);
    expect(await whoIsIn(person)).toBe(owner.email);
    await person.context.close();
  });

  it('signs nobody in as somebody else', async () => {
    const person = await newPerson(browser, { baseUrl: web.url });
    await person.page.goto('/sign-in');
    const theirs = await newPerson(browser, { baseUrl: web.url });
    const { csrfToken } = await (await theirs.context.request.get('/api/auth/csrf')).json();
    const page = await openAt(person, other[where]);
    const fields = { csrfToken: String(csrfToken), email: attacker.email, password: attacker.password };
    const action = `${web.url}/api/auth/callback/credentials`;
    const type = 'application/x-www-form-urlencoded';
    await Promise.all([page.waitForURL(`${web.url}/**`), page.evaluate(submitForm, { action, fields, type })]);
    expect(await whoIsIn(person)).toBe('nobody: 401');
    await person.context.close();
    await theirs.context.close();
  });

  it('shows no page of ours in a frame, and reaches none that it opens', async () => {
    const person = await signedIn();
    const page = await openAt(person, other[where]);
    await page.setContent(`<iframe src="${web.url}/o/${slug}/overview"></iframe>`);
    await page.waitForTimeout(1_000);
    const framed = page.frames()[1];
    expect(await framed?.content()).not.toContain(slug);
    await page.goto(`${other[where]}/`);
    const [opened] = await Promise.all([
      person.context.waitForEvent('page'),
      page.evaluate((url) => void Reflect.set(window, 'opened', window.open(url)), `${web.url}/o/${slug}/overview`),
    ]);
    await opened.waitForLoadState('domcontentloaded');
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    await person.context.close();
  });
});
