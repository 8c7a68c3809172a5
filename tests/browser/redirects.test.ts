import { uuidv7 } from '@weir/runtime/uuid';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { createTenant } from '@weir/testing/tenant';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { head, sendRaw } from '../security/raw-client.ts';
import { type Site, startSite, type Web } from '../security/web-site.ts';
import { newVisitor } from '../security/web-visitor.ts';
import { newPerson } from './new-person.ts';
import { openBrowser } from './open-browser.ts';

let site: Site;
let web: Web;
let browser: Browser;
let owner: AddedMember;

beforeAll(async () => {
  site = await startSite();
  const { organizationId } = await createTenant(site.services, { slug: `tenant-${uuidv7()}` });
  owner = await addMember(site.services, organizationId, { role: 'owner' });
  web = await site.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** What looks like a path of ours, or is taken for one, and leads away. */
const tricks = [
  '//evil.example',
  '///evil.example',
  '////evil.example//',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/x/../..//evil.example',
  '/%2e//evil.example',
  '/%2f/evil.example',
  '/%5cevil.example',
  '//evil.example/%2e%2e',
  '//127.0.0.1@evil.example',
  '//evil.example\\@127.0.0.1',
  'https://evil.example',
  'https:evil.example',
  'https:/evil.example',
  'HtTpS://evil.example',
  'http:\\\\evil.example',
  'http://127.0.0.1@evil.example',
  'http://127.0.0.1.evil.example',
  'javascript:alert(document.domain)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'evil.example',
  '@evil.example',
  '.evil.example',
  '/\u2028/evil.example',
  '/\u3000/evil.example',
  '/\r\nlocation: https://evil.example',
];

/** Where a browser at our sign-in page goes when it is told `location`. */
function hostOf(location: string | null | undefined): string {
  if (location === null || location === undefined) return 'nowhere';
  return URL.parse(location, `${web.url}/sign-in`)?.origin.replace(web.url, 'here') ?? 'nowhere';
}

const here = /^(here|nowhere)$/;

describe('whoever is signed in', () => {
  it('is sent to a page of ours by the pages that sign in and up', async () => {
    const visitor = newVisitor(web.url);
    await visitor.signIn(owner);
    for (const page of ['sign-in', 'sign-up']) {
      for (const next of tricks) {
        const { status, headers } = await visitor.ask(`/${page}?${new URLSearchParams({ next })}`);
        expect(`${JSON.stringify(next)} ${status} ${hostOf(headers['location'])}`).toBe(
          `${JSON.stringify(next)} 307 here`,
        );
      }
    }
  });

  it('is sent to a page of ours with two targets, or a list of them', async () => {
    const visitor = newVisitor(web.url);
    await visitor.signIn(owner);
    for (const query of ['next=/a&next=//evil.example', 'next=//evil.example&next=/a', 'next[]=//evil.example']) {
      const { headers } = await visitor.ask(`/sign-in?${query}`);
      expect(`${query} ${hostOf(headers['location'])}`).toBe(`${query} here`);
    }
  });
});

describe('next-auth', () => {
  it('sends people to a page of ours, whatever target it is given', async () => {
    for (const callbackUrl of tricks) {
      const query = `callbackUrl=${encodeURIComponent(callbackUrl)}`;
      const visitor = newVisitor(web.url);
      const { csrfToken } = JSON.parse((await visitor.ask(`/api/auth/csrf?${query}`)).text);
      const kept = [...visitor.jar].find(([name]) => name.endsWith('callback-url'))?.[1];
      const sends = { csrfToken, callbackUrl, email: owner.email, password: owner.password };
      const post = (path: string, more: object) =>
        visitor.ask(path, { method: 'POST', body: new URLSearchParams({ ...sends, ...more }) });
      const asked = await visitor.ask(`/api/auth/signin?${query}`);
      const toSignIn = URL.parse(asked.headers['location'] ?? '', web.url);
      const targets = [
        decodeURIComponent(kept ?? ''),
        toSignIn?.searchParams.get('callbackUrl'),
        asked.headers['location'],
        JSON.parse((await post('/api/auth/callback/credentials', { json: 'true' })).text).url,
        (await post('/api/auth/callback/credentials', {})).headers['location'],
        (await visitor.ask(`/api/auth/error?error=x&${query}`)).headers['location'],
        (await post('/api/auth/signout', {})).headers['location'],
      ];
      for (const target of targets) expect(`${callbackUrl} -> ${hostOf(target)}`).toMatch(/ -> (here|nowhere)$/);
    }
  });

  it('takes no target from a cookie that somebody planted', async () => {
    for (const planted of tricks.filter((trick) => /^[ -~]+$/.test(trick))) {
      const visitor = newVisitor(web.url);
      visitor.jar.set('next-auth.callback-url', encodeURIComponent(planted));
      const shown = await visitor.signIn(owner);
      const target = URL.canParse(web.url) && shown.status === 200 ? JSON.parse(shown.text).url : undefined;
      expect(`${planted} ${hostOf(target)}`).toMatch(/ (here|nowhere)$/);
    }
  });
});

describe('a path that is not well-formed', () => {
  it.each([
    '//evil.example/',
    '//evil.example/%2e%2e/',
    '/\\evil.example/',
    '/%5cevil.example/',
    '///evil.example/docs/',
    '/docs//',
    '/.//evil.example/',
  ])('is put right on this site alone: %s', async (path) => {
    const { text } = await sendRaw(web.url, [head('GET', path, ['host: 127.0.0.1', 'connection: close'])]);
    const location = /^location: (.*)$/im.exec(text)?.[1]?.trim();
    expect(hostOf(location)).toMatch(here);
  });

  it('is put right without the name that a proxy claims', async () => {
    const visitor = newVisitor(web.url, { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' });
    for (const path of ['/', '/docs/', '/api/auth/signin', '/o/nothing']) {
      const { headers } = await visitor.ask(path);
      expect(`${path} ${hostOf(headers['location'])}`).toMatch(/ (here|nowhere)$/);
    }
  });
});

describe('in a browser, after a real sign-in', () => {
  const worst = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'https:evil.example',
    'javascript:document.title="ran"',
  ];

  it.each(worst)('the page that comes is ours: next=%j', async (next) => {
    const person = await newPerson(browser, { baseUrl: web.url });
    const { page, context } = person;
    const elsewhere: string[] = [];
    context.on('request', (request) => {
      if (new URL(request.url()).origin !== web.url && !request.url().startsWith('data:'))
        elsewhere.push(request.url());
    });
    await page.goto(`/sign-in?${new URLSearchParams({ next })}`);
    await page.getByLabel('E-mail address').fill(owner.email);
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.waitForLoadState('domcontentloaded');
    expect(new URL(page.url()).origin).toBe(web.url);
    expect(await page.title()).not.toBe('ran');
    expect(elsewhere).toEqual([]);
    await context.close();
  });
});
