import { readFile } from 'node:fs/promises';
import { createGatewayKey } from '@weir/services/gateway-keys/create';
import { readOrganizationUsage } from '@weir/services/usage/read-organization';
import { addMember } from '@weir/testing/add-member';
import { recordProof } from '@weir/testing/proofs';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askGateway } from './ask-gateway.ts';
import { newPerson, type Person } from './new-person.ts';
import { type LinkedNumber, type ListedCalls, linkedNumbers, listedCalls, picoOf } from './numbers.ts';
import { openBrowser } from './open-browser.ts';
import { signIn } from './sign-in.ts';

const hourMs = 3_600_000;
const provider = 'openai-compatible';
// Prices whose products do not end before the last digit that is kept.
const prices = [
  { provider, model: 'sim-chat', usdPerMillion: { input: '0.100003', cacheRead: '0.010007', output: '0.700009' } },
  { provider, model: 'sim-large', usdPerMillion: { input: '2.500001', cacheRead: '0.250003', output: '9.999999' } },
];
const models = [
  `${provider}/sim-chat`,
  `${provider}/sim-large`,
  `${provider}/sim-without-price`,
  'sandbox/fast',
] as const;

let stack: Stack;
let browser: Browser;
let person: Person;
let page: Page;
let calls = 0;

/** Calls of every key to every model, no two alike, and some that end badly. */
async function makeCalls(): Promise<void> {
  const { services, tenant, gateway } = stack;
  const { actor, organizationId, projectId } = tenant;
  const keys = [tenant.gatewayKey];
  for (const name of ['Search page', 'Nightly batch']) {
    const { memberId } = await addMember(services, organizationId, { role: 'developer', name: `Owner of ${name}` });
    keys.push((await createGatewayKey(services, actor, { projectId, name, ownerMemberId: memberId })).key);
  }
  const ask = async (key: string, model: string, text: string) => {
    calls += 1;
    return askGateway({ url: gateway.url, key, model, text });
  };
  for (const [nth, key] of keys.entries()) {
    for (const [which, model] of models.entries()) {
      const [input, output] = [101 + 37 * nth + which, 53 + 11 * nth + 7 * which];
      expect(await ask(key, model, `[[sim input=${input} cached=${nth * 13} output=${output}]]`)).toBe(200);
    }
    await ask(key, models[0], `[[sim nousage=1]] ${nth}`);
  }
  expect(await ask(keys[0] ?? '', 'openai/no-key-for-this', 'refused')).toBeGreaterThanOrEqual(400);
  const recorded = async () => {
    const hour = Math.floor(Date.now() / hourMs) * hourMs;
    const span = { from: new Date(hour - hourMs).toISOString(), to: new Date(hour + hourMs).toISOString() };
    return (await readOrganizationUsage(services, actor, span)).total.calls === calls;
  };
  await vi.waitUntil(recorded, { timeout: 60_000, interval: 250 });
}

