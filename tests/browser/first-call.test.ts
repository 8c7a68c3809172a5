import { recordProof } from '@weir/testing/proofs';
import { type Stack, startStack } from '@weir/testing/stack';
import OpenAI from 'openai';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listenTo } from './heard.ts';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';

let stack: Stack;
let browser: Browser;
let person: Person;

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({}) });
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

it('takes a stranger from the sign-up page to the receipt of a first call on two screens, within 60 seconds', async () => {
  const { page } = person;
  const screens: string[] = [];
  page.on('framenavigated', (frame) => {
    const { pathname } = new URL(frame.url());
    if (frame === page.mainFrame() && screens.at(-1) !== pathname) screens.push(pathname);
  });
  const startedMs = performance.now();
  await page.goto('/sign-up');
  await page.getByLabel('Name', { exact: true }).fill('First Caller');
  await page.getByLabel('E-mail address').fill('first@example.org');
  await page.getByLabel('Password', { exact: true }).fill('water over the dam');
  await page.getByRole('button', { name: 'Create the account' }).click();

  // What streams in is in the document twice for a moment; roles see what people see.
  const panel = page.getByRole('region', { name: 'First call' });
  await panel.getByText('Listening for your call').waitFor();
  const shown = await page
    .getByText(/weir_gk_\w{20,}/)
    .first()
    .textContent();
  const key = /weir_gk_\w+/.exec(shown ?? '')?.[0] ?? '';
  expect(key).toMatch(/^weir_gk_/);

  const client = new OpenAI({ baseURL: `${stack.gateway.url}/v1`, apiKey: key, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'What does a weir do?' }];
  const answer = await client.chat.completions.create({ model: 'sandbox/fast', messages });

  await panel.getByText('Your first call is recorded').waitFor();
  const receipt = panel.getByRole('table', { name: 'Usage by bucket and what it cost' });
  await receipt.waitFor();
  const seconds = (performance.now() - startedMs) / 1000;

  // That very call's tokens, bucket by bucket, and what they cost.
  await receipt.getByRole('row', { name: new RegExp(`input ${answer.usage?.prompt_tokens}\\b`, 'i') }).waitFor();
  await receipt.getByRole('row', { name: new RegExp(`output ${answer.usage?.completion_tokens}\\b`, 'i') }).waitFor();
  expect(await receipt.getByRole('row', { name: /^This call/ }).textContent()).toMatch(/simulated.*\$0\.0*[1-9]/);
  expect(await panel.getByText('Succeeded').count()).toBe(1);

  const shownScreens = [...new Set(screens.map((path) => path.replace(/^\/o\/[^/]+/, '/o/x')))].filter(
    (path) => path !== '/',
  );
  expect(shownScreens).toEqual(['/sign-up', '/o/x/get-started']);
  expect(seconds).toBeLessThan(60);
  recordProof('first call in a browser', { screens: shownScreens.length, seconds: seconds.toFixed(1) });
});

it('shows the key once: a reload no longer has it, and no later answer repeats it', async () => {
  const { page } = person;
  const heard = listenTo(person.context);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Get started' }).waitFor();
  await page.goto(page.url().replace('get-started', 'keys'));
  await page.getByRole('table').waitFor();
  expect(await page.getByText(/weir_gk_\w{20,}/).count()).toBe(0);
  expect(await heard.text()).not.toMatch(/weir_gk_\w{20,}/);
});

it('opens the whole receipt from the calls page', async () => {
  const { page } = person;
  await page.getByRole('link', { name: 'Calls', exact: true }).click();
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/\/calls\/[0-9a-f-]{36}/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('sandbox/fast').first().waitFor();
  await person.leave();
});
