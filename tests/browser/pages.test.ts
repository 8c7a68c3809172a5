import { seedDemo } from '@weir/testing/demo/seed-demo';
import { testScale } from '@weir/testing/scale';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe } from './axe.ts';
import { narrow, type Person, wide } from './new-person.ts';
import { newViewer } from './new-viewer.ts';
import { openBrowser } from './open-browser.ts';
import { horizontalOverflow } from './overflow.ts';
import { showPage, type WebPage, webPages } from './pages.ts';

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

/** Who looks in which way, by look and viewer. */
const people = new Map<string, Person>();

beforeAll(async () => {
  for (const [look, options] of looks) {
    for (const viewer of viewers) {
      const person = await newViewer(browser, viewer, { baseUrl: stack.web?.url ?? '', ...options });
      people.set(`${look}, ${viewer}`, person);
    }
  }
});

/** Shows the page in every look at once, does in each what there is to do, and finds nothing wrong. */
async function expectFit(webPage: WebPage, act?: (page: Page) => Promise<void>): Promise<void> {
  const expectOne = async (look: string) => {
    const person = people.get(`${look}, ${webPage.as}`);
    if (person === undefined) throw new Error(`there is no ${webPage.as} whose window is ${look}`);
    person.faults.expect(/./);
    await showPage(person.page, webPage);
    await act?.(person.page);
    expect({ look, violations: await axe(person.page) }).toEqual({ look, violations: [] });
    expect({ look, overflow: await horizontalOverflow(person.page) }).toEqual({ look, overflow: [] });
    person.faults.none();
  };
  await Promise.all(looks.map(([look]) => expectOne(look)));
}

it.each(webPages)('$name is accessible, fits, and makes no errors', (webPage) => expectFit(webPage));

it.each(menus)('an open menu of $name is a part of the page', async ({ name, button }) => {
  const webPage = webPages.find((each) => each.name === name);
  if (webPage === undefined) throw new Error(`there is no page ${name}`);
  await expectFit(webPage, async (page) => {
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole('menu').getByRole('menuitem').first().waitFor();
  });
});
