import { describe, expect, it } from 'vitest';
import type { Step } from '../decision.ts';
import { type Asked, candidate, decided, node, order, saidByRoot, timed, well } from '../plan.test-support.ts';
import type { RaceNode, Strategy } from '../route-plan.ts';

const names = ['a/m', 'a/n', 'b/m', 'c/m'];
const candidates = names.map((name) => candidate(name));

function asked(more: Partial<RaceNode>, rest: Asked = {}): Asked {
  return { candidates, ...rest, strategy: { kind: 'race', children: names.map((name) => node(name)), ...more } };
}

function first(of: Asked): Step | undefined {
  const decision = decided(of);
  return decision.kind === 'plan' ? decision.steps[0] : undefined;
}

describe('a race', () => {
  it('is of two at different providers, the second after a while; the others follow one by one', () => {
    expect(order(asked({}))).toEqual(['a/m | b/m', 'a/n', 'c/m']);
    expect(first(asked({}))).toMatchObject({ hedgeAfterMs: 2_000, acceptRefusals: false, extraSpendMaxPercent: 5 });
    expect(saidByRoot(decided(asked({})))).toBe('a/m first; b/m joins after 2 s without an answer');
  });

  it('has as many legs as are asked for and can be had, also at one provider', () => {
    expect(order(asked({ legs: 4 }))).toEqual(['a/m | b/m | c/m | a/n']);
    expect(order(asked({ legs: 4, children: [node('a/m'), node('a/n')] }))).toEqual(['a/m | a/n']);
  });

  it('starts together where it is asked to, with no limit of spending', () => {
    expect(first(asked({ start: 'together' }))).toMatchObject({ hedgeAfterMs: 0, extraSpendMaxPercent: undefined });
    expect(saidByRoot(decided(asked({ start: 'together' })))).toBe('a/m and b/m race from the start');
  });

  it.each([
    ['the live p95 of its first leg', { hedgeAfterMs: 'p95', streaming: true, expected: 800 }],
    [
      'that of whole answers where the call is not streamed',
      { hedgeAfterMs: 'p95', streaming: false, expected: 4_000 },
    ],
    ['a fixed time', { hedgeAfterMs: 150, streaming: true, expected: 150 }],
  ] as const)('hedges after %s', (_, { hedgeAfterMs, streaming, expected }) => {
    const live = { 'a/m@a': timed(400, { wholeP50Ms: 2_000, wholeP95Ms: 4_000 }), 'b/m@b': timed(90) };
    const step = first(asked({ start: { hedgeAfterMs } }, { live, facts: { streaming } }));
    expect(step).toMatchObject({ hedgeAfterMs: expected });
  });

  it('is none where one target is left', () => {
    const open = { ...well, breaker: 'open' } as const;
    const live = { 'a/n@a': open, 'b/m@b': open, 'c/m@c': open };
    expect(order(asked({}, { live }))).toEqual(['a/m']);
    expect(saidByRoot(decided(asked({}, { live })))).toBe('no race: only a/m can take the call at once');
  });

  it('takes the heads of its children, and each target once', () => {
    const children: readonly Strategy[] = [
      { kind: 'fallback', children: [node('a/m'), node('a/n')] },
      node('a/m'),
      { kind: 'race', children: [node('c/m'), node('b/m')] },
    ];
    expect(order(asked({ children }))).toEqual(['a/m | c/m', 'a/n', 'b/m']);
  });

  it('says which legs are tried although their circuit was open', () => {
    const live = { 'b/m@b': { ...well, breaker: 'probe' } } as const;
    expect(first(asked({}, { live }))).toMatchObject({ probes: ['b/m@b'] });
    expect(first(asked({}))).not.toHaveProperty('probes');
  });

  it('lets refusals win where it is asked to', () => {
    expect(first(asked({ accept: { refusals: true } }))).toMatchObject({ acceptRefusals: true });
  });

  it('begins with what the call asks for first', () => {
    expect(order(asked({}, { facts: { preferences: { order: ['c/m', 'b'] } } }))).toEqual(['c/m', 'b/m | a/m', 'a/n']);
  });

  it('stands where its best leg does, not where one did that another step has', () => {
    const children: readonly Strategy[] = [
      node('a/m'),
      { kind: 'race', children: [node('a/m'), node('c/m')] },
      node('a/n'),
    ];
    const of: Asked = {
      candidates,
      strategy: { kind: 'fallback', children },
      facts: { preferences: { order: ['a'] } },
    };
    expect(order(of)).toEqual(['a/m', 'a/n', 'c/m']);
  });
});
