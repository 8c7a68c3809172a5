import { uuidv7 } from '@weir/runtime/uuid';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { recordProof } from '@weir/testing/proofs';
import { createTenant } from '@weir/testing/tenant';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { flood } from './flood.ts';
import { watchMemory } from './memory.ts';
import { head, openRaw, sendRaw } from './raw-client.ts';
import { type Site, startSite, type Web } from './web-site.ts';
import { newVisitor, type Visitor } from './web-visitor.ts';

let site: Site;
let web: Web;
let slug: string;
let projectId: string;
let owner: AddedMember;
let visitor: Visitor;
let pid: number;

beforeAll(async () => {
  site = await startSite();
  slug = `tenant-${uuidv7()}`;
  const tenant = await createTenant(site.services, { slug });
  projectId = tenant.projectId;
  owner = await addMember(site.services, tenant.organizationId, { role: 'owner' });
  web = await site.open();
  visitor = newVisitor(web.url);
  await visitor.signIn(owner);
  pid = web.pid();
});
afterAll(() => site.stop());

afterEach(async () => {
  expect(web.pid()).toBe(pid);
  expect((await visitor.query('account.profile')).status).toBe(200);
});

const megabyte = 1024 * 1024;
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a body that is too large', () => {
  const cases = [
    { what: 'of a procedure', path: '/api/trpc/account.updateProfile', headers: json, status: 413 },
    { what: 'of a batch', path: '/api/trpc/account.updateProfile?batch=1', headers: json, status: 413 },
    { what: 'of a sign-in', path: '/api/auth/callback/credentials', headers: form, status: 413 },
    { what: 'of a sign-in as JSON', path: '/api/auth/callback/credentials', headers: json, status: 415 },
    { what: 'for a log', path: '/api/auth/_log', headers: form, status: 404 },
    { what: 'of the playground', path: '/api/playground/SLUG', headers: json, megabytes: 17, status: 413 },
  ];

  it.each(cases)('$what is refused', async ({ path, headers, megabytes = 10, status }) => {
    const body = `{"0":{"name":"${'x'.repeat(megabytes * megabyte)}"}}`;
    const shown = await visitor.ask(path.replace('SLUG', slug), { method: 'POST', headers, body });
    expect(shown.status).toBe(status);
  });

  it('and of no known length is refused without being kept', async () => {
    const cookie = [...visitor.jar].map((pair) => pair.join('=')).join('; ');
    const lines = ['host: 127.0.0.1', `cookie: ${cookie}`, 'sec-fetch-site: same-origin', 'transfer-encoding: chunked'];
    const chunk = Buffer.from(`100000\r\n${'x'.repeat(megabyte)}\r\n`);
    for (const [path, type] of [
      ['/api/trpc/account.updateProfile', 'application/json'],
      ['/api/auth/callback/credentials', 'application/x-www-form-urlencoded'],
      ['/sign-in', 'text/plain'],
    ] as const) {
      const { grownMb } = await watchMemory(pid, async () => {
        const socket = openRaw(web.url);
        let said = '';
        socket.on('data', (data) => {
          said += data.toString('latin1');
        });
        const closed = new Promise((resolve) => socket.once('close', resolve));
        flood(socket, {
          before: head('POST', path, [...lines, `content-type: ${type}`]),
          piece: chunk,
          megabytes: 200,
          after: '0\r\n\r\n',
        });
        await closed;
        expect(`${path} ${said.slice(9, 12)}`).toMatch(/ (413|4\d\d|)$/);
      });
      recordProof('200 MB of a body without a length', { [path]: `${grownMb.toFixed(0)} MB more` });
      expect(grownMb).toBeLessThan(150);
    }
  }, 120_000);
});

describe('a batch', () => {
  const batch = (size: number) => {
    const names = Array.from({ length: size }, () => 'account.profile').join(',');
    const input = JSON.stringify(Object.fromEntries(Array.from({ length: size }, (_, nth) => [nth, {}])));
    return visitor.ask(`/api/trpc/${names}?batch=1&input=${encodeURIComponent(input)}`);
  };

  it('of twenty is answered, of more refused as a whole', async () => {
    expect((await batch(20)).status).toBe(200);
    const refused = await batch(21);
    expect([refused.status, refused.text.includes(owner.email)]).toEqual([400, false]);
    expect((await batch(80)).status).toBe(400);
  });
});

describe('an input', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const cases: readonly (readonly [string, string, string])[] = [
    ['nested without end', '/api/trpc/account.updateProfile', `{"name":${nested(100_000)}}`],
    [
      'nested in the playground',
      '/api/playground/SLUG',
      `{"projectId":"PROJECT","request":{"model":"sandbox/fast","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"a":${nested(50_000)}}}}]}}`,
    ],
    ['with an inherited name', '/api/trpc/account.updateProfile', '{"__proto__":{"isOperator":true}}'],
    ['with a constructor', '/api/trpc/account.updateProfile', '{"constructor":{"prototype":{"isOperator":true}}}'],
    ['with half a character', '/api/trpc/account.updateProfile', '{"name":"a\\ud800"}'],
    ['with a NUL', '/api/trpc/account.updateProfile', '{"name":"a\\u0000b"}'],
    [
      'with fields without number',
      '/api/trpc/account.updateProfile',
      `{${Array.from({ length: 50_000 }, (_, nth) => `"f${nth}":1`).join(',')}}`,
    ],
    ['that makes its owner the operator', '/api/trpc/account.updateProfile', '{"name":"x","isOperator":true}'],
  ];

  it.each(cases)('%s is a fault of its sender', async (_, path, body) => {
    const at = path.replace('SLUG', slug);
    const shown = await visitor.ask(at, { method: 'POST', headers: json, body: body.replace('PROJECT', projectId) });
    expect(shown.status).toBe(400);
    expect(shown.text.length).toBeLessThan(2_000);
  });
});

