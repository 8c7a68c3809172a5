import { uuidv7 } from '@weir/runtime/uuid';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { createTenant } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesOf } from './web-pages.ts';
import { type Site, startSite, type Web } from './web-site.ts';
import { newVisitor, type Shown, type Visitor, type VisitorAsking } from './web-visitor.ts';

let site: Site;
let web: Web;
let slug: string;
let owner: AddedMember;
let visitor: Visitor;
let pages: readonly string[];

beforeAll(async () => {
  site = await startSite();
  slug = `tenant-${uuidv7()}`;
  const { organizationId } = await createTenant(site.services, { slug });
  owner = await addMember(site.services, organizationId, { role: 'owner', isOperator: true });
  web = await site.open();
  visitor = newVisitor(web.url);
  await visitor.signIn(owner);
  pages = [...pagesOf({ organization: slug, callId: uuidv7(), slug: '' }), ...nowhere];
});
afterAll(() => site.stop());

/** Pages that are not there, some of which begin like what is no page. */
const nowhere = [
  '/nothing/here',
  '/healthzz',
  '/icon.svgz',
  '/apiz',
  '/api',
  '/_next/staticz',
  '/_next/nothing',
  '/_next/image',
];

const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function directivesOf({ headers }: Shown): ReadonlyMap<string, string> {
  const policy = headers['content-security-policy'] ?? '';
  return new Map(policy.split('; ').map((each) => [each.split(' ')[0] ?? '', each]));
}

/** What is wrong with the head of an answer. */
function faultsOf({ headers }: Shown): string[] {
  const missing = Object.entries(everywhere).filter(([name, value]) => headers[name] !== value);
  return [
    ...missing.map(([name]) => `${name} is ${headers[name]}`),
    ...(headers['cache-control']?.includes('no-store') === true ? [] : [`may be cached: ${headers['cache-control']}`]),
    ...['x-powered-by', 'server', 'access-control-allow-origin'].filter((name) => headers[name] !== undefined),
  ];
}

function faultsOfPage(shown: Shown): string[] {
  const directives = directivesOf(shown);
  const nonce = /'nonce-([^']+)'/.exec(directives.get('script-src') ?? '')?.[1] ?? 'none';
  const inline = [...shown.text.matchAll(/<(script|style)\b([^>]*)>/g)].filter(([, , rest]) => rest !== undefined);
  const strangers = inline.filter(([, , attributes]) => attributes?.includes(`nonce="${nonce}"`) !== true);
  const loose = ['script-src', 'style-src', 'default-src'].filter((name) =>
    /unsafe-|\*|https?:|data:/.test(directives.get(name) ?? 'unsafe-missing'),
  );
  return [
    ...faultsOf(shown),
    ...(shown.status < 500 ? [] : [`answers ${shown.status}`]),
    ...loose.map((name) => `${name} is loose: ${directives.get(name)}`),
    ...strangers.map(([tag]) => `without the nonce: ${tag}`),
    ...[...shown.text.matchAll(/(?:src|href)="(https?:\/\/[^"]+)"/g)]
      .map(([, url = '']) => url)
      .filter((url) => /\.(?:js|css|woff2?)(?:\?|$)/.test(url))
      .map((url) => `loads ${url}`),
  ];
}

describe('every page', () => {
  it('has its headers, a policy without loopholes, and a nonce on all that runs', async () => {
    expect(pages.length).toBeGreaterThan(25);
    const stranger = newVisitor(web.url);
    const faults: string[] = [];
    for (const who of [visitor, stranger]) {
      for (const path of pages) {
        const shown = await who.ask(path);
        faults.push(...faultsOfPage(shown).map((fault) => `${path}: ${fault}`));
      }
    }
    expect([...new Set(faults)]).toEqual([]);
  });

  it('has a nonce of its own each time', async () => {
    const nonces = new Set<string>();
    for (let n = 0; n < 5; n += 1) nonces.add(directivesOf(await visitor.ask('/sign-in')).get('script-src') ?? '');
    expect(nonces.size).toBe(5);
  });

  it('is no page of an organization for whoever is not in it', async () => {
    const stranger = newVisitor(web.url);
    const outsider = newVisitor(web.url);
    const elsewhere = await createTenant(site.services);
    await outsider.signIn(await addMember(site.services, elsewhere.organizationId, { role: 'owner' }));
    for (const path of pages.filter((each) => each.includes(slug))) {
      const refused = await stranger.ask(path);
      const to = refused.headers['location']?.replace(/^(\/sign-in\?next=%2Fo%2F).*/, '$1');
      expect(`${path} ${refused.status} ${to}`).toBe(`${path} 307 /sign-in?next=%2Fo%2F`);
      const foreign = await outsider.ask(path);
      expect(`${path} ${foreign.status} ${foreign.text.includes(owner.email)}`).toBe(`${path} 404 false`);
    }
  });
});

