import { demoPassword, seedDemo } from '@weir/testing/demo/seed-demo';
import { testScale } from '@weir/testing/scale';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './axe.ts';
import { narrow, newPerson, type Person, wide } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { horizontalOverflow } from './overflow.ts';
import { showPage, type Viewer, webPages } from './pages.ts';
import { signIn } from './sign-in.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({}) });
  await seedDemo(stack.services, { calls: 1_500 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** Each scheme and each size once, for colours hardly depend on the width; at full scale every pair. */
const looks = [
  ['light and wide', { colorScheme: 'light', viewport: wide }],
  ['dark and narrow', { colorScheme: 'dark', viewport: narrow }],
  ...(testScale() === 'full'
    ? ([
        ['light and narrow', { colorScheme: 'light', viewport: narrow }],
        ['dark and wide', { colorScheme: 'dark', viewport: wide }],
      ] as const)
    : []),
] as const;

/** Menus of a page's content, of a line of a table, and of the frame. */
const menus = [
  { name: 'route', button: /^Actions for answers/ },
  { name: 'keys', button: /^Actions for / },
  { name: 'overview', button: /^Account of / },
] as const;

const viewers = [...new Set(webPages.map(({ as }) => as))];

describe.each(looks)('in a window that is %s', (_, look) => {
  const people = new Map<Viewer, Person>();

  beforeAll(async () => {
    for (const viewer of viewers) {
      const person = await newPerson(browser, { baseUrl: stack.web?.url ?? '', ...look });
      if (viewer !== 'nobody') await signIn(person.context, `${viewer}@example.org`, demoPassword);
      people.set(viewer, person);
    }
  });
  afterAll(async () => {
    for (const person of people.values()) await person.context.close();
  });

  it.each(webPages)('$name is accessible, fits, and makes no errors', async (webPage) => {
    const person = people.get(webPage.as);
    if (person === undefined) throw new Error(`there is no ${webPage.as}`);
    const { page, faults } = person;
    faults.expect(/./);
    await showPage(page, webPage);
    expect(await axe(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toEqual([]);
    faults.none();
  });

  it.each(menus)('an open menu of $name is a part of the page', async ({ name, button }) => {
    const person = people.get('owner');
    const webPage = webPages.find((each) => each.name === name);
    if (person === undefined || webPage === undefined) throw new Error(`there is no ${name}`);
    const { page } = person;
    await showPage(page, webPage);
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole('menu').getByRole('menuitem').first().waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
