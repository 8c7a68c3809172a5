import { addMember } from '@weir/testing/add-member';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askGateway } from './ask-gateway.ts';
import { type Heard, listenTo } from './heard.ts';
import { type KeyedHost, startKeyedHost } from './keyed-host.ts';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { signIn } from './sign-in.ts';

const mistyped = 'host-secret-that-was-cut-Bad0';
const first = 'host-secret-number-one-Abc1';
const second = 'host-secret-number-two-Xyz2';
const model = 'openai-compatible/sim-chat';
const client = { id: 'client-0123', secret: 'client-secret-number-one-Qrs3', token: 'token-of-the-client-Tuv4' };
const wrongSecret = 'client-secret-that-was-cut-Bad0';
const secrets = [mistyped, first, second, wrongSecret, client.secret, client.token];

let stack: Stack;
let host: KeyedHost;
let browser: Browser;
let person: Person;
let page: Page;
let heard: Heard;

beforeAll(async () => {
  const prices = [{ provider: 'openai-compatible', model: 'sim-chat', usdPerMillion: { input: '1', output: '2' } }];
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({ slug: 'dam', prices }) });
  host = await startKeyedHost(stack.simulator.url, [first, second], client);
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  const owner = await addMember(stack.services, stack.tenant.organizationId, { role: 'owner' });
  await signIn(person.context, owner.email, owner.password);
  page = person.page;
  heard = listenTo(person.context);
  await page.goto('/o/dam/providers');
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await stack.stop();
});

const callFor = (name: string) => askGateway({ url: stack.gateway.url, key: stack.tenant.gatewayKey, model: name });
const call = () => callFor(model);
const dialog = (): Locator => page.getByRole('dialog');
const row = (): Locator => page.getByRole('row', { name: /Own host/ });
const step = (name: RegExp): Locator =>
  dialog().getByRole('list', { name: 'Steps of the trial' }).getByRole('listitem').filter({ hasText: name });