describe('every answer for programs', () => {
  const asked: readonly (readonly [string, string])[] = [
    ['GET', '/api/trpc/account.profile?input=%7B%7D'],
    ['GET', '/api/trpc/nothing'],
    ['POST', '/api/trpc/account.updateProfile'],
    ['PUT', '/api/trpc/account.updateProfile'],
    ['GET', '/api/v1/projects'],
    ['GET', '/api/v1/nothing'],
    ['GET', '/api/auth/csrf'],
    ['GET', '/api/auth/session'],
    ['GET', '/api/auth/providers'],
    ['GET', '/api/auth/signin'],
    ['GET', '/api/auth/signout'],
    ['GET', '/api/auth/error?error=x'],
    ['GET', '/api/auth/nothing'],
    ['POST', '/api/auth/_log'],
    ['POST', '/api/auth/session'],
    ['POST', '/api/playground/nothing'],
    ['GET', `/api/export/nothing/organization.ndjson`],
    ['GET', `/api/export/nothing/calls.csv`],
    ['GET', '/api/nothing'],
    ['GET', '/healthz'],
  ];

  it.each(asked)('%s %s has its headers, runs nothing, and is not kept', async (method, path) => {
    const shown = await visitor.ask(path, { method });
    expect(faultsOf(shown)).toEqual([]);
    expect(shown.headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(shown.status).toBeLessThan(500);
  });
});

describe('what goes wrong', () => {
  const inside = /node_modules|\/apps\/web|\/work\/|\.ts:\d|\bat \w+ \(|prisma|postgres|SELECT |DATABASE_URL|digest/i;
  type Case = { readonly what: string; readonly path: string } & VisitorAsking;
  const json = { 'content-type': 'application/json' };
  const profile = '/api/trpc/account.profile';
  const update = '/api/trpc/account.updateProfile';
  const cases: readonly Case[] = [
    { what: 'no JSON', path: update, method: 'POST', headers: json, body: '{"name":' },
    { what: 'another type', path: update, method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<x/>' },
    { what: 'input that is no JSON', path: `${profile}?input={` },
    { what: 'a NUL', path: `${profile}?input=${encodeURIComponent('{"a":"\\u0000"}')}` },
    { what: 'a query as a mutation', path: profile, method: 'POST', headers: json, body: '{}' },
    { what: 'an inherited procedure', path: '/api/trpc/__proto__' },
    { what: 'an inherited method', path: '/api/trpc/constructor.name' },
    { what: 'a path that leads out', path: '/api/trpc/..%2f..%2fauth' },
    { what: 'broken escapes', path: '/api/trpc/%E0%A4%A' },
    { what: 'broken escapes in a page', path: '/o/%E0%A4%A/overview' },
    { what: 'a NUL in a page', path: '/o/%00/overview' },
    { what: 'a slug with quotes', path: "/o/'%20or%201=1--/overview" },
    { what: 'another action', path: '/sign-in', method: 'POST', headers: { 'next-action': 'a'.repeat(40) }, body: 'x' },
    { what: 'a target that is none', path: '/api/auth/csrf?callbackUrl=javascript:alert(1)' },
    { what: 'an error of their own', path: '/api/auth/error?error=%3Cscript%3E%0d%0ax:y' },
    { what: 'a provider that is not there', path: '/api/auth/callback/nothing' },
    { what: 'a form that is none', path: '/api/auth/callback/credentials', method: 'POST', headers: json, body: '{' },
    { what: 'an organization that is none', path: '/api/export/%00/organization.ndjson' },
    {
      what: 'cookies that are none',
      path: '/sign-in',
      headers: { cookie: 'weir.session=%; weir.theme=%00"; weir.zone=../x' },
    },
    {
      what: 'a router state that is none',
      path: '/sign-in',
      headers: { rsc: '1', 'next-router-state-tree': '%5B%22x' },
    },
  ];

  it.each(cases)('$what is refused, and nothing of the inside is told', async ({ path, ...asking }) => {
    const shown = await visitor.ask(path, asking);
    const said = `${JSON.stringify(shown.headers)} ${shown.text.replaceAll(/<script[^>]*>.*?<\/script>/gs, '')}`;
    expect(said).not.toMatch(inside);
    expect(shown.status).toBeLessThan(500);
  });

  it('a database that is away is said so, and not where it is', async () => {
    const away = await site.open({ DATABASE_URL: 'postgresql://weir:hidden-word@127.0.0.1:9/weir' });
    const headers = { cookie: [...visitor.jar].map((pair) => pair.join('=')).join('; ') };
    const answers = await Promise.all([
      newVisitor(away.url).query('account.profile', {}, headers),
      newVisitor(away.url).ask('/sign-in', { headers }),
      newVisitor(away.url).ask(`/o/${slug}/overview`, { headers }),
      newVisitor(away.url).signIn(owner),
    ]);
    for (const { text, headers: sent } of answers) {
      const said = text + JSON.stringify(sent);
      expect(said).not.toMatch(/hidden-word|127\.0\.0\.1:9|node_modules|ECONNREFUSED/);
    }
    expect(answers[0]?.status).toBe(503);
    expect(away.output()).not.toContain('hidden-word');
  });
});
