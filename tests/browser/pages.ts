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

/** Every page that can be opened by its address alone. A new page gets a line here. */
export const webPages: readonly WebPage[] = [
  { name: 'status', path: '/status', as: 'nobody' },
  { name: 'sign-in', path: '/sign-in', as: 'nobody' },
  { name: 'sign-up', path: '/sign-up', as: 'nobody' },
  { name: 'forgot', path: '/forgot', as: 'nobody' },
  { name: 'overview', path: demo('overview'), as: 'owner' },
  { name: 'members', path: demo('members'), as: 'owner' },
];

/** Opens the page and waits until it is shown: its heading is there and nothing is loading any more. */
export async function showPage(page: Page, { path, ready }: WebPage): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // Skeletons say so to everybody.
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  await ready?.(page);
  await page.evaluate(() => document.fonts.ready);
}
