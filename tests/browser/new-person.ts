import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Faults, watchFaults } from './watch-faults.ts';

export const wide = { width: 1280, height: 800 } as const;
export const narrow = { width: 390, height: 844 } as const;

export type PersonOptions = {
  /** Where the web answers; paths are relative to it. */
  readonly baseUrl: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly timeZone?: string;
};

/** Somebody at a browser of their own: cookies, storage and faults are shared with nobody. */
export type Person = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: Faults;
  /** Fails the test for what went wrong in the browser, then closes it. */
  leave(): Promise<void>;
};

/** Opens a browser context with one page. */
export async function newPerson(browser: Browser, options: PersonOptions): Promise<Person> {
  const context = await browser.newContext({
    baseURL: options.baseUrl,
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? wide,
    timezoneId: options.timeZone ?? 'Europe/Berlin',
    locale: 'en-GB',
    // Movement would make pictures and measurements differ.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const faults = await watchFaults(context);
  const page = await context.newPage();
  return {
    context,
    page,
    faults,
    async leave() {
      await context.close();
      faults.none();
    },
  };
}
