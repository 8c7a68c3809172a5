import { addMember } from '@weir/testing/add-member';
import { recordProof } from '@weir/testing/proofs';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askGateway } from './ask-gateway.ts';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { signIn } from './sign-in.ts';

let stack: Stack;
let browser: Browser;
let person: Person;
let page: Page;
const keys: string[] = [];

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({ slug: 'dam' }) });
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  const owner = await addMember(stack.services, stack.tenant.organizationId, { role: 'owner' });
  await signIn(person.context, owner.email, owner.password);
  page = person.page;
  await page.goto('/o/dam/keys');
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const call = (key: string | undefined, model = 'sandbox/fast') =>
  askGateway({ url: stack.gateway.url, key: key ?? '', model });
const dialog = (name: string): Locator => page.getByRole('dialog', { name });
const row = (): Locator => page.getByRole('row', { name: /Search page/ });

async function choose(action: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions for Search page' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Takes the key that a dialog reveals, and closes it. */
async function takeKey(title: string): Promise<string> {
  const key = await dialog(title)
    .getByText(/^weir_gk_\w{20,}$/)
    .textContent();
  await dialog(title).getByRole('button', { name: 'I have stored it' }).click();
  await dialog(title).waitFor({ state: 'hidden' });
  return key ?? '';
}

it('issues a key for some models with an end, and reveals it once', async () => {
  await page.getByRole('button', { name: 'New key' }).first().click();
  const form = dialog('New gateway key');
  await form.getByLabel('Name', { exact: true }).fill('Search page');
  await form.getByRole('radio', { name: 'Only these' }).check();
  await form.getByRole('combobox', { name: 'Models' }).fill('sandbox/fast');
  await form.getByRole('combobox', { name: 'Models' }).press('Enter');
  await form.getByRole('list', { name: 'Allowed models' }).getByText('sandbox/fast').waitFor();
  await form.getByRole('combobox', { name: 'Expires' }).selectOption('In 30 days');
  await form.getByText(/^Calls are refused from/).waitFor();
  await form.getByRole('button', { name: 'Issue the key' }).click();
  keys.push(await takeKey('Search page is ready'));

  await row().getByText('sandbox/fast').waitFor();
  await row()
    .getByText(`…${keys[0]?.slice(-4)}`)
    .waitFor();
  expect(await page.content()).not.toContain(keys[0]);
  await page.reload();
  await row().waitFor();
  expect(await page.content()).not.toContain(keys[0]);
});

it('calls what the key allows, and nothing else', async () => {
  expect(await call(keys[0])).toBe(200);
  expect(await call(keys[0], 'sandbox/other')).toBe(403);
});

it('rotates with a time in which both keys work', async () => {
  await choose('Rotate');
  const form = dialog('Rotate Search page');
  await form.getByRole('radio', { name: '1 hour' }).check();
  await form.getByRole('button', { name: 'Rotate', exact: true }).click();
  await dialog('Search page has a new key')
    .getByText(/stays good until/)
    .waitFor();
  keys.push(await takeKey('Search page has a new key'));
  expect(keys[1]).not.toBe(keys[0]);
  await row().getByText('Rotated').waitFor();
  expect(await Promise.all(keys.map((key) => call(key)))).toEqual([200, 200]);
  expect(await call(keys[1], 'sandbox/other')).toBe(403);
});

/** Asks until the key is refused; the clock's time of the first request that was. */
async function refusedAt(key: string | undefined): Promise<number> {
  const untilMs = performance.now() + 30_000;
  for (;;) {
    const askedAtMs = performance.now();
    const status = await call(key);
    if (status === 401) return askedAtMs;
    if (askedAtMs > untilMs) throw new Error('the key still works');
    expect(status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it('refuses a revoked key, and the one from before, within a second of the click', async () => {
  await choose('Revoke');
  const asked = dialog('Revoke Search page?');
  const button = asked.getByRole('button', { name: 'Revoke the key' });
  expect(await button.isDisabled()).toBe(true);
  await asked.getByLabel('Type Search page to go on').fill('Search page');
  // The browser sends it at the click; the machine of this test only then hears of it.
  const sent = page.waitForRequest(/gatewayKeys\.revoke/).then(() => performance.now());
  const refused = Promise.all(keys.map(refusedAt));
  await button.click();
  const seconds = (Math.max(...(await refused)) - (await sent)) / 1000;
  recordProof('a key revoked in the browser', { 'seconds until its last good call': seconds.toFixed(3) });
  expect(seconds).toBeLessThan(1);

  await asked.waitFor({ state: 'hidden' });
  await row().waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /^Ended 1/ }).click();
  await row().getByText('Revoked').waitFor();
  expect(await Promise.all(keys.map((key) => call(key)))).toEqual([401, 401]);
  await person.leave();
});
