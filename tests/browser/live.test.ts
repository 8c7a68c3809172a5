import { createRoute } from '@weir/services/routes/create';
import { addMember } from '@weir/testing/add-member';
import { type Stack, startStack } from '@weir/testing/stack';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askGateway } from './ask-gateway.ts';
import { axe } from './axe.ts';
import { newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { signIn } from './sign-in.ts';

let stack: Stack;
let browser: Browser;
let person: Person;
let page: Page;

beforeAll(async () => {
  stack = await startStack({
    size: 'embedded',
    web: {},
    tenant: (simulatorUrl) => ({
      slug: 'dam',
      providerKeys: [
        { provider: 'openai', name: 'Main account', baseUrl: `${simulatorUrl}/v1` },
        // The simulator refuses a secret of this name.
        { provider: 'groq', name: 'Old account', baseUrl: `${simulatorUrl}/v1`, secret: 'dead-401-old' },
      ],
    }),
  });
  const { services, tenant } = stack;
  const plan = {
    strategy: {
      kind: 'fallback' as const,
      children: [
        { kind: 'target' as const, provider: 'groq', model: 'llama-3.3-70b-versatile' },
        { kind: 'target' as const, provider: 'openai', model: 'gpt-5-mini' },
      ],
    },
  };
  await createRoute(services, tenant.actor, { projectId: tenant.projectId, name: 'answers', plan });
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  const owner = await addMember(services, tenant.organizationId, { role: 'owner' });
  await signIn(person.context, owner.email, owner.password);
  page = person.page;
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const call = (model: string) => askGateway({ url: stack.gateway.url, key: stack.tenant.gatewayKey, model });
const row = (name: RegExp): Locator => page.getByRole('row', { name });

async function setFault(fault: { readonly model: string; readonly fault: string | null }): Promise<void> {
  const answer = await fetch(`${stack.simulator.url}/__faults`, { method: 'POST', body: JSON.stringify(fault) });
  expect(answer.status).toBe(200);
}

/** A published route is called within a second. */
async function callUntilAnswered(model: string): Promise<void> {
  await expect.poll(() => call(model), { timeout: 5_000 }).toBe(200);
}

describe('a route and its targets, live', () => {
  it('are told of before anybody has called', async () => {
    await page.goto('/o/dam/health');
    await page.getByText('Nothing was called lately').first().waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('appear on the page that is open: the key that was refused, and the target that took the call', async () => {
    await callUntilAnswered('answers');
    await row(/llama-3\.3-70b-versatile.*Key refused/).waitFor();
    await row(/gpt-5-mini.*Main account.*Well/).waitFor();
    await page.getByText('Old account is refused by its provider').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('lead from the refused key to what to do about it', async () => {
    await page.getByRole('link', { name: 'Open the key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Old account' });
    await dialog.getByText('The provider refuses this key').waitFor();
    await dialog
      .getByText(/with HTTP 401/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'New secret' }).first().click();
    await page.getByRole('dialog', { name: 'New secret for Old account' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('show a circuit that opens while one looks, in words, and the route says so too', async () => {
    await page.goto('/o/dam/health');
    await row(/gpt-5-mini.*Well/).waitFor();
    await setFault({ model: 'gpt-5-mini', fault: '503' });
    for (let nth = 0; nth < 6; nth++) await call('openai/gpt-5-mini');
    await row(/gpt-5-mini.*(Circuit open|Awaits a probe).*overloaded 503/).waitFor();
    await row(/gpt-5-mini/).click();
    await page.getByRole('dialog', { name: 'openai/gpt-5-mini' }).getByText('What a hedge would buy').waitFor();
    expect(await axe(page)).toEqual([]);

    await page.goto('/o/dam/routes');
    await row(/answers.*no target left|answers.*targets out/).waitFor();
  });

  it('recover by themselves', async () => {
    await setFault({ model: 'gpt-5-mini', fault: null });
    await page.goto('/o/dam/health');
    // The first call that comes after the circuit has been open long enough closes it.
    await expect
      .poll(
        async () => {
          await call('openai/gpt-5-mini');
          return row(/gpt-5-mini/).textContent();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toMatch(/Well|Failing in part/);
  });
});

it('the list of routes counts the calls of the day, and opens a route', async () => {
  await page.goto('/o/dam/routes');
  const answers = row(/answers/);
  await answers.getByText('llama-3.3-70b-versatile, then gpt-5-mini').waitFor();
  // Recorded within seconds, and read again each minute.
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
        return answers.textContent();
      },
      { timeout: 20_000, interval: 1_000 },
    )
    .toMatch(/100%/);
  await answers.click();
  await page.waitForURL(/\/routes\/[0-9a-f-]{36}/);
});

it('a receipt tells the decision, and what followed the refused key', async () => {
  await page.goto('/o/dam/calls?route=answers');
  await page.getByRole('table').getByRole('link').first().click();
  const decision = page.getByRole('list', { name: 'Candidates, in order' });
  await page.getByText('version 1').waitFor();
  await decision.getByText('openai/gpt-5-mini').waitFor();
  await page.getByText(/On to the next target: the provider refused the key/).waitFor();
});

it('a gateway that is away is said, and what was known stays', async () => {
  await page.goto('/o/dam/health');
  await row(/gpt-5-mini/).waitFor();
  await stack.gateway.kill('SIGKILL');
  await page.getByText('The gateway does not say how its targets are').waitFor();
  await page.getByText('Waiting for the gateway').waitFor();
  await row(/gpt-5-mini/).waitFor();
  person.faults.expect(/./);
});
