import { seedDemo } from '@weir/testing/demo/seed-demo';
import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newViewer } from './new-viewer.ts';
import { openBrowser } from './open-browser.ts';
import { showPage, type Viewer, type WebPage, webPages } from './pages.ts';

// Times mean something on a machine that does nothing else; in `npm test` they only keep the pages from being slow.
const slack = scaled({ scaled: 5, full: 1 });
const bounds = { scriptKb: 250, loadMs: 1_000 * slack, changeMs: 200 * slack } as const;
const tries = 3;

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

const viewerOf = (as: Viewer) => newViewer(browser, as, { baseUrl: stack.web?.url ?? '' });

/** Runs in the page. */
function measureLoad(): { readonly scriptBytes: number; readonly loadMs: number } {
  const scripts = performance
    .getEntriesByType('resource')
    .filter((entry) => entry instanceof PerformanceResourceTiming)
    .filter(({ name }) => new URL(name).pathname.endsWith('.js'));
  const [navigation] = performance.getEntriesByType('navigation');
  if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error('the page was not navigated to');
  const scriptBytes = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { scriptBytes, loadMs: navigation.loadEventEnd - navigation.startTime };
}

const worst: Record<string, { readonly page: string; readonly value: number }> = {};

function note(what: string, page: string, value: number): void {
  if (value > (worst[what]?.value ?? -1)) worst[what] = { page, value };
}

/** Where a page stands that is come to from another one; the path of any other. */
async function addressOf(webPage: WebPage): Promise<string> {
  if (webPage.ready === undefined) return webPage.path;
  const { page, context } = await viewerOf(webPage.as);
  await showPage(page, webPage);
  const { pathname, search } = new URL(page.url());
  await context.close();
  return `${pathname}${search}`;
}

describe('a first visit', () => {
  it.each(webPages)('of $name loads few scripts, quickly', async (webPage) => {
    const path = await addressOf(webPage);
    const loads: number[] = [];
    const sizes: number[] = [];
    for (let nth = 0; nth < tries; nth += 1) {
      const { page, context } = await viewerOf(webPage.as);
      await showPage(page, { name: webPage.name, path, as: webPage.as });
      const { scriptBytes, loadMs } = await page.evaluate(measureLoad);
      loads.push(loadMs);
      sizes.push(scriptBytes / 1000);
      await context.close();
      if (loadMs < bounds.loadMs / slack) break;
    }
    const [scriptKb, loadMs] = [Math.max(...sizes), Math.min(...loads)];
    note('kB of scripts', webPage.name, scriptKb);
    note('ms to load', webPage.name, loadMs);
    expect(scriptKb).toBeGreaterThan(10);
    expect(scriptKb).toBeLessThanOrEqual(bounds.scriptKb);
    expect(loadMs).toBeLessThan(bounds.loadMs);
  });
});

type Change = { readonly label: string; readonly heading: string };

const changes: readonly Change[] = [
  { label: 'Overview', heading: 'Overview' },
  { label: 'Calls', heading: 'Calls' },
  { label: 'Cost', heading: 'Cost' },
  { label: 'Performance', heading: 'Performance' },
  { label: 'Keys', heading: 'Gateway keys' },
  { label: 'Providers', heading: 'Provider keys' },
  { label: 'Members', heading: 'Members' },
];

/** Runs in the page: from the click on a link of the navigation to the frame that shows the new heading. */
async function changeTo({ label, heading }: Change): Promise<number> {
  const links = [...document.querySelectorAll<HTMLElement>('nav[aria-label="Pages"] a')];
  const link = links.find((each) => each.textContent.trim() === label);
  if (link === undefined) throw new Error(`the navigation has no ${label}`);
  const startedMs = performance.now();
  link.click();
  const untilMs = startedMs + 10_000;
  while (document.querySelector('h1')?.textContent !== heading) {
    if (performance.now() > untilMs) throw new Error(`${heading} did not come`);
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return performance.now() - startedMs;
}

async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
}

describe('a change to a page that was seen before', () => {
  it('shows it at once', async () => {
    const { page, context } = await viewerOf('owner');
    await page.goto('/o/demo/overview');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    const times = new Map<string, number[]>();
    for (let round = 0; round <= tries; round += 1) {
      for (const change of changes) {
        await settle(page);
        const isShown = (await page.getByRole('heading', { level: 1 }).first().textContent()) === change.heading;
        if (isShown) continue;
        const ms = await page.evaluate(changeTo, change);
        // The first round fills the cache.
        if (round > 0) times.set(change.label, [...(times.get(change.label) ?? []), ms]);
      }
    }
    for (const [label, measured] of times) {
      note('ms to change', label, Math.min(...measured));
      expect([label, Math.min(...measured) < bounds.changeMs, measured]).toEqual([label, true, measured]);
    }
    expect(times.size).toBe(changes.length);
    await context.close();
  });
});

it('is recorded as a proof', () => {
  const figures = Object.entries(worst).map(([what, { page, value }]) => [
    `worst ${what}`,
    `${value.toFixed(0)} (${page})`,
  ]);
  recordProof('speed of the pages', Object.fromEntries(figures));
  expect(figures).toHaveLength(3);
});
