import { addMember } from '@weir/testing/add-member';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { signIn } from './sign-in.ts';

let stack: Stack;
let browser: Browser;
let owner: Person;
let newcomer: Person;
let link: string;

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({ name: 'Mill pond', slug: 'mill' }) });
  browser = await openBrowser();
  owner = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  newcomer = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  const member = await addMember(stack.services, stack.tenant.organizationId, { role: 'owner' });
  await signIn(owner.context, member.email, member.password);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

async function show(page: Page, path: string): Promise<void> {
  await page.goto(`/o/mill/${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
}

const writes = /^(New|Invite|Issue|Rotate|Revoke|Edit|Rename|Delete|Disable|Archive|Save|Add|Actions for|Role of)\b/;

function namesOf(controls: Locator): Promise<string[]> {
  return controls.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? each.textContent.trim()));
}

async function writeControls(page: Page): Promise<readonly string[]> {
  const main = page.getByRole('main');
  const found = await Promise.all([
    namesOf(main.getByRole('button', { name: writes })),
    namesOf(main.getByRole('combobox', { name: writes })),
    namesOf(main.getByRole('button', { name: /^Place of/ })),
  ]);
  return found.flat();
}

it('gives an owner a link to pass on', async () => {
  await owner.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = owner;
  await show(page, 'members');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('E-mail addresses').fill('newcomer@example.org');
  await form.getByRole('radio', { name: 'Viewer' }).check();
  await form.getByRole('button', { name: 'Invite', exact: true }).click();
  await form.getByText('This instance has no mail server. Pass the link on by hand.').waitFor();
  await form.getByRole('button', { name: 'Copy link' }).click();
  await form.getByRole('button', { name: 'Copied' }).waitFor();
  link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).origin).toBe(stack.web?.url);
  await form.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('tab', { name: 'Invitations' }).click();
  await page.getByRole('row', { name: /newcomer@example\.org Open Viewer/ }).waitFor();
});

it('lets whoever it is for join by it', async () => {
  const { page } = newcomer;
  await page.goto(link);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Name', { exact: true }).fill('The newcomer');
  await page.getByLabel('E-mail address').fill('newcomer@example.org');
  await page.getByLabel('Password', { exact: true }).fill('water over the dam');
  await page.getByRole('button', { name: 'Create the account and join' }).click();
  await page.waitForURL(/\/o\/mill\//);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.getByRole('button', { name: 'Organization: Mill pond' }).waitFor();
});

it('is good for one person only', async () => {
  const other = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  await other.page.goto(link);
  await other.page.getByText('This invitation was used already').waitFor();
  await other.leave();
});

it('shows a viewer no way to change anything', async () => {
  const { page } = newcomer;
  const pages = page.getByRole('navigation', { name: 'Pages' });
  for (const name of ['Get started', 'Playground', 'Audit'])
    expect(await pages.getByRole('link', { name }).count()).toBe(0);
  for (const path of ['overview', 'keys', 'providers', 'models', 'members', 'members?tab=teams', 'ledger']) {
    await show(page, path);
    const own = path === 'members' ? ['Actions for The newcomer'] : [];
    expect([path, await writeControls(page)]).toEqual([path, own]);
  }
  await show(page, 'members');
  await page.getByRole('button', { name: 'Actions for The newcomer' }).click();
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Leave the organization']);
  for (const path of ['keys?new=1', 'providers?new=1', 'members?new=1']) {
    await show(page, path);
    expect([path, await page.getByRole('dialog').count()]).toEqual([path, 0]);
  }
  // The same pages do offer it to the owner, so that the test would see it.
  await show(owner.page, 'keys');
  expect(await writeControls(owner.page)).not.toEqual([]);
});

it('gives the newcomer more when the owner changes the role', async () => {
  await show(owner.page, 'members');
  await owner.page.getByRole('combobox', { name: 'Role of The newcomer' }).selectOption('Developer');
  const offered = async () => {
    await show(newcomer.page, 'keys');
    return newcomer.page.getByRole('button', { name: 'New key' }).count();
  };
  await expect.poll(offered, { timeout: 20_000 }).toBeGreaterThan(0);
  await show(newcomer.page, 'providers');
  expect(await writeControls(newcomer.page)).toEqual([]);
  await newcomer.leave();
  await owner.leave();
});
