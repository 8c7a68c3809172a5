import { saveRouteDraft } from '@weir/services/routes/save-draft';
import { addMember } from '@weir/testing/add-member';
import { type Stack, startStack } from '@weir/testing/stack';
import OpenAI from 'openai';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './axe.ts';
import { narrow, newPerson, type Person } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { horizontalOverflow } from './overflow.ts';
import { signIn } from './sign-in.ts';

type Node = {
  readonly kind: string;
  readonly provider?: string;
  readonly model?: string;
  readonly children?: readonly Node[];
};
type Plan = { readonly strategy: Node; readonly rescue?: string };

let stack: Stack;
let browser: Browser;
let person: Person;
let page: Page;
let owner: Awaited<ReturnType<typeof addMember>>;

beforeAll(async () => {
  stack = await startStack({
    size: 'embedded',
    web: {},
    tenant: (simulatorUrl) => ({
      slug: 'dam',
      providerKeys: [
        { provider: 'openai', name: 'OpenAI', baseUrl: `${simulatorUrl}/v1` },
        { provider: 'groq', name: 'Groq', baseUrl: `${simulatorUrl}/v1` },
      ],
    }),
  });
  browser = await openBrowser();
  person = await newPerson(browser, { baseUrl: stack.web?.url ?? '' });
  owner = await addMember(stack.services, stack.tenant.organizationId, { role: 'owner' });
  await signIn(person.context, owner.email, owner.password);
  page = person.page;
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const json = (): Locator => page.getByRole('textbox', { name: 'Plan as JSON' });
const tab = (name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();
const group = (name: string): Locator => page.getByRole('region', { name, exact: true });

/** The plan as the JSON editor has it. */
async function planInJson(): Promise<Plan> {
  return JSON.parse(await json().inputValue());
}

/** The targets as the form shows them, in order. */
async function targetsInForm(): Promise<readonly (string | null)[]> {
  const buttons = await page.getByRole('button', { name: /^Model: / }).all();
  return Promise.all(buttons.map((button) => button.textContent()));
}

function targetsOf({ kind, provider, model, children = [] }: Node): readonly string[] {
  return kind === 'target' ? [`${provider}/${model}`] : children.flatMap(targetsOf);
}

async function expectSame(): Promise<void> {
  expect(targetsOf((await planInJson()).strategy)).toEqual(await targetsInForm());
}

/** Adds a target to a group by its menu of models, by keyboard. */
async function addTarget(to: Locator, model: string): Promise<void> {
  const before = (await targetsInForm()).length;
  await to.getByRole('button', { name: 'Add target' }).last().click();
  await page.getByPlaceholder('Search models, or type provider/model').fill(model);
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await targetsInForm()).length).toBe(before + 1);
}

async function chooseFor(name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

async function saved(): Promise<void> {
  await page.getByRole('status').getByText('Draft saved').waitFor();
}

async function publish(version: number, note: string): Promise<void> {
  await saved();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Publish version ${version} of answers` });
  await dialog.getByLabel('Note').fill(note);
  await dialog.getByRole('button', { name: `Publish version ${version}` }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(`version ${version}`, { exact: true }).waitFor();
}

describe('the life of a route', () => {
  it('begins with a name and a template', async () => {
    await page.goto('/o/dam/routes/new');
    await page.getByLabel('Name', { exact: true }).fill('Answers!');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByText(/^Use 1 to 64 lower-case letters/).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('answers');
    await page.getByRole('radio', { name: 'A, and B if it fails' }).check();
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.waitForURL(/\/routes\/[0-9a-f-]{36}/);
    await group('Fallback').waitFor();
    expect((await targetsInForm()).length).toBe(2);
  });

  it('is given six targets by form alone, and the JSON says the same all along', async () => {
    const root = group('Fallback');
    await addTarget(root, 'sandbox/fast');
    await addTarget(root, 'sandbox/smart');
    await chooseFor('sandbox/smart', 'Race');
    const race = group('Race');
    await addTarget(race, 'openai/gpt-4.1-mini');
    await addTarget(race, 'groq/llama-3.3-70b-versatile');
    await race.getByLabel('The next leg starts').selectOption('After a fixed time');
    await race.getByLabel('After', { exact: true }).fill('900');
    await expectSame();
    const { strategy } = await planInJson();
    expect(targetsOf(strategy)).toHaveLength(6);
    expect(strategy.children?.[3]).toMatchObject({ kind: 'race', start: { hedgeAfterMs: 900 } });
    await saved();
    expect(await axe(page)).toEqual([]);
  });

  it('moves a node by keyboard, and takes it back', async () => {
    const before = await targetsInForm();
    const model = page.getByRole('button', { name: 'Model: sandbox/fast' });
    await model.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await targetsInForm()).indexOf('sandbox/fast')).toBe(1);
    await expectSame();
    await expect.poll(() => model.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+z');
    await expect.poll(targetsInForm).toEqual(before);
    await expectSame();
  });

  it('follows the JSON, and waits while that is no plan', async () => {
    const text = await json().inputValue();
    await json().fill(text.replace('"model": "fast"', '"model": "fast", "overrides": {"temperature": 0.3}'));
    await page.getByText('temperature 0.3').waitFor();
    await page.getByRole('button', { name: 'Settings of sandbox/fast' }).click();
    expect(await page.getByLabel('Temperature').inputValue()).toBe('0.3');
    await page.getByLabel('Temperature').fill('0');
    await expect.poll(() => json().inputValue()).toMatch(/"temperature": 0\b(?!\.)/);

    const sound = await json().inputValue();
    await json().fill(sound.replace('"race"', '"raze"'));
    await page.getByText('The JSON is no plan as it stands').waitFor();
    const said = page.getByRole('list', { name: 'What there is to say about the JSON' });
    await said.getByText('strategy.children.3.kind').waitFor();
    expect(await said.getByText(/^Line \d+$/).textContent()).toBe(
      `Line ${sound.slice(0, sound.indexOf('"race"')).split('\n').length}`,
    );
    expect((await targetsInForm()).length).toBe(6);
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Tidy' }).click();
    await page.getByText('The JSON is no plan as it stands').waitFor({ state: 'hidden' });
    expect(await json().inputValue()).toBe(sound);
    await expectSame();
  });

  it('says of a request where it would go, and why', async () => {
    await tab('Dry run');
    await page.getByRole('button', { name: 'Explain' }).click();
    const steps = page.getByRole('list', { name: 'Tried in this order' });
    await steps.getByText('sandbox/fast', { exact: true }).waitFor();
    expect(await steps.getByRole('listitem').count()).toBeGreaterThanOrEqual(4);
    await page.getByRole('region', { name: 'Why' }).getByText('fallback', { exact: true }).waitFor();
    await steps
      .getByText(/\$0\.0*[1-9]/)
      .first()
      .waitFor();

    await page.getByLabel('Body').fill('{"model": "answers", "messages": [}');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText(/^Line 1: A value is missing/).waitFor();
  });

  it('has nothing to replay before anybody called it', async () => {
    await tab('Replay');
    await page.getByLabel('Time', { exact: true }).selectOption('The last day');
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('No calls in the last day').waitFor();
  });

  it('is published with a note, and called by its name', async () => {
    await publish(1, 'Six targets to begin with');
    const client = new OpenAI({ baseURL: `${stack.gateway.url}/v1`, apiKey: stack.tenant.gatewayKey, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'What does a weir do?' }];
    const call = () => client.chat.completions.create({ model: 'answers', messages });
    await expect.poll(async () => (await call().catch(() => undefined))?.choices.length, { timeout: 10_000 }).toBe(1);
  });

  it('is on the receipt of the call', async () => {
    const editor = page.url();
    await expect
      .poll(
        async () => {
          await page.goto('/o/dam/calls');
          await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
          return page.getByRole('table').getByRole('link').count();
        },
        { timeout: 30_000 },
      )
      .toBeGreaterThan(0);
    await page.getByRole('table').getByRole('link').first().click();
    await page.waitForURL(/\/calls\/[0-9a-f-]{36}/);
    await page.getByText('version 1', { exact: true }).waitFor();
    await page.getByRole('list', { name: 'What the nodes of the route did' }).waitFor();
    await page.getByText('Made again from its inputs just now: the same choice.').waitFor();
    await page.goto(editor);
    await group('Fallback').first().waitFor();
  });

  it('is replayed over its recorded calls, as it stands and with another target first', async () => {
    await tab('Replay');
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    const figures = page.getByRole('table', { name: 'Under the recorded plan, and under this one' });
    await figures.getByRole('row', { name: /^Same first choice .*100%/ }).waitFor();
    const first = (await targetsInForm())[0] ?? '';
    const shares = page.getByRole('region', { name: 'Share per target' });
    await shares.getByText(first, { exact: true }).waitFor();
    await page.getByText('No call would have been refused.').waitFor();
    expect(await axe(page)).toEqual([]);

    await page.getByRole('button', { name: `Model: ${(await targetsInForm())[1]}` }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('The plan or the calls have changed since.').waitFor();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await figures.getByRole('row', { name: /^Same first choice .*0%/ }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await targetsInForm())[0]).toBe(first);
  });

  it('is changed, compared and published again', async () => {
    await tab('JSON');
    await chooseFor('sandbox/fast', 'Remove');
    await expect.poll(async () => (await targetsInForm()).length).toBe(5);
    await saved();
    await tab('Versions');
    const changes = page.getByRole('list', { name: 'Changes' });
    await changes.getByText('sandbox/fast was removed.').waitFor();
    await publish(2, 'Without the sandbox');
    await page.getByRole('list', { name: 'Versions, newest first' }).getByText('Without the sandbox').waitFor();
  });

  it('is rolled back, and loses no version', async () => {
    await page.getByRole('button', { name: 'Roll back to version 1' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll back to version 1?' });
    await dialog.getByText('sandbox/fast was added.').waitFor();
    await dialog.getByRole('button', { name: 'Publish version 1 again' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('version 3', { exact: true }).waitFor();
    await expect.poll(async () => (await targetsInForm()).length).toBe(6);
    const versions = page.getByRole('list', { name: 'Versions, newest first' }).getByRole('listitem');
    await expect.poll(() => versions.count()).toBe(3);
    await tab('JSON');
    await expectSame();
  });

  it('tells who was faster, and goes on from theirs', async () => {
    const id = /routes\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
    const theirs = { strategy: { kind: 'target', provider: 'sandbox', model: 'theirs' } } as const;
    await saveRouteDraft(stack.services, stack.tenant.actor, { id, plan: theirs });
    await page.getByRole('button', { name: 'Actions for sandbox/fast' }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await page.getByText('Your last edits are not saved').waitFor();
    await page.getByRole('button', { name: 'Show theirs' }).click();
    await page.getByText('Your last edits are not saved').waitFor({ state: 'hidden' });
    expect(await targetsInForm()).toEqual(['sandbox/theirs']);
  });

  it('can be read and edited on a phone', async () => {
    await page.setViewportSize(narrow);
    await tab('Form');
    expect(await horizontalOverflow(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await tab('JSON');
    await json().waitFor();
    expect(await targetsInForm()).toEqual([]);
    expect(await horizontalOverflow(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is archived behind its name', async () => {
    await page.getByRole('button', { name: 'Actions for answers' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    const dialog = page.getByRole('dialog', { name: 'Archive answers?' });
    expect(await dialog.getByRole('button', { name: 'Archive' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Type answers to go on').fill('answers');
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await page.waitForURL(/\/o\/dam\/routes(\?|$)/);
    person.faults.expect(/409/);
    await person.leave();
  });
});
