import type { Server } from 'node:http';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../security/until.ts';
import { pagesOf } from '../security/web-pages.ts';
import { newVisitor, type Visitor } from '../security/web-visitor.ts';
import { type Hostile, hookName, hostileTexts, startHostileUpstream } from './hostile-names.ts';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { showPage } from './pages.ts';
import { signIn } from './sign-in.ts';

const slug = 'hostile';
const inOurs = { 'x-weir-organization': slug };

let stack: Stack;
let upstream: Server;
let browser: Browser;
let owner: AddedMember;
let api: Visitor;
let person: Person;
/** What was named how, by what it is a name of. */
const named = new Map<string, readonly Hostile[]>();
const ran: string[] = [];
let callIds: string[] = [];

function webUrl(): string {
  if (stack.web === undefined) throw new Error('the stack has no web');
  return stack.web.url;
}

/** Gives everything of one kind hostile names; each of them has to be taken. */
async function name(kind: string, give: (text: string, nth: number) => Promise<{ status: number; text: string }>) {
  const texts = hostileTexts();
  named.set(kind, texts);
  for (const [nth, { text }] of texts.entries()) {
    const { status, text: said } = await give(text, nth);
    expect(`${kind} ${text}: ${status} ${said.slice(0, 200)}`).toContain(`${kind} ${text}: 200 `);
  }
}

const mutate = (procedure: string, input: object) => api.mutate(procedure, input, inOurs);

async function nameThings(projectId: string): Promise<void> {
  await name('project', (text) => mutate('projects.create', { name: text }));
  await name('gateway key', (text) =>
    mutate('gatewayKeys.create', { projectId, name: text, attributes: { [text]: text } }),
  );
  await name('team', (text) => mutate('teams.create', { name: text }));
  await name('management token', (text) => mutate('managementTokens.create', { name: text, role: 'viewer' }));
  await name('price', (model) => mutate('prices.create', { provider: 'openai', model, usdPerMillion: { input: '1' } }));
  await name('provider key', (text) =>
    mutate('providerKeys.create', { provider: 'openai', name: text, secret: 'sk-hostile', skipTrial: true }),
  );
  await name('organization of one’s own', (text) => api.mutate('account.createOrganization', { name: text }));
  await name('session', async (text) => {
    const userAgent = text.replaceAll(/[^\x20-\x7e]/g, '');
    return newVisitor(webUrl(), { 'user-agent': userAgent }).signIn(owner);
  });
  await name('member', async (text) => {
    const added = await addMember(stack.services, stack.tenant.organizationId, { role: 'developer' });
    const visitor = newVisitor(webUrl());
    await visitor.signIn(added);
    return visitor.mutate('account.updateProfile', { name: text });
  });
  await mutate('invitations.create', { email: "o'brien+onerror=1@example.org", role: 'viewer' });
}

/** A header holds bytes: the text as UTF-8, as clients send it. */
const inHeader = (text: string) => Buffer.from(text.replaceAll('\u2028', ''), 'utf8').toString('latin1');

async function call({ text }: Hostile, nth: number): Promise<string> {
  const models = [`openai/${text}`, text, `sandbox/${text}`, 'sandbox/fast'];
  const answer = await fetch(`${stack.gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${stack.tenant.gatewayKey}`,
      'content-type': 'application/json',
      'x-weir-user': inHeader(text),
      'x-weir-session': inHeader(text),
      'x-weir-tags': inHeader(JSON.stringify({ [text.slice(0, 60)]: text })),
    },
    body: JSON.stringify({ model: models[nth % models.length], messages: [{ role: 'user', content: text }] }),
  });
  await answer.text();
  return answer.headers.get('x-weir-call-id') ?? '';
}

async function callModels(): Promise<void> {
  const texts = hostileTexts();
  named.set('call', texts);
  for (const [nth, each] of [...texts, ...texts].entries()) callIds.push(await call(each, nth));
  callIds = callIds.filter((id) => id !== '');
  const recorded = async () => {
    const [row] = await stack.services.sql<[{ count: number }]>`
      select count(*)::int as count from usage.calls where organization_id = ${stack.tenant.organizationId}`;
    return row.count;
  };
  await until('the calls', recorded, (count) => count >= callIds.length);
}

beforeAll(async () => {
  const modelNames = hostileTexts();
  named.set('model', modelNames);
  const hostile = await startHostileUpstream(modelNames.map(({ text }) => text));
  upstream = hostile.server;
  stack = await startStack({
    size: 'production',
    web: {},
    tenant: () => ({ slug, providerKeys: [{ provider: 'openai', name: 'upstream', baseUrl: `${hostile.url}/v1` }] }),
  });
  owner = await addMember(stack.services, stack.tenant.organizationId, { role: 'owner', isOperator: true });
  api = newVisitor(webUrl());
  await api.signIn(owner);
  await nameThings(stack.tenant.projectId);
  await mutate('organization.update', { name: hostileTexts()[0]?.text ?? '' });
  await api.mutate('account.updateProfile', { name: hostileTexts()[1]?.text ?? '' });
  await callModels();
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: webUrl() });
  await person.context.exposeBinding(hookName, (_, what: unknown) => void ran.push(String(what)));
  await signIn(person.context, owner.email, owner.password);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  upstream?.close();
});