async function choose(action: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions for Own host' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

async function enter(label: RegExp, secret: string): Promise<void> {
  await dialog().getByLabel(label).fill(secret);
  await dialog().getByRole('button', { name: 'Store and try' }).click();
}

it('says in words that the host refused a key, with what to do about it', async () => {
  await page.getByRole('button', { name: 'New provider key' }).first().click();
  await dialog().getByText('OpenAI-compatible', { exact: true }).click();
  await dialog()
    .getByLabel(/^Base URL/)
    .fill(host.baseUrl);
  await dialog().getByLabel('Name', { exact: true }).fill('Own host');
  await enter(/^Secret/, mistyped);

  await dialog().getByText('The provider refused the key').waitFor();
  await dialog()
    .getByText(/Check that it was copied whole/)
    .waitFor();
  await step(/Sealed: done/).waitFor();
  expect(host.used).toEqual([]);
  expect(await call()).toBeGreaterThanOrEqual(400);
});

it('shows each step of the trial of the corrected key, and calls go through it', async () => {
  await dialog().getByRole('button', { name: 'Correct it' }).click();
  await enter(/^New secret/, first);

  await step(/Models listed: done.*3 models found/).waitFor();
  await step(/One token called: done.*sim-chat answered in .* for \$0\.0/).waitFor();
  await dialog().getByText('Own host works').waitFor();
  await dialog().getByRole('button', { name: 'Done' }).click();
  await row()
    .getByText(/^…Abc1$/)
    .waitFor();
  await row().getByText('Active', { exact: true }).waitFor();
  await expect.poll(call, { timeout: 10_000 }).toBe(200);
  expect(new Set(host.used)).toEqual(new Set([first]));
});

it('gives the key a new secret in its place', async () => {
  await choose('New secret');
  await dialog().getByText('Takes the place of the one ending in Abc1').waitFor();
  await enter(/^New secret/, second);
  await dialog().getByText('Own host works').waitFor();
  await dialog().getByRole('button', { name: 'Done' }).click();
  await row()
    .getByText(/^…Xyz2$/)
    .waitFor();
  await expect.poll(async () => [await call(), host.used.at(-1)], { timeout: 10_000 }).toEqual([200, second]);
});

it('stops its models while it is disabled', async () => {
  await choose('Disable');
  await row().getByText('Disabled', { exact: true }).waitFor();
  await expect.poll(call, { timeout: 10_000 }).toBeGreaterThanOrEqual(400);
  const before = host.used.length;
  await call();
  expect(host.used).toHaveLength(before);
  await choose('Enable');
  await row().getByText('Active', { exact: true }).waitFor();
  await expect.poll(call, { timeout: 10_000 }).toBe(200);
});

it('deletes it when its name is typed, and not before', async () => {
  await choose('Delete');
  const button = dialog().getByRole('button', { name: 'Delete the key' });
  const field = dialog().getByLabel('Type Own host to go on');
  await field.fill('Own hos');
  expect(await button.isDisabled()).toBe(true);
  await field.fill('Own host');
  await button.click();
  await page.getByText('No provider key yet').waitFor();
  await expect.poll(call, { timeout: 10_000 }).toBeGreaterThanOrEqual(400);
});

async function fillClient(secret: string): Promise<void> {
  await dialog()
    .getByRole('button', { name: /service principal/ })
    .click();
  await dialog().getByLabel('Client ID', { exact: true }).fill(client.id);
  await dialog().getByLabel('Client secret', { exact: true }).fill(secret);
}

it('asks for what the chosen provider takes, and says beside the field what it cannot be', async () => {
  await page.getByRole('button', { name: 'New provider key' }).first().click();
  await dialog().getByText('Databricks', { exact: true }).click();
  await dialog().getByLabel('Access token', { exact: true }).waitFor();
  await fillClient(wrongSecret);
  expect(await dialog().getByLabel('Access token', { exact: true }).count()).toBe(0);
  const workspace = dialog().getByLabel(/^Workspace host/);
  await workspace.fill('evil.example/.databricks.com');
  await dialog().getByRole('button', { name: 'Store and try' }).click();
  await dialog().getByText('Workspace host must be a host of Databricks').waitFor();
  await workspace.fill('');
  await dialog()
    .getByLabel(/^Base URL/)
    .fill(host.baseUrl);
  await dialog().getByLabel('Name', { exact: true }).fill('Own workspace');
  await dialog().getByRole('button', { name: 'Store and try' }).click();
  await dialog().getByText('The provider refused the key').waitFor();
  expect([host.exchanges(), host.used.includes(client.token)]).toEqual([0, false]);
});

it('exchanges the parts of a credential for a token, once, and calls go with it', async () => {
  await dialog().getByRole('button', { name: 'Correct it' }).click();
  await fillClient(client.secret);
  await dialog().getByRole('button', { name: 'Store and try' }).click();
  await dialog()
    .getByRole('button', { name: /^(Done|Keep it)$/ })
    .click();
  await page
    .getByRole('row', { name: /Own workspace/ })
    .getByText(/^…Qrs3$/)
    .waitFor();
  await expect.poll(() => callFor('databricks/sim-chat'), { timeout: 10_000 }).toBe(200);
  expect([host.exchanges(), host.used.at(-1)]).toEqual([1, client.token]);
});

it('asks for a new secret by the form that the key was given by', async () => {
  await page.getByRole('button', { name: 'Actions for Own workspace' }).click();
  await page.getByRole('menuitem', { name: 'New secret', exact: true }).click();
  await dialog().getByLabel('Client secret', { exact: true }).waitFor();
  expect(await dialog().getByLabel('Access token', { exact: true }).count()).toBe(0);
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await dialog().waitFor({ state: 'hidden' });
});

it('never shows a secret again: not in a page, not in any answer', async () => {
  for (const path of ['providers', 'audit', 'models', 'ledger']) {
    await page.goto(`/o/dam/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
    const shown = await page.content();
    for (const secret of secrets) expect(shown).not.toContain(secret);
  }
  const answers = await heard.text();
  expect(answers).toContain('Xyz2');
  for (const secret of secrets) expect(answers).not.toContain(secret);
  await person.leave();
});
