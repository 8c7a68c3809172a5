import { addMember } from '@weir/testing/add-member';
import { recordProof } from '@weir/testing/proofs';
import { type Stack, startStack } from '@weir/testing/stack';
import { createTenant } from '@weir/testing/tenant';
import OpenAI from 'openai';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Heard, listenTo } from './heard.ts';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { signIn } from './sign-in.ts';

type Side = {
  readonly person: Person;
  readonly page: Page;
  readonly slug: string;
  /** What nobody else may ever see. */
  readonly marks: readonly string[];
  readonly gatewayKey: string;
  readonly email: string;
  readonly password: string;
  /** Every answer that this browser got. */
  readonly heard: Heard;
};

let stack: Stack;
let browser: Browser;
let left: Side;
let right: Side;

async function newSide(name: string): Promise<Side> {
  const tenant = await createTenant(stack.services, { name });
  const member = await addMember(stack.services, tenant.organizationId, { role: 'owner', name: `Person of ${name}` });
  const person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  const { email, password } = member;
  await signIn(person.context, email, password);
  const heard = listenTo(person.context);
  await person.page.goto('/');
  await person.page.waitForURL(/\/o\/[^/]+\//);
  const slug = /\/o\/([^/]+)\//.exec(person.page.url())?.[1] ?? '';
  const { organizationId, projectId, gatewayKeyId, gatewayKey } = tenant;
  const marks = [name, organizationId, projectId, gatewayKeyId, member.memberId, member.userId, email, slug];
  return { person, page: person.page, slug, marks, gatewayKey, email, password, heard };
}

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({}) });
  browser = await openBrowser();
  left = await newSide('Left bank');
  right = await newSide('Right bank');
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

async function callOf(side: Side, text: string): Promise<string> {
  const client = new OpenAI({ baseURL: `${stack.gateway.url}/v1`, apiKey: side.gatewayKey, maxRetries: 0 });
  const body = { model: 'sandbox/fast', messages: [{ role: 'user' as const, content: text }] };
  const { response } = await client.chat.completions.create(body).withResponse();
  return response.headers.get('x-weir-call-id') ?? '';
}

/** What somebody does all day: calls while looking at them live, keys, cost, members, settings. */
async function work({ page, slug }: Side, calling: () => Promise<string>): Promise<string> {
  await page.goto(`/o/${slug}/calls`);
  await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
  await page.getByRole('button', { name: 'Live' }).click();
  const callId = await calling();
  await page.locator(`a[href*="${callId}"]`).first().waitFor();
  for (const [path, heading] of [
    ['overview', 'Overview'],
    ['cost', 'Cost'],
    ['keys', 'Gateway keys'],
    ['members', 'Members'],
    ['ledger', 'Ledger'],
    ['settings', 'Settings'],
  ] as const) {
    await page.goto(`/o/${slug}/${path}`);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  }
  return callId;
}

describe('two people in two organizations', () => {
  it('work at once without a trace of each other', async () => {
    const calls = await Promise.all([
      work(left, () => callOf(left, 'from the left')),
      work(right, () => callOf(right, 'from the right')),
    ]);
    for (const [own, other, otherCall] of [
      [left, right, calls[1]],
      [right, left, calls[0]],
    ] as const) {
      const heard = await own.heard.text();
      expect(own.heard.count()).toBeGreaterThan(50);
      for (const mark of own.marks.slice(0, 1)) expect(heard).toContain(mark);
      for (const mark of [...other.marks, otherCall ?? '']) expect(heard).not.toContain(mark);
    }
  });

  it('find nothing at each other’s addresses', async () => {
    const callId = await callOf(right, 'not yours');
    for (const path of ['overview', 'calls', `calls/${callId}`, 'keys', 'members', 'settings/data']) {
      await left.page.goto(`/o/${right.slug}/${path}`);
      await left.page
        .getByText(/not found|no such|nothing here|no member/i)
        .first()
        .waitFor();
      expect(await left.page.content()).not.toContain('Right bank');
    }
    left.person.faults.expect(/404/);
    // The other's call at the own address is not there either.
    await left.page.goto(`/o/${left.slug}/calls/${callId}`);
    await left.page
      .getByText(/no call|not recorded|not found/i)
      .first()
      .waitFor();
    expect(await left.page.content()).not.toContain('not yours');
    left.person.faults.expect(/404/);
  });
});

describe('a session that is revoked elsewhere', () => {
  it('is out within a second, also in a tab that nobody touches', async () => {
    const other = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
    await signIn(other.context, left.email, left.password);
    await other.page.goto(`/o/${left.slug}/overview`);
    await other.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await other.page.waitForLoadState('networkidle').catch(() => undefined);

    await left.page.goto('/account/sessions');
    await left.page.getByRole('button', { name: /all other/i }).click();
    const confirm = left.page.getByRole('dialog').getByRole('button', { name: /end|revoke|sign out/i });
    const out = other.page.waitForURL(/\/sign-in/, { timeout: 15_000 });
    if (await confirm.isVisible().catch(() => false)) await confirm.click();
    const startedMs = performance.now();
    await out;
    const seconds = (performance.now() - startedMs) / 1000;
    recordProof('revoked session', { 'seconds until an idle tab is out': seconds.toFixed(2) });
    expect(seconds).toBeLessThan(1);
    // Nor does its cookie open anything any more.
    const asked = await other.context.request.get(`/o/${left.slug}/overview`, { maxRedirects: 0 });
    expect(asked.status()).toBe(307);
    other.faults.expect(/./);
    await other.leave();
  });
});
