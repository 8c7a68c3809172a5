import { demoPassword, seedDemo } from '@weir/testing/demo/seed-demo';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPerson, type Person } from './new-person.ts';
import { newViewer } from './new-viewer.ts';
import { openBrowser } from './open-browser.ts';
import { showPage, type Viewer, webPages } from './pages.ts';
import { isFocused, tabTo, walkByTab } from './walk-by-tab.ts';

let stack: Stack;
let browser: Browser;
let person: Person;
let page: Page;

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({}) });
  await seedDemo(stack.services, { calls: 300 });
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  page = person.page;
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const press = (key: string) => page.keyboard.press(key);
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

async function show(path: string): Promise<void> {
  await page.goto(`/o/demo/${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
}

const focusIsOn = (role: string, name: RegExp | string) =>
  expect.poll(() => isFocused(page, role, name), { timeout: 5_000, message: `focus on ${role} ${name}` }).toBe(true);

describe('by keyboard alone somebody', () => {
  it('signs in', async () => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    if (!(await isFocused(page, 'textbox', 'E-mail address'))) await tabTo(page, 'textbox', 'E-mail address');
    await page.keyboard.type('owner@example.org');
    await tabTo(page, 'textbox', 'Password');
    await page.keyboard.type(demoPassword);
    await press('Enter');
    await page.waitForURL(/\/o\/demo\//);
    await heading('Overview');
  });

  it('skips the frame, and goes to another page by it', async () => {
    await show('overview');
    await press('Tab');
    await focusIsOn('link', 'Skip to content');
    await press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
    await show('overview');
    await tabTo(page, 'link', 'Keys');
    await press('Enter');
    await heading('Gateway keys');
  });

  it('goes anywhere by the palette, and back where they were by Escape', async () => {
    await show('keys');
    await tabTo(page, 'button', /^Go to, find a call/);
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await focusIsOn('button', /^Go to, find a call/);
    await press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('cost');
    await press('Enter');
    await heading('Cost');
  });

  it('issues a key, and is back at the button that began it', async () => {
    await show('keys');
    await tabTo(page, 'button', 'New key');
    await press('Enter');
    await focusIsOn('textbox', 'Name');
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await focusIsOn('button', 'New key');

    await press('Enter');
    await focusIsOn('textbox', 'Name');
    await page.keyboard.type('Made by keyboard');
    await tabTo(page, 'button', 'Issue the key');
    await press('Enter');
    await page.getByRole('dialog', { name: 'Made by keyboard is ready' }).waitFor();
    await tabTo(page, 'button', 'I have stored it');
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await focusIsOn('button', 'New key');
    await page.getByRole('row', { name: /Made by keyboard/ }).waitFor();
  });

  it('opens a menu, is back at it by Escape, and chooses in it what opens a dialog', async () => {
    await show('keys');
    await tabTo(page, 'button', 'Actions for Made by keyboard');
    await press('Enter');
    await focusIsOn('menuitem', 'Edit');
    await press('ArrowDown');
    await focusIsOn('menuitem', 'Rotate');
    await press('Escape');
    await focusIsOn('button', 'Actions for Made by keyboard');
    await press('Enter');
    await focusIsOn('menuitem', 'Edit');
    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await focusIsOn('textbox', 'Name');
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await focusIsOn('button', 'Actions for Made by keyboard');
  });

  it('changes for how long a project keeps answers, once what was entered is a number of days', async () => {
    await show('settings/projects');
    await tabTo(page, 'button', 'Actions for the project Support desk');
    await press('Enter');
    await focusIsOn('menuitem', 'Edit');
    await press('Enter');
    await tabTo(page, 'textbox', /^Keep answers for, in days/);
    await page.keyboard.type('a month');
    await press('Enter');
    await page.getByText('Enter whole days from 0 to 365.').waitFor();
    await press('Control+a');
    await page.keyboard.type('0');
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('row', { name: /Support desk.*not at all/ }).waitFor();
  });

  it('leaves the models that do what is chosen, and a link shows the same', async () => {
    await show('models?show=all&can=audio');
    const rows = page.getByRole('table', { name: 'Models' }).getByRole('row');
    await rows.nth(1).getByText('hears audio').waitFor({ state: 'attached' });
    await tabTo(page, 'button', 'Audio');
    await press('Enter');
    await focusIsOn('menuitemcheckbox', 'Images');
    await press('Enter');
    await page.waitForURL(/can=image(,|%2C)audio/);
    await press('Escape');
    await focusIsOn('button', 'Images + Audio');
    await rows.nth(1).getByText('reads images').waitFor({ state: 'attached' });
  });

  it('walks the calls with the arrows and opens a receipt', async () => {
    await show('calls?range=30d');
    await tabTo(page, 'row', /./);
    const rows = page.getByRole('table', { name: 'Calls' }).getByRole('row');
    await expect.poll(() => rows.nth(1).evaluate((row) => row === document.activeElement)).toBe(true);
    await press('ArrowDown');
    await press('ArrowDown');
    await press('ArrowUp');
    expect(await rows.nth(2).evaluate((row) => row === document.activeElement)).toBe(true);
    const href = await rows.nth(2).getByRole('link').first().getAttribute('href');
    await press('Enter');
    await page.waitForURL(/\/calls\/[0-9a-f-]{36}/);
    expect(href).toContain(new URL(page.url()).pathname);
  });

  it('keeps the focus on what loads more, while it loads and after', async () => {
    await show('calls?range=30d');
    const held = Promise.withResolvers<void>();
    await page.route('**/api/trpc/calls.organization*', async (route) => {
      await held.promise;
      await route.continue();
    });
    await tabTo(page, 'button', /^Load/);
    await focusIsOn('button', 'Loading');
    await press('Enter');
    await press('Tab');
    await press('Shift+Tab');
    await focusIsOn('button', 'Loading');
    held.resolve();
    await focusIsOn('button', 'Load more');
    await page.unroute('**/api/trpc/calls.organization*');
  });

  it('changes tabs with the arrows', async () => {
    await show('members');
    await tabTo(page, 'tab', 'Members');
    await press('ArrowRight');
    await focusIsOn('tab', 'Teams');
    await page.waitForURL(/tab=teams/);
    await press('Tab');
    expect(await isFocused(page, 'tab', 'Teams')).toBe(false);
  });
});

const viewers = new Map<Viewer, Person>();

async function viewerOf(as: Viewer): Promise<Person> {
  const known = viewers.get(as);
  if (known !== undefined) return known;
  const viewer = await newViewer(browser, as, { baseUrl: stack.web?.url ?? '' });
  viewers.set(as, viewer);
  return viewer;
}

it.each(webPages)('reaches all of $name with Tab, sees where the focus is, and is caught nowhere', async (webPage) => {
  const viewer = await viewerOf(webPage.as);
  await showPage(viewer.page, webPage);
  const { stops, missed, unseen } = await walkByTab(viewer.page);
  expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
  expect(stops).toBeGreaterThan(0);
});
