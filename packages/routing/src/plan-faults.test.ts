import { describe, expect, it } from 'vitest';
import { planBytesMax, planFaults, planTargetsMax } from './plan-faults.ts';

const target = { kind: 'target', provider: 'groq', model: 'llama' };
const fallback = (...children: unknown[]) => ({ strategy: { kind: 'fallback', children } });
const conditional = (condition: unknown) => ({
  strategy: { kind: 'conditional', when: [{ if: condition, use: target }], otherwise: target },
});

const cases: readonly (readonly [string, unknown, string, string])[] = [
  ['no plan at all', undefined, '', 'must be given'],
  ['a plan without a strategy', {}, 'strategy', 'must be given'],
  ['a field that is none', { strategy: target, retries: 3 }, 'retries', 'is no field here'],
  [
    'a kind that is none',
    fallback({ kind: 'best', children: [] }),
    'strategy.children.0.kind',
    'must be one of target, fallback, weighted, cheapest, fastest, smart, race, conditional',
  ],
  [
    'a target without a model',
    fallback(target, { kind: 'target', provider: 'groq' }),
    'strategy.children.1.model',
    'must be given',
  ],
  ['a model of another type', fallback({ ...target, model: 4 }), 'strategy.children.0.model', 'must be a string'],
  [
    'an empty model',
    fallback({ ...target, model: '' }),
    'strategy.children.0.model',
    'must have at least 1 characters',
  ],
  ['a node without children', fallback(), 'strategy.children', 'must have at least 1 entries'],
  [
    'a quality of no name',
    { strategy: { kind: 'cheapest', children: [target], quality: 'best' } },
    'strategy.quality',
    'must be one of any, economy, balanced, high, or must be a number',
  ],
  [
    'a hedge of no time',
    { strategy: { kind: 'race', children: [target, target], start: { hedgeAfterMs: 0 } } },
    'strategy.start.hedgeAfterMs',
    'must be at least 1',
  ],
  [
    'a rule of a fact that is none',
    conditional({ fact: 'weather', op: 'is', value: 'rain' }),
    'strategy.when.0.if.fact',
    'must be one of operation, streaming, input_tokens, output_tokens_max, needs, task, temperature, ' +
      'reasoning_effort, session, user, hour, weekday, or must be metadata.NAME, or must be attributes.NAME',
  ],
  [
    'a rule deep in a condition',
    conditional({ all: [{ not: { fact: 'hour', op: 'over', value: 'noon' } }] }),
    'strategy.when.0.if.all.0.not.value',
    'must be a number',
  ],
  [
    'a cache, which there is not yet',
    { strategy: target, cache: { ttlSeconds: 5 } },
    'cache.ttlSeconds',
    'answers are not cached yet: only 0',
  ],
  ['a time of no length', { strategy: target, timeouts: { connectMs: 0 } }, 'timeouts.connectMs', 'must be at least 1'],
];

describe('planFaults', () => {
  it.each(cases)('of %s names the place and what to do', (...[, plan, path, message]) => {
    expect(planFaults(plan)).toEqual([{ path, message }]);
  });

  it('of a sound plan are none', () => {
    expect(planFaults(conditional({ fact: 'metadata.tier', op: 'in', value: ['gold', 1] }))).toEqual([]);
  });

  it('names every place at once', () => {
    const plan = { ...fallback({ ...target, model: '' }, { kind: 'target' }), rescue: 'maybe' };
    expect(planFaults(plan).map(({ path }) => path)).toEqual([
      'strategy.children.0.model',
      'strategy.children.1.provider',
      'strategy.children.1.model',
      'rescue',
    ]);
  });

  it('counts what every gateway has to hold', () => {
    const many = Array.from({ length: 6 }, () => ({
      kind: 'fallback',
      children: Array.from({ length: 20 }, () => target),
    }));
    expect(planFaults(fallback(...many))).toEqual([
      { path: 'strategy', message: `has 120 targets; a plan has at most ${planTargetsMax}` },
    ]);
    const long = {
      kind: 'fallback',
      children: Array.from({ length: 20 }, () => ({ ...target, model: 'm'.repeat(256) })),
    };
    const heavy = planFaults(fallback(...Array.from({ length: 20 }, () => long)));
    expect(heavy).toEqual([{ path: '', message: expect.stringContaining(`at most ${planBytesMax}`) }]);
  });
});