/** Runs in the page: links and forms that lead anywhere but to http, and text as people see it. */
function look(): { readonly leads: readonly string[]; readonly text: string } {
  const targets = [...document.querySelectorAll('a[href], form[action], iframe[src], object[data]')];
  const urls = targets.map(
    (each) => each.getAttribute('href') ?? each.getAttribute('action') ?? each.getAttribute('src') ?? '',
  );
  const leads = urls.filter((url) => !/^https?:|^mailto:|^\/(?!\/)|^[#?]|^$/.test(url));
  const fields = [...document.querySelectorAll('input, textarea')].map((field) => Reflect.get(field, 'value'));
  return { leads, text: [document.body.textContent, ...fields].join('\n') };
}

async function expectHarmless(page: Page, path: string): Promise<string> {
  const { leads, text } = await page.evaluate(look);
  expect(`${path}: ${leads.join(' ')}`).toBe(`${path}: `);
  expect(`${path}: ${ran.join(' ')}`).toBe(`${path}: `);
  // What the policy had to stop would have run elsewhere.
  const stopped = person.faults.all().filter((fault) => /CSP|page error|crashed/.test(fault));
  expect(`${path}: ${stopped.join(' ')}`).toBe(`${path}: `);
  return text;
}

async function open(path: string): Promise<string> {
  person.faults.expect(/./);
  await showPage(person.page, { name: path, path, as: 'owner' });
  await person.page.waitForTimeout(150);
  return expectHarmless(person.page, path);
}

describe('hostile names', () => {
  it('do run where nothing keeps them from it, and are seen to', async () => {
    const page = await person.context.newPage();
    await page.setContent(
      hostileTexts()
        .map(({ text }) => text)
        .join('\n'),
    );
    await page.waitForTimeout(500);
    expect(ran.length).toBeGreaterThan(2);
    expect((await page.evaluate(look)).leads.length).toBeGreaterThan(0);
    ran.length = 0;
    await page.close();
  });

  it('run on no page, and are shown as they are written', async () => {
    const shown: string[] = [];
    const fields = { organization: slug, callId: callIds[0] ?? '', slug: '' };
    for (const path of pagesOf(fields)) shown.push(await open(path));
    for (const callId of callIds.slice(0, 10)) shown.push(await open(`/o/${slug}/calls/${callId}`));
    for (const path of [
      'cost?group=model',
      'cost?group=key&range=24h',
      'calls?range=24h',
      'keys?new=1',
      'providers?new=1',
    ]) {
      shown.push(await open(`/o/${slug}/${path}`));
    }
    const text = shown.join('\n');
    for (const [kind, texts] of named) {
      const seen = texts.filter(
        (each) => text.includes(each.text.replaceAll(/[\u2028]/g, '')) || text.includes(each.text),
      );
      expect(`${kind}: ${seen.length > 0}`).toBe(`${kind}: true`);
    }
  }, 600_000);

  it('run in no menu, no tip and no search', async () => {
    const { page } = person;
    await open(`/o/${slug}/overview`);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('onerror');
    await page.waitForTimeout(500);
    await expectHarmless(page, 'the palette');
    await page.keyboard.press('Escape');
    await open(`/o/${slug}/cost?group=model`);
    const chart = page.locator('main svg').first();
    const box = await chart.boundingBox();
    for (let at = 0.1; box !== null && at < 1; at += 0.2) {
      await page.mouse.move(box.x + box.width * at, box.y + box.height / 2);
      await page.waitForTimeout(50);
    }
    await expectHarmless(page, 'a chart');
  }, 120_000);

  it('are no formulas in a table that a spreadsheet opens', async () => {
    for (const sheet of ['calls.csv', 'usage.csv?groupBy=model,key']) {
      const { status, text } = await api.ask(`/api/export/${slug}/${sheet}`);
      expect(status).toBe(200);
      const cells = [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/gm)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      );
      expect(cells.length).toBeGreaterThan(20);
      const formulas = cells.filter((cell) => /^[=+@\t\r-]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell));
      expect(formulas).toEqual([]);
    }
  });

  it('are not what the operator sees, but for those of organizations', async () => {
    const operator = await newPerson(browser, { baseUrl: webUrl() });
    const elsewhere = await addMember(stack.services, stack.tenant.organizationId, {
      role: 'viewer',
      isOperator: true,
    });
    await stack.services.sql`update members set removed_at = now() where id = ${elsewhere.memberId}`;
    await signIn(operator.context, elsewhere.email, elsewhere.password);
    await operator.page.goto('/operator');
    await operator.page.getByRole('heading', { level: 1 }).first().waitFor();
    await operator.page.waitForTimeout(1_000);
    const { text } = await operator.page.evaluate(look);
    expect(text).toContain(slug);
    for (const [kind, texts] of named) {
      if (kind.startsWith('organization')) continue;
      const found = texts.filter(({ mark }) => text.includes(mark));
      expect(`${kind}: ${found.map(({ text: each }) => each).join(' ')}`).toBe(`${kind}: `);
    }
    const inside = await operator.context.request.get(`/o/${slug}/overview`);
    expect(inside.status()).toBe(404);
    await operator.context.close();
  });
});
