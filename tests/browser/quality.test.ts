import { demoPassword, seedDemo } from '@weir/testing/demo/seed-demo';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { signIn } from './sign-in.ts';

let stack: Stack;
let browser: Browser;
let person: Person;
let page: Page;

/** Verdicts on a random sample, labelled: the route's answer won all of them. */
async function insertVerdicts(home: { organizationId: string; projectId: string }, reference: string, pairs: number) {
  const { sql } = stack.services;
  const route = { name: 'answers', version: 2 };
  const answer = { model: 'openai/gpt-5-mini', smart: true, route, task: 'chat', features: '' };
  await sql`
    insert into usage.feedback (organization_id, project_id, call_id, other_call_id, score, sampled, said_at, label)
    select ${home.organizationId}, ${home.projectId}, least(one, other), greatest(one, other), 1, true, now(),
      ${sql.json({ ...answer, other: { model: reference, smart: false } })}
    from (select gen_random_uuid() as one, gen_random_uuid() as other from generate_series(1, ${pairs})) as drawn`;
}

beforeAll(async () => {
  stack = await startStack({ size: 'embedded', web: {}, tenant: () => ({}) });
  const demo = await seedDemo(stack.services, { calls: 1_000 });
  await insertVerdicts(demo, 'anthropic/claude-sonnet-4-5', 60);
  await insertVerdicts(demo, 'anthropic/claude-haiku-4-5', 12);
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  page = person.page;
  await signIn(page.context(), 'owner@example.org', demoPassword);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

it('tells what ratings have taught and what a sample supports, and forgets both when its name is typed', async () => {
  await page.goto('/o/demo/routes/quality');
  const [matrix, guarantees] = ['Expected quality, by task', 'Guarantees'].map((name) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) }),
  );
  if (matrix === undefined || guarantees === undefined) throw new Error('there are two');
  await matrix.getByText(/^\d+ ratings of 4 models/).waitFor();
  await guarantees
    .getByText('No worse than anthropic/claude-sonnet-4-5 by more than 2 points, 95%, on 60 pairs.')
    .waitFor();
  await guarantees.getByText('12 of at least 30 pairs.').waitFor();

  await matrix.getByRole('button', { name: /^openai\/gpt-5-mini, Chat: \d+%, learnt, \d+ ratings$/ }).click();
  const details = page.getByRole('dialog');
  await details.getByText('your ratings and the public result').waitFor();
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });

  await matrix.getByRole('button', { name: 'Reset' }).click();
  const forget = page.getByRole('button', { name: 'Forget it' });
  expect(await forget.isDisabled()).toBe(true);
  await page.getByRole('dialog').getByRole('textbox').fill('demo');
  await forget.click();
  await matrix.getByText(/^No rating is learnt from yet: smart routes go by public results/).waitFor();
  await matrix.getByText('All before was forgotten').waitFor();
  await guarantees.getByText('No pair yet.').waitFor();
  expect(await matrix.getByRole('button', { name: 'Reset' }).count()).toBe(0);
  expect(await matrix.getByRole('button', { name: /learnt/ }).count()).toBe(0);
  await person.leave();
});
