import type { Page } from 'playwright-core';

/** A number on an analytic page that opens the calls behind it. */
export type LinkedNumber = {
  readonly href: string;
  /** The column it stands in, or what it is called. */
  readonly heading: string;
  /** As it is seen, without what only screen readers say. */
  readonly text: string;
  /** Every digit of it, where the page gives more than is seen; else the same as `text`. */
  readonly exact: string;
};

/** What the page of calls says of the calls that it lists, and what the lines themselves come to. */
export type ListedCalls = {
  /** What all of them come to, in the page's words. */
  readonly summary: readonly string[];
  /** How many lines it says are there for the cost of an attempt alone. */
  readonly besides: number;
  /** The cost of each line, every digit. */
  readonly costs: readonly string[];
  /** The tokens of each line, in words. */
  readonly tokens: readonly string[];
};

/** Runs in the page. */
function readLinks(): LinkedNumber[] {
  const seen = (element: Element): string => {
    const copy = element.cloneNode(true);
    if (!(copy instanceof Element)) return '';
    for (const hidden of copy.querySelectorAll('.sr-only')) hidden.remove();
    return copy.textContent.trim();
  };
  const headingOf = (link: Element): string => {
    const cell = link.closest('td');
    if (cell !== null) return cell.closest('table')?.querySelectorAll('thead th')[cell.cellIndex]?.textContent ?? '';
    const name = link.closest('div.min-w-0')?.querySelector('dt')?.textContent;
    return name ?? link.closest('section, li')?.querySelector('h2, span')?.textContent ?? '';
  };
  return [...document.querySelectorAll('main a[href*="/calls?"]')]
    .filter((link) => link.checkVisibility())
    .filter((link) => link.textContent.includes(': calls of') || link.querySelector('[title]') !== null)
    .map((link) => {
      const text = seen(link);
      const exact = link.querySelector('[title^="$"], [title$=" tokens"]')?.getAttribute('title') ?? text;
      return { href: link.getAttribute('href') ?? '', heading: headingOf(link).trim(), text, exact };
    });
}

/** All numbers on the page that open their calls. */
export function linkedNumbers(page: Page): Promise<readonly LinkedNumber[]> {
  return page.evaluate(readLinks);
}

/** Runs in the page. */
function readListed(): ListedCalls {
  const exact = (element: Element): string => {
    const title = element.querySelector('[title^="$"]')?.getAttribute('title');
    return title ?? element.textContent.trim();
  };
  const summary = [...document.querySelectorAll('ul[aria-label="All of these calls"] > li')].map(exact);
  // What the server sends later waits in the document unseen until its place is ready.
  const rows = [...document.querySelectorAll('table[aria-label="Calls"] tbody tr')].filter((row) =>
    row.checkVisibility(),
  );
  const headings = [...document.querySelectorAll('table[aria-label="Calls"] thead th')];
  const cells = (heading: string): Element[] => {
    const index = headings.findIndex((each) => each.textContent.trim() === heading);
    return rows.flatMap((row) => row.querySelectorAll('td')[index] ?? []);
  };
  const end = /These are all\. (\d+) of them/.exec(document.querySelector('main')?.textContent ?? '');
  return {
    summary,
    besides: Number(end?.[1] ?? 0),
    costs: cells('Cost').map(exact),
    tokens: cells('In / out').map((cell) => cell.querySelector('[title]')?.getAttribute('title') ?? ''),
  };
}

/** Opens a list of calls and reads it. */
export async function listedCalls(page: Page, href: string): Promise<ListedCalls> {
  await page.goto(href);
  await page.getByRole('list', { name: 'All of these calls' }).waitFor();
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
  return page.evaluate(readListed);
}

const picoDigits = 12;

/** An exact amount of USD as the pages write it, in pico-dollars; undefined for what is none. */
export function picoOf(text: string): bigint | undefined {
  const [, whole, fraction] = /^\$([\d,]+)\.(\d{1,12})(?!\d)/.exec(text) ?? [];
  if (whole === undefined || fraction === undefined) return undefined;
  return BigInt(whole.replaceAll(',', '') + fraction.padEnd(picoDigits, '0'));
}