describe('a head', () => {
  it.each([
    ['a long path', head('GET', `/${'x'.repeat(100_000)}`, ['host: 127.0.0.1'])],
    ['a long query', head('GET', `/sign-in?next=${'x'.repeat(100_000)}`, ['host: 127.0.0.1'])],
    ['a long header', head('GET', '/sign-in', ['host: 127.0.0.1', `x-long: ${'x'.repeat(100_000)}`])],
    [
      'a thousand headers',
      head('GET', '/sign-in', ['host: 127.0.0.1', ...Array.from({ length: 3_000 }, (_, n) => `x-${n}: ${n}`)]),
    ],
    ['two lengths', head('POST', '/api/auth/signout', ['host: 127.0.0.1', 'content-length: 1', 'content-length: 2'])],
    [
      'a length and chunks',
      head('POST', '/api/auth/signout', ['host: 127.0.0.1', 'content-length: 1', 'transfer-encoding: chunked']),
    ],
    ['no host', head('GET', '/sign-in', [])],
  ])('with %s is refused by the server itself', async (_, request) => {
    const { statuses } = await sendRaw(web.url, [request]);
    expect([400, 431]).toContain(statuses[0]);
  });

  it.each(['evil.example', `evil.example:${3000}`, 'localhost.evil.example'])(
    'of a name that is not ours, %s, is misdirected: it may stand for this machine in a browser',
    async (host) => {
      const mails = `/api/trpc/auth.localMails?input=%7B%7D`;
      const { text, statuses } = await sendRaw(web.url, [
        head('GET', mails, [
          `host: ${host}`,
          `origin: http://${host}`,
          'x-weir-client: web',
          'sec-fetch-site: same-origin',
        ]),
      ]);
      expect(statuses).toEqual([421]);
      expect(text).not.toContain('"data"');
    },
  );
});

describe('the address that tries are counted by', () => {
  const guess = (url: string, nth: number, headers: Readonly<Record<string, string>>) =>
    newVisitor(url, headers).signIn({
      email: `nobody-${uuidv7()}-${nth}@example.org`,
      password: 'a guess that is wrong',
    });
  const isThrottled = ({ text }: { text: string }) => decodeURIComponent(text).includes('Too many tries');

  it.each([
    ['x-forwarded-for', 'x-real-ip'],
    ['x-weir-address', 'forwarded'],
  ])('is not what a client says in %s, as long as no proxy is trusted', async (one, other) => {
    const fresh = await site.open();
    const claims = (nth: number) => ({ [one]: `203.0.113.${nth}`, [other]: `for=198.51.100.${nth}` });
    await site.services.sql`truncate throttles`;
    const answers = [];
    for (let nth = 0; nth < 32; nth += 1) answers.push(await guess(fresh.url, nth, claims(nth)));
    expect(answers.map(isThrottled)).toEqual(answers.map((_, nth) => nth >= 30));
    const after = /Try again in (\d+) minutes/.exec(
      decodeURIComponent(answers.at(-1)?.text ?? '').replaceAll('+', ' '),
    );
    expect(Number(after?.[1])).toBeGreaterThan(10);
    await site.services.sql`truncate throttles`;
    await fresh.kill('SIGTERM');
  });

  it('is what a trusted proxy says, and nothing further left', async () => {
    const behind = await site.open({ WEIR_TRUSTED_PROXIES: '127.0.0.0/8' });
    await site.services.sql`truncate throttles`;
    const spread = [];
    for (let nth = 0; nth < 32; nth += 1) {
      spread.push(await guess(behind.url, nth, { 'x-forwarded-for': `203.0.113.${nth}` }));
    }
    expect(spread.some(isThrottled)).toBe(false);
    const one = [];
    for (let nth = 0; nth < 32; nth += 1) {
      one.push(await guess(behind.url, nth, { 'x-forwarded-for': `198.51.100.${nth}, 192.0.2.7` }));
    }
    expect(one.map(isThrottled)).toEqual(one.map((_, nth) => nth >= 30));
    await newVisitor(behind.url, { 'x-forwarded-for': '6.6.6.6, 192.0.2.8', 'x-weir-address': '6.6.6.6' }).signIn(
      owner,
    );
    const [session] = await site.services.sql<{ address: string }[]>`
      select address from sessions order by created_at desc limit 1`;
    expect(session?.address).toBe('192.0.2.8');
    await behind.kill('SIGTERM');
  });
});
