import type { Page } from 'playwright-core';

/** Who looks: a member of the demo by role, or nobody who is signed in. */
export type Viewer = 'owner' | 'admin' | 'developer' | 'viewer' | 'billing' | 'nobody';

/** A page of the web, for every walk over all of them: pictures, accessibility, overflow, faults. */
export type WebPage = {
  /** Also the name of its pictures. */
  readonly name: string;
  readonly path: string;
  readonly as: Viewer;
  /** What is to be there before the page counts as shown; its heading unless said. */
  readonly ready?: (page: Page) => Promise<unknown>;
};

const demo = (path: string): string => `/o/demo/${path}`;

/** A dialog's form may come after the page behind it. */
async function dialogOpen(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor();
}

/** Every page that can be opened by its address alone. A new page gets a line here. */
export const webPages: readonly WebPage[] = [
  { name: 'status', path: '/status', as: 'nobody' },
  { name: 'sign-in', path: '/sign-in', as: 'nobody' },
  { name: 'sign-up', path: '/sign-up', as: 'nobody' },
  { name: 'forgot', path: '/forgot', as: 'nobody' },
  { name: 'reset', path: '/reset?token=none', as: 'nobody' },
  { name: 'verify', path: '/verify?token=none', as: 'nobody' },
  { name: 'invitation', path: '/invitation?token=none', as: 'nobody' },
  { name: 'docs', path: '/docs', as: 'nobody' },
  { name: 'docs-api', path: '/docs/api', as: 'nobody' },
  { name: 'overview', path: demo('overview'), as: 'owner' },
  { name: 'overview-as-viewer', path: demo('overview'), as: 'viewer' },
  { name: 'calls', path: demo('calls'), as: 'owner' },
  { name: 'receipt', path: demo('calls?range=30d&route=answers'), as: 'owner', ready: openFirstReceipt },
  { name: 'cost', path: demo('cost?range=30d'), as: 'owner' },
  { name: 'cost-by-route', path: demo('cost?range=30d&group=route'), as: 'owner' },
  { name: 'performance', path: demo('performance'), as: 'owner' },
  { name: 'get-started', path: demo('get-started'), as: 'owner' },
  { name: 'routes', path: demo('routes'), as: 'owner' },
  { name: 'routes-as-viewer', path: demo('routes'), as: 'viewer' },
  { name: 'routes-new', path: demo('routes/new'), as: 'owner' },
  { name: 'route', path: demo('routes'), as: 'owner', ready: openFirstRoute },
  { name: 'routes-quality', path: demo('routes/quality'), as: 'owner' },
  { name: 'health', path: demo('health'), as: 'owner' },
  { name: 'playground', path: demo('playground'), as: 'owner' },
  { name: 'keys', path: demo('keys'), as: 'owner' },
  { name: 'keys-new', path: demo('keys?new=1'), as: 'owner', ready: dialogOpen },
  { name: 'providers', path: demo('providers'), as: 'owner' },
  { name: 'providers-new', path: demo('providers?new=1'), as: 'owner', ready: dialogOpen },
  { name: 'models', path: demo('models'), as: 'owner' },
  { name: 'members', path: demo('members'), as: 'owner' },
  { name: 'members-as-viewer', path: demo('members'), as: 'viewer' },
  { name: 'ledger', path: demo('ledger'), as: 'owner' },
  { name: 'audit', path: demo('audit'), as: 'owner' },
  { name: 'settings', path: demo('settings'), as: 'owner' },
  { name: 'settings-projects', path: demo('settings/projects'), as: 'owner' },
  { name: 'settings-tokens', path: demo('settings/tokens'), as: 'owner' },
  { name: 'settings-data', path: demo('settings/data'), as: 'owner' },
  { name: 'profile', path: '/account/profile', as: 'owner' },
  { name: 'sessions', path: '/account/sessions', as: 'owner' },
  { name: 'organizations', path: '/account/organizations', as: 'owner' },
  { name: 'operator', path: '/operator', as: 'owner' },
  { name: 'not-found', path: demo('nothing-here'), as: 'owner' },
];

/** From the list of calls to the receipt of its first one. */
async function openFirstReceipt(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/\/calls\/[0-9a-f-]{36}/);
  await shown(page);
}

/** From the list of routes to the editor of its first one. */
async function openFirstRoute(page: Page): Promise<void> {
  // The whole line is the way in, in the table and in the list of a phone.
  await page.locator('main').getByText('answers', { exact: true }).click();
  await page.waitForURL(/\/routes\/[0-9a-f-]{36}/);
  await shown(page);
}

async function shown(page: Page): Promise<void> {
  // Behind a dialog it is there for the eyes only.
  await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor();
  // Skeletons say so to everybody.
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
}

/** Opens the page and waits until it is shown: its heading is there and nothing is loading any more. */
export async function showPage(page: Page, { path, ready }: WebPage): Promise<void> {
  await page.goto(path);
  await shown(page);
  await ready?.(page);
  await page.evaluate(() => document.fonts.ready);
}
