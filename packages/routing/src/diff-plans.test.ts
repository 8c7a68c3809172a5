import { describe, expect, it } from 'vitest';
import { diffPlans } from './diff-plans.ts';
import type { RoutePlan, Strategy } from './route-plan.ts';

const target = (model: string, change: object = {}): Strategy => ({
  kind: 'target',
  provider: 'groq',
  model,
  ...change,
});
const plan = (strategy: Strategy, rest: Omit<RoutePlan, 'strategy'> = {}): RoutePlan => ({ strategy, ...rest });
const fallback = (...children: Strategy[]): Strategy => ({ kind: 'fallback', children });
const said = (before: RoutePlan, after: RoutePlan) =>
  diffPlans(before, after).map((each) => `${each.path} | ${each.said}`);
const [a, b, c] = [target('a'), target('b'), target('c')];

describe('diffPlans', () => {
  it('finds nothing between plans that say the same, whatever the order of their fields', () => {
    const one = plan(
      { kind: 'race', children: [a, b], legs: 2 },
      { rescue: 'off', retry: { attemptsPerTargetMax: 2 } },
    );
    const other = plan(
      { legs: 2, children: [a, b], kind: 'race' },
      { retry: { attemptsPerTargetMax: 2 }, rescue: 'off' },
    );
    expect(diffPlans(one, other)).toEqual([]);
  });

  it('says what came, what went and what moved', () => {
    expect(diffPlans(plan(fallback(a, b)), plan(fallback(b, c)))).toEqual([
      { path: 'strategy.children.0', kind: 'removed', before: 'groq/a', said: 'groq/a was removed' },
      { path: 'strategy.children.1', kind: 'added', after: 'groq/c', said: 'groq/c was added' },
    ]);
    expect(said(plan(fallback(a, b, c)), plan(fallback(c, a, b)))).toEqual([
      'strategy.children.0 | groq/c moved from place 3 to place 1',
    ]);
  });

  it('says which field of a child changed, also of one that moved', () => {
    const before = plan(fallback(target('a', { weight: 1 }), b));
    const after = plan(fallback(b, target('a', { weight: 3, overrides: { temperature: 0 } })));
    expect(diffPlans(before, after)).toEqual([
      {
        ...{ path: 'strategy.children.0', kind: 'moved', before: 'place 2', after: 'place 1' },
        said: 'groq/b moved from place 2 to place 1',
      },
      {
        ...{ path: 'strategy.children.1.weight', kind: 'changed', before: '1', after: '3' },
        said: 'weight: 1 became 3',
      },
      {
        ...{ path: 'strategy.children.1.overrides.temperature', kind: 'added', after: '0' },
        said: 'temperature: set to 0',
      },
    ]);
  });

  it('tells two children that call the same apart by what else they say', () => {
    const twice = [target('a', { weight: 1 }), target('a', { weight: 2 })];
    expect(said(plan(fallback(...twice)), plan(fallback(...twice.slice(1))))).toEqual([
      'strategy.children.0 | groq/a was removed',
    ]);
  });

  it('says that a node of another kind took the place of one', () => {
    expect(said(plan(fallback(a, b)), plan({ kind: 'cheapest', children: [a, b, c] }))).toEqual([
      'strategy | fallback of 2 was replaced by cheapest of 3',
    ]);
    expect(said(plan(a), plan(fallback(a)))).toEqual(['strategy | groq/a was replaced by fallback of 1']);
  });

  it('looks into nodes at any depth', () => {
    const nest = (quality: 'high' | undefined, inner: Strategy) =>
      plan(fallback(a, { kind: 'cheapest', children: [inner], ...(quality && { quality }) }));
    expect(said(nest('high', fallback(b)), nest(undefined, fallback(b, c)))).toEqual([
      'strategy.children.1.quality | quality: no longer set (was high)',
      'strategy.children.1.children.0.children.1 | groq/c was added',
    ]);
  });

  it('compares rules place by place', () => {
    const rule = (over: number, use: Strategy) => ({
      if: { fact: 'input_tokens', op: 'over', value: over } as const,
      use,
    });
    const conditional = (...when: ReturnType<typeof rule>[]) => plan({ kind: 'conditional', when, otherwise: a });
    expect(said(conditional(rule(9, b)), conditional(rule(10, c), rule(20, b)))).toEqual([
      'strategy.when.0.if | if: {"fact":"input_tokens","op":"over","value":9} became {"fact":"input_tokens","op":"over","value":10}',
      'strategy.when.0.use | groq/b was replaced by groq/c',
      'strategy.when.1 | rule 2 was added: {"fact":"input_tokens","op":"over","value":20}, then groq/b',
    ]);
    expect(said(conditional(rule(9, b), rule(5, c)), conditional(rule(9, b)))).toEqual([
      'strategy.when.1 | rule 2 was removed: {"fact":"input_tokens","op":"over","value":5}, then groq/c',
    ]);
  });

  it('names settings of the whole route by where they stand', () => {
    const before = plan(a, { rescue: 'off', retry: { on: ['timeout'] }, timeouts: { connectMs: 1 } });
    const after = plan(a, { retry: { on: ['timeout', 'network'] }, timeouts: { connectMs: 2, stallMs: 3 } });
    expect(said(before, after)).toEqual([
      'rescue | rescue: no longer set (was off)',
      'retry.on | retry.on: timeout became timeout, network',
      'timeouts.connectMs | timeouts.connectMs: 1 became 2',
      'timeouts.stallMs | timeouts.stallMs: set to 3',
    ]);
  });
});
