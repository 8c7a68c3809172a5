// Takes pictures of pages: what `pnpm screenshots` runs.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { demoPassword } from '@weir/testing/demo/seed-demo';
import { startDemo } from '@weir/testing/dev/demo-instance';
import type { Browser } from 'playwright-core';
import { narrow, newPerson, wide } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { showPage, type Viewer, type WebPage, webPages } from './pages.ts';
import { signIn } from './sign-in.ts';

const folder = resolve(import.meta.dirname, '../../docs/screenshots');
/** What the README shows; the others are not committed. */
const shown = new Set([
  'overview-light-wide',
  'overview-dark-wide',
  'cost-light-wide',
  'receipt-dark-wide',
  'get-started-light-wide',
  'calls-dark-wide',
  'health-dark-wide',
]);

const looks = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { colorScheme, size: 'wide', viewport: wide } as const,
  { colorScheme, size: 'narrow', viewport: narrow } as const,
]);
type Look = (typeof looks)[number];

type Setting = { readonly browser: Browser; readonly baseUrl: string; readonly look: Look };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Takes each page and gives what the browser had to say. */
async function takeAll({ browser, baseUrl, look }: Setting, viewer: Viewer, pages: readonly WebPage[]) {
  const { colorScheme, size, viewport } = look;
  const person = await newPerson(browser, { baseUrl, colorScheme, viewport });
  // A web that compiles while it is asked takes its time.
  person.context.setDefaultTimeout(90_000);
  if (viewer !== 'nobody') await signIn(person.context, `${viewer}@example.org`, demoPassword);
  for (const page of pages) {
    const name = `${page.name}-${colorScheme}-${size}`;
    const path = join(folder, ...(shown.has(name) ? [] : ['all']), `${name}.png`);
    try {
      await showPage(person.page, page);
    } finally {
      // Also of a page that does not come: the picture says why.
      await person.page.screenshot({ path, animations: 'disabled', caret: 'hide' });
      say(path);
    }
  }
  await person.context.close();
  return person.faults.all();
}

async function takeOf(baseUrl: string, pages: readonly WebPage[]): Promise<readonly string[]> {
  await mkdir(join(folder, 'all'), { recursive: true });
  const browser = await openBrowser();
  const faults: string[] = [];
  try {
    for (const look of looks) {
      for (const viewer of new Set(pages.map(({ as }) => as))) {
        const theirs = pages.filter(({ as }) => as === viewer);
        faults.push(...(await takeAll({ browser, baseUrl, look }, viewer, theirs)));
      }
    }
  } finally {
    await browser.close();
  }
  return faults;
}

/** The demo on ports of its own, for as long as `use` takes. */
async function withDemo<T>(use: (webUrl: string) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'weir-screenshots-'));
  const demo = await startDemo({
    home,
    web: 'start',
    ports: {},
    calls: 16_000,
    isBusy: true,
    env: {},
    onOutput: () => undefined,
  });
  try {
    return await use(demo.webUrl);
  } finally {
    await demo.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** Pages by name, or by path as the owner sees them; all of them where none is named. */
function chosen(wanted: readonly string[]): readonly WebPage[] {
  if (wanted.length === 0) return webPages;
  return wanted.map((text) => {
    const page = webPages.find(({ name }) => name === text);
    if (page !== undefined) return page;
    if (!text.startsWith('/')) throw new Error(`There is no page ${text} in tests/browser/pages.ts.`);
    return { name: text.slice(1).replaceAll(/\W+/g, '-'), path: text, as: 'owner' };
  });
}

const { values, positionals } = parseArgs({ options: { url: { type: 'string' } }, allowPositionals: true });
const pages = chosen(positionals);
const faults = values.url === undefined ? await withDemo((url) => takeOf(url, pages)) : await takeOf(values.url, pages);
for (const fault of new Set(faults)) say(`the browser reported: ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);
