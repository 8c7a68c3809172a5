import type { Strategy } from '@weir/routing/route-plan';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createPrice } from '../prices/create.ts';
import { createProject } from '../projects/create.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { updateProviderKey } from '../provider-keys/update.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { checkRoutePlan } from './check.ts';

let services: TestServices;
let actor: Actor;
let projectId: string;
let [openaiKey, elsewhereKey, disabledKey] = ['', '', ''];

const newKey = async (provider: string, rest: object = {}) => {
  const given = { provider, name: `${provider} key`, secret: 'sk-check-test-000001', skipTrial: true };
  return (await createProviderKey(services, actor, { ...given, ...rest })).id;
};

beforeAll(async () => {
  services = await testServices({ hosts: { 'models.example': ['93.184.216.34'] } });
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
  const other = (await createProject(services, actor, { name: 'Other' })).id;
  openaiKey = await newKey('openai', { region: 'us' });
  disabledKey = await newKey('anthropic');
  await updateProviderKey(services, actor, { id: disabledKey, status: 'disabled' });
  await newKey('groq');
  await newKey('openai-compatible', { baseUrl: 'https://models.example/v1' });
  elsewhereKey = await newKey('mistral', { projectId: other });
});

const target = (model: string, change: object = {}): Strategy => ({
  kind: 'target',
  provider: 'openai',
  model,
  ...change,
});
const [mini, other] = [target('gpt-4o-mini'), target('llama-3.3-70b-versatile', { provider: 'groq' })];
const check = (plan: object) => checkRoutePlan(services, actor, { projectId, plan: { ...plan } });
const warnings = async (strategy: Strategy, rest: object = {}) => {
  const { faults, warnings } = await check({ strategy, ...rest });
  expect(faults).toEqual([]);
  return warnings.map(({ path, message }) => `${path}: ${message}`);
};

describe('checking a plan', () => {
  it('names every fault, and warns of nothing before they are mended', async () => {
    const children = [
      { kind: 'target', provider: 'nobody' },
      { kind: 'target', provider: 'openai', model: '' },
    ];
    expect(await check({ strategy: { kind: 'race', children, legs: 9 } })).toEqual({
      faults: [
        { path: 'strategy.children.0.model', message: 'must be given' },
        { path: 'strategy.children.1.model', message: 'must have at least 1 characters' },
        { path: 'strategy.legs', message: 'must be at most 4' },
      ],
      warnings: [],
    });
  });

  it('has nothing to say of a plan that works here', async () => {
    expect(await warnings({ kind: 'fallback', children: [mini, other] })).toEqual([]);
    expect(await warnings({ kind: 'cheapest', children: [target('gpt-4o'), mini] })).toEqual([]);
    expect(await warnings(target('fast', { provider: 'sandbox' }))).toEqual([]);
  });

  it('says that a route of this name takes the place of a model, and how that one is reached', async () => {
    const named = async (name: string) =>
      (await checkRoutePlan(services, actor, { projectId, plan: { strategy: mini }, name })).warnings;
    expect(await named('gpt-4o')).toEqual([{ path: '', message: expect.stringContaining('reached as openai/gpt-4o') }]);
    expect(await named('answers')).toEqual([]);
    // Of a key that is disabled, and of another project's.
    expect([await named('claude-sonnet-4-5'), await named('mistral-large-latest')]).toEqual([[], []]);
  });

  it('names targets that no key of this project serves', async () => {
    const found = await warnings({
      kind: 'fallback',
      children: [
        target('m', { provider: 'nobody' }),
        target('claude-sonnet-4-5', { provider: 'anthropic' }),
        target('mistral-large-latest', { provider: 'mistral' }),
      ],
    });
    expect(found).toEqual([
      'strategy.children.0.provider: there is no provider nobody',
      'strategy.children.1.provider: this project has no active provider key of anthropic, so this target is left out',
      'strategy.children.2.provider: this project has no active provider key of mistral, so this target is left out',
    ]);
  });

  it('names keys that a target is bound to and that cannot serve it', async () => {
    const bound = (provider: string, providerKeyId: string) => target('gpt-4o', { provider, providerKeyId });
    expect(await warnings(bound('openai', openaiKey))).toEqual([]);
    expect(await warnings(bound('groq', openaiKey))).toContain(
      'strategy.providerKeyId: the key openai key is of openai, not of groq',
    );
    expect(await warnings(bound('mistral', elsewhereKey))).toContain(
      'strategy.providerKeyId: this project has no such provider key',
    );
    expect(await warnings(bound('anthropic', disabledKey))).toContain(
      'strategy.providerKeyId: the key anthropic key is disabled',
    );
  });

  it('names models that the catalogue does not know, and prices that a cheapest choice would need', async () => {
    const [unknown] = await warnings(target('gpt-99-imaginary'));
    expect(unknown).toContain('strategy.model: the catalogue knows no gpt-99-imaginary at openai');
    const hosted = target('our-own', { provider: 'openai-compatible' });
    expect(await warnings(hosted)).toEqual([]);
    const cheapest: Strategy = { kind: 'cheapest', children: [mini, { kind: 'fallback', children: [hosted] }] };
    expect(await warnings(cheapest)).toEqual([
      'strategy.children.1.children.0.model: our-own has no known price at openai-compatible, which cheapest goes by',
    ]);
    const usdPerMillion = { input: '1', output: '2' };
    await createPrice(services, actor, { provider: 'openai-compatible', model: 'our-own', usdPerMillion });
    expect(await warnings(cheapest)).toEqual([]);
  });

  it('names races within one provider, and what is never reached', async () => {
    expect(await warnings({ kind: 'race', children: [mini, target('gpt-4o')] })).toEqual([
      'strategy: every leg goes to openai: what slows down one slows down the others',
    ]);
    expect(await warnings({ kind: 'race', children: [mini, other] })).toEqual([]);
    expect(await warnings({ kind: 'fallback', children: [mini, other, mini] })).toEqual([
      'strategy.children.2: is the same as child 1, which has failed by then',
    ]);
    const when = (value: string, use: Strategy) => ({ if: { fact: 'task' as const, op: 'is' as const, value }, use });
    const rules = [when('code', mini), when('chat', other), when('code', other)];
    expect(await warnings({ kind: 'conditional', when: rules, otherwise: mini })).toEqual([
      'strategy.when.2: is never reached: rule 1 asks the same',
    ]);
    const weighted = [
      { ...mini, weight: 0 },
      { ...other, weight: 1 },
    ];
    expect(await warnings({ kind: 'weighted', children: weighted })).toEqual([
      'strategy.children.0: has the weight 0, so no call goes to it first',
    ]);
    expect(await warnings({ kind: 'fastest', children: [mini] })).toEqual([
      'strategy: fastest of one has nothing to choose from',
    ]);
  });

  it('names targets that the rules of the route leave out', async () => {
    const requires = { regions: ['us', 'ca'], zeroRetention: true };
    expect(await warnings(mini, { requires })).toEqual([
      'strategy.provider: no key of openai is marked as zero retention, which the route requires',
    ]);
    expect(await warnings(other, { requires: { regions: ['eu'] } })).toEqual([
      'strategy.provider: no key of groq says that it is in eu, which the route requires',
    ]);
  });
});