beforeAll(async () => {
  stack = await startStack({
    size: 'embedded',
    web: {},
    tenant: (url) => ({ slug: 'dam', prices, providerKeys: [{ provider, baseUrl: `${url}/v1` }] }),
  });
  await makeCalls();
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  const owner = await addMember(stack.services, stack.tenant.organizationId, { role: 'owner' });
  await signIn(person.context, owner.email, owner.password);
  page = person.page;
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

async function show(path: string): Promise<void> {
  await page.goto(`/o/dam/${path}`);
  await settled();
}

async function settled(): Promise<void> {
  await page.locator('dl[aria-label="Totals"]').getByRole('link').first().waitFor();
  await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const isSimulated = (text: string): boolean => text.includes('simulated');
const count = (listed: ListedCalls): string => listed.summary[0]?.replace(/ calls?$/, '') ?? '';
const unknowns = (listed: ListedCalls): string =>
  listed.summary.find((text) => text.endsWith('of unknown cost'))?.split(' ')[0] ?? '0';

/** The lines of the list come to what stands above them, to the last digit, money apart from what was simulated. */
function expectLinesAddUp(listed: ListedCalls): void {
  expect(Number(count(listed)) + listed.besides).toBe(listed.costs.length);
  for (const kind of [true, false]) {
    const above = listed.summary.find((text) => text.startsWith('$') && isSimulated(text) === kind);
    const lines = listed.costs.filter((text) => isSimulated(text) === kind).flatMap((text) => picoOf(text) ?? []);
    expect(sum(lines)).toBe(above === undefined ? 0n : picoOf(above));
  }
}

const inWords = {
  'Tokens in': /([\d,]+) in/,
  'From cache': /([\d,]+) of them/,
  'Tokens out': /([\d,]+) out/,
} as const;

function tokensOf({ tokens }: ListedCalls, pattern: RegExp): number {
  return tokens.reduce((total, words) => total + Number(pattern.exec(words)?.[1]?.replaceAll(',', '') ?? 0), 0);
}

/** What stands above the list that a number opens is that number. */
function expectSame({ heading, text, exact }: LinkedNumber, listed: ListedCalls): void {
  if (exact.startsWith('$')) {
    const found = listed.summary.filter((each) => each.startsWith('$') && isSimulated(each) === isSimulated(exact));
    // What is only seen in the digits that matter ends where they end.
    const [above = '$0.00'] = found;
    if (exact === text) expect([heading, picoOf(above) !== undefined]).toEqual([heading, true]);
    else expect([heading, above]).toEqual([heading, exact]);
  } else if (heading === 'Calls') expect([heading, text]).toEqual([heading, count(listed)]);
  else if (heading.startsWith('Unknown')) expect([heading, text]).toEqual([heading, unknowns(listed)]);
  else if (heading === 'Tokens in') {
    const fresh = tokensOf(listed, inWords['Tokens in']) - tokensOf(listed, inWords['From cache']);
    expect([heading, exact.replaceAll(',', '')]).toEqual([heading, `${fresh} tokens`]);
  } else if (heading === 'From cache' || heading === 'Tokens out')
    expect([heading, exact.replaceAll(',', '')]).toEqual([heading, `${tokensOf(listed, inWords[heading])} tokens`]);
  else expect([heading, listed.costs.length]).not.toEqual([heading, 0]);
}

const opened = new Map<string, ListedCalls>();
let proven = 0;

/** Opens every number of the page that is shown. Numbers with the same calls open them once. */
async function expectAllProven(least: number): Promise<void> {
  const numbers = await linkedNumbers(page);
  expect(numbers.length).toBeGreaterThanOrEqual(least);
  for (const number of numbers) {
    const listed = opened.get(number.href) ?? (await listedCalls(page, number.href));
    opened.set(number.href, listed);
    expectLinesAddUp(listed);
    expectSame(number, listed);
    proven += 1;
  }
}

describe('every number opens the calls that come to it', () => {
  it('on the overview, with its chart in numbers', async () => {
    await show('overview?range=24h');
    await page.getByText('The chart in numbers', { exact: true }).click();
    await page.getByRole('table', { name: 'The chart in numbers' }).waitFor();
    await expectAllProven(15);
  });

  it.each(['model', 'provider', 'key', 'member', 'project'])('in the table of costs by %s', async (group) => {
    await show(`cost?range=24h&group=${group}`);
    await page.getByRole('table', { name: /^Cost by/ }).waitFor();
    await expectAllProven(12);
  });

  it.each(['cost', 'simulated', 'calls', 'tokens'])('in the table of %s over time', async (measure) => {
    await show(`cost?range=24h&measure=${measure}`);
    await page.getByRole('button', { name: 'By time' }).click();
    await page.getByRole('table', { name: 'The chart in numbers' }).waitFor();
    await expectAllProven(5);
  });

  it('and was looked at in numbers that are no few', () => {
    recordProof('numbers of the dashboard', { 'opened to their calls': proven, lists: opened.size, calls });
    expect(proven).toBeGreaterThan(120);
  });
});

const costTable = () => page.getByRole('table', { name: /^Cost by/ });

describe('what the page shows', () => {
  it('stands in its URL: a reload and another browser show the same', async () => {
    await show('cost?range=24h');
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('By gateway key');
    await page.waitForURL(/group=key/);
    await page.getByRole('button', { name: '30d', exact: true }).click();
    await page.waitForURL(/range=30d/);
    await settled();
    const before = await costTable().textContent();
    expect(before).toContain('Nightly batch');
    await page.reload();
    await settled();
    expect(await costTable().textContent()).toBe(before);

    const other = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
    await other.context.addCookies(await person.context.cookies());
    await other.page.goto(page.url());
    await expect
      .poll(() => other.page.getByRole('table', { name: /^Cost by/ }).textContent(), { timeout: 15_000 })
      .toBe(before);
    await other.leave();
  });

  it('is what its CSV holds, to the last digit', async () => {
    await show('cost?range=24h&group=model');
    const rows = await costTable().locator('tbody tr').all();
    const table = await Promise.all(
      rows.map(async (row) => {
        const usd = row.locator('td').nth(1).locator('[title^="$"]');
        return [
          await row.locator('td').first().textContent(),
          (await usd.count()) === 0 ? '' : await usd.getAttribute('title'),
        ];
      }),
    );
    await page.getByRole('button', { name: 'Share and export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export CSV' }).click();
    const [head = '', ...lines] = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
    const [model, usd] = [head.split(',').indexOf('model'), head.split(',').indexOf('cost usd')];
    const totals = new Map<string, bigint>();
    for (const line of lines) {
      const cells = line.split(',');
      const name = cells[model] ?? '';
      totals.set(name, (totals.get(name) ?? 0n) + (picoOf(`$${withFraction(cells[usd] ?? '')}`) ?? 0n));
    }
    for (const [name, shown] of table) {
      const label = name === 'no model' ? '(none)' : (name ?? '');
      expect([name, totals.get(label)]).toEqual([name, shown === '' ? 0n : picoOf(shown ?? '')]);
    }
    expect(table).toHaveLength(totals.size);
    await person.leave();
  });
});

function withFraction(usd: string): string {
  return usd.includes('.') ? usd : `${usd}.0`;
}
