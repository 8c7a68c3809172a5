import { targetNodesOf } from '@weir/routing/nodes-of';
import { describe, expect, it } from 'vitest';
import { faultsIn } from './read-plan.ts';
import { type Callable, firstModels, templateIds, templateOf, templatePlan } from './templates.ts';

function model(name: string, outputUsd: string | null, operations: readonly string[] = ['chat']): Callable {
  const [provider = '', id = ''] = name.split('/');
  const price = outputUsd === null ? null : { usdPerMillion: { input: '1', output: outputUsd } };
  return { provider, id, operations: [...operations], price, simulated: provider === 'sandbox' };
}

const models = [
  model('sandbox/fast', '4'),
  model('openai/dear', '40'),
  model('openai/new', '2'),
  model('openai/old', '1'),
  model('openai/embedder', '0', ['embeddings']),
  model('groq/unpriced', null),
  model('groq/llama', '0.8'),
];

describe('the models that a template begins with', () => {
  it('are modest ones, of different providers first', () => {
    const named = firstModels(models, 3).map(({ provider, model: id }) => `${provider}/${id}`);
    expect(named).toEqual(['openai/new', 'groq/llama', 'openai/old']);
  });

  it('are those of the sandbox where nothing else can be called', () => {
    const named = firstModels([model('sandbox/fast', '4')], 2).map(({ model: id }) => id);
    expect(named).toEqual(['fast', 'smart']);
  });
});

describe.each(templateIds)('the template %s', (id) => {
  it.each([
    ['many models', models],
    ['none', []],
  ] as const)('makes a sound plan of %s', (_, some) => {
    const plan = templatePlan(id, some);
    expect(faultsIn(plan)).toEqual([]);
    expect(targetNodesOf(plan.strategy).length).toBeGreaterThan(0);
  });
});

it('is the safe one where the address names none', () => {
  expect([templateOf('race'), templateOf('nonsense'), templateOf(undefined)]).toEqual(['race', 'fallback', 'fallback']);
});
