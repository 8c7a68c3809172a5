import { describe, expect, it } from 'vitest';
import type { Stay } from '../decision.ts';
import { type Asked, candidate, decided, node, order, priced, saidByRoot, timed, well } from '../plan.test-support.ts';
import type { Strategy } from '../route-plan.ts';
import { isAway } from './is-away.ts';
import { stickyKeyOf } from './sticky-key.ts';

const stayAt = (candidateId: string, warmTokens = 0): Stay => ({ candidateId, atMs: 0, warmTokens });
const plan = { sticky: { by: 'session' } } as const;
const children = [node('a/m'), node('b/m'), node('c/m')];
const candidates = ['a/m', 'b/m', 'c/m'].map((name) => candidate(name));

function asked(strategy: Strategy, more: Asked = {}): Asked {
  return { candidates, plan, stay: stayAt('b/m@b'), facts: { session: 's1' }, ...more, strategy };
}

describe('a sticky call', () => {
  it.each(['fallback', 'weighted', 'cheapest', 'fastest', 'race'] as const)('stays where it is under %s', (kind) => {
    const strategies: Readonly<Record<typeof kind, Strategy>> = {
      fallback: { kind: 'fallback', children },
      weighted: { kind: 'weighted', children },
      cheapest: { kind: 'cheapest', children },
      fastest: { kind: 'fastest', children },
      race: { kind: 'race', children },
    };
    for (let seed = 0; seed < 40; seed++) {
      const [first] = order(asked(strategies[kind], { seed }));
      expect(first?.split(' | ')[0]).toBe('b/m');
    }
  });

  it('stays with one key of several', () => {
    const keys = ['k1', 'k2', 'k3'].map((providerKeyId) => candidate('a/m', { providerKeyId }));
    for (let seed = 0; seed < 20; seed++) {
      const decision = decided(asked(node('a/m'), { candidates: keys, stay: stayAt('a/m@k3'), seed }));
      expect(decision.explanation.considered.map(({ providerKeyId }) => providerKeyId)[0]).toBe('k3');
    }
  });

  it('stays deep in a tree', () => {
    const strategy: Strategy = {
      kind: 'fallback',
      children: [
        node('a/m'),
        { kind: 'weighted', children: [node('c/m'), { kind: 'cheapest', children: [node('b/m')] }] },
      ],
    };
    expect(order(asked(strategy))).toEqual(['b/m', 'c/m', 'a/m']);
  });

  it('leaves a target that is sick, and returns when it is back', () => {
    const strategy: Strategy = { kind: 'fallback', children };
    const sick = { 'b/m@b': { ...well, breaker: 'open' } } as const;
    const probed = { 'b/m@b': { ...well, breaker: 'probe' } } as const;
    expect(order(asked(strategy, { live: sick }))).toEqual(['a/m', 'c/m']);
    expect(order(asked(strategy, { live: probed }))).toEqual(['a/m', 'b/m', 'c/m']);
    expect(order(asked(strategy))).toEqual(['b/m', 'a/m', 'c/m']);
    const told = decided(asked(strategy, { live: sick })).explanation.nodes?.at(-1);
    expect(told).toEqual({
      path: 'sticky',
      kind: 'sticky',
      said: 'b/m, where the call is at home, cannot take it now',
    });
  });

  it('goes first where the call itself asks to', () => {
    const preferences = { order: ['c'] };
    expect(order(asked({ kind: 'fallback', children }, { facts: { preferences } }))[0]).toBe('c/m');
  });

  it('stays nowhere under a route that is not sticky', () => {
    expect(order({ ...asked({ kind: 'fallback', children }), plan: {} })[0]).toBe('a/m');
  });
});

describe('a cheaper target', () => {
  const facts = { session: 's1', inputTokens: 10_000, outputTokensMax: 100 };
  const strategy: Strategy = { kind: 'cheapest', children: [node('a/m'), node('b/m')] };
  const two = (price: number) => [candidate('a/m', priced(price, 1)), candidate('b/m', priced(1, 1, 0.1))];
  const ask = (price: number, warm: number) =>
    asked(strategy, { candidates: two(price), facts, stay: stayAt('b/m@b', warm) });

  it('is moved to when it saves more than the warm cache is worth', () => {
    expect(order(ask(0.5, 0))[0]).toBe('a/m');
    expect(order(ask(0.5, 8_000))[0]).toBe('b/m');
    expect(order(ask(0.05, 8_000))[0]).toBe('a/m');
  });

  it('is not moved to for next to nothing', () => {
    expect(order(ask(0.95, 0))[0]).toBe('b/m');
  });

  it('is weighed in words', () => {
    expect(saidByRoot(decided(ask(0.25, 8_000)))).toBe(
      'the call stays with b/m: moving would save 74.3% and lose a warm cache worth 71.3%',
    );
    expect(saidByRoot(decided(ask(0.5, 0)))).toContain('the call leaves b/m: moving would save 49.5%');
  });
});

describe('a faster target', () => {
  const strategy: Strategy = { kind: 'fastest', children: [node('a/m'), node('b/m')] };
  const prices = [candidate('a/m', priced(1, 1)), candidate('b/m', priced(1, 1, 0.1))];
  const ask = (fasterMs: number, warm: number) =>
    asked(strategy, {
      candidates: prices,
      facts: { session: 's1', inputTokens: 900, outputTokensMax: 100 },
      stay: stayAt('b/m@b', warm),
      live: { 'a/m@a': timed(fasterMs), 'b/m@b': timed(1_000) },
    });

  it('is moved to when the time it saves outweighs the warm cache', () => {
    expect(order(ask(950, 0))[0]).toBe('b/m');
    expect(order(ask(500, 0))[0]).toBe('a/m');
    expect(order(ask(500, 900))[0]).toBe('b/m');
    expect(order(ask(50, 900))[0]).toBe('a/m');
  });
});

describe('a sticky call that another target answers', () => {
  const home = stayAt('b/m@b');
  const away = (more: Asked, kind: 'cheapest' | 'race' = 'cheapest'): boolean => {
    const plan = decided(asked({ kind, children }, { stay: home, ...more }));
    if (plan.kind === 'refusal') throw new Error(plan.message);
    return isAway(home, { plan, candidateId: 'a/m@a' });
  };

  it('is away from home while that is sick, being tried, full, or failed just now', () => {
    for (const breaker of ['open', 'probe', 'closed'] as const) {
      expect(away({ live: { 'b/m@b': { ...well, breaker } } })).toBe(true);
    }
    expect(away({ live: { 'b/m@b': { ...well, keyRefusedUntilMs: 9_000 } } })).toBe(true);
  });

  it('is away from home when that lost a race, or when the call itself wants another', () => {
    expect(away({}, 'race')).toBe(true);
    expect(away({ facts: { preferences: { ignore: ['b'] } } })).toBe(true);
    expect(away({ facts: { preferences: { order: ['a'] } } })).toBe(true);
  });

  it('has moved where another is cheaper by enough', () => {
    expect(away({ candidates: [candidate('a/m', priced(0.1, 1)), candidate('b/m', priced(9, 9))] })).toBe(false);
  });

  it('has moved where its home is gone or too small for it', () => {
    const [a, b] = [candidate('a/m'), candidate('b/m', { capabilities: { contextWindow: 50 } })];
    expect(away({ candidates: [a] })).toBe(false);
    expect(away({ candidates: [a, b] })).toBe(false);
    const disabled = { code: 'key_disabled', reason: 'its key is disabled' } as const;
    expect(away({ candidates: [a, { ...b, excluded: disabled }] })).toBe(false);
  });

  it('is at home where it is answered for the first time, or by its home', () => {
    const plan = decided(asked({ kind: 'cheapest', children }));
    if (plan.kind === 'refusal') throw new Error(plan.message);
    expect(isAway(undefined, { plan, candidateId: 'a/m@a' })).toBe(false);
    expect(isAway(home, { plan, candidateId: 'b/m@b' })).toBe(false);
  });
});

describe('what makes a call sticky', () => {
  const base = { operation: 'chat', streaming: true, inputTokens: 1, needs: [] } as const;
  const facts = { ...base, session: 's', promptCacheKey: 'p', user: 'u', metadata: { thread: 't' } };

  it.each([
    ['session', 's'],
    ['prompt_cache_key', 'p'],
    ['user', 'u'],
    ['metadata.thread', 't'],
    ['metadata.other', undefined],
  ] as const)('%s', (by, key) => {
    expect(stickyKeyOf({ sticky: { by } }, facts)).toBe(key);
    expect(stickyKeyOf({ sticky: { by } }, base)).toBeUndefined();
  });
});
