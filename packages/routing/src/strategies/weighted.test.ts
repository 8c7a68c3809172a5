import { describe, expect, it } from 'vitest';
import { type Asked, candidate, decided, node, order, orderOf, saidByRoot, well } from '../plan.test-support.ts';
import type { WeightedNode } from '../route-plan.ts';

const candidates = ['a/m', 'b/m', 'c/m'].map((name) => candidate(name));

function split(weights: Readonly<Record<string, number>>): WeightedNode {
  return { kind: 'weighted', children: Object.entries(weights).map(([name, weight]) => node(name, { weight })) };
}

function shares(asked: (index: number) => Asked, runs: number): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let index = 0; index < runs; index++) {
    const [first = ''] = order({ candidates, ...asked(index) });
    counts[first] = (counts[first] ?? 0) + 1 / runs;
  }
  return counts;
}

describe('a weighted node', () => {
  const strategy = split({ 'a/m': 7, 'b/m': 2, 'c/m': 1 });

  it('converges to its weights', () => {
    const found = shares((seed) => ({ strategy, seed }), 20_000);
    expect(found['a/m']).toBeCloseTo(0.7, 1.7);
    expect(found['b/m']).toBeCloseTo(0.2, 1.7);
    expect(found['c/m']).toBeCloseTo(0.1, 1.7);
  });

  it('falls back in the proportion of the weights that are left', () => {
    let [b, both] = [0, 0];
    for (let seed = 0; seed < 20_000; seed++) {
      const [first, second] = order({ strategy, candidates, seed });
      if (first !== 'a/m') continue;
      both += 1;
      if (second === 'b/m') b += 1;
    }
    expect(b / both).toBeGreaterThan(0.65);
    expect(b / both).toBeLessThan(0.69);
  });

  it('draws weight 0 last, and alone where there is no other', () => {
    const spare = split({ 'a/m': 0, 'b/m': 1, 'c/m': 0 });
    for (let seed = 0; seed < 50; seed++)
      expect(order({ strategy: spare, candidates, seed })).toEqual(['b/m', 'a/m', 'c/m']);
    expect(order({ strategy: split({ 'a/m': 0 }), candidates })).toEqual(['a/m']);
  });

  it('gives the share of what cannot take the call to the others', () => {
    const live = { 'a/m@a': { ...well, breaker: 'open' } } as const;
    const found = shares((seed) => ({ strategy, seed, live }), 6_000);
    expect(found['a/m']).toBeUndefined();
    expect(found['b/m']).toBeCloseTo(2 / 3, 1.5);
  });

  it('says what it drew, and notes the chances', () => {
    const decision = decided({ strategy, candidates, seed: 1 });
    const [first = ''] = orderOf(decision);
    const share = { 'a/m': '70%', 'b/m': '20%', 'c/m': '10%' }[first];
    expect(saidByRoot(decision)).toBe(`${first}, drawn: ${share} of calls`);
    const chances = decision.explanation.considered.map(({ expected }) => expected?.propensity ?? 0);
    expect(chances.toSorted()).toEqual([0.1, 0.2, 0.7]);
  });

  it('draws keys of one model by their weights', () => {
    const keys = [candidate('a/m', { providerKeyId: 'k1', keyWeight: 3 }), candidate('a/m', { providerKeyId: 'k2' })];
    let first = 0;
    for (let seed = 0; seed < 4_000; seed++) {
      const decision = decided({ strategy: node('a/m'), candidates: keys, seed });
      if (decision.explanation.considered[0]?.providerKeyId === 'k1') first += 1;
    }
    expect(first / 4_000).toBeCloseTo(0.75, 1.5);
  });
});

describe('a weighted node of a sticky route', () => {
  const sticky = { by: 'session' } as const;
  const strategy = split({ 'a/m': 7, 'b/m': 2, 'c/m': 1 });
  const asked = (session: number, of = strategy): Asked => ({
    strategy: of,
    candidates,
    plan: { sticky },
    facts: { session: `s${session}` },
  });

  it('gives one session one target, and sessions their shares', () => {
    for (let seed = 0; seed < 40; seed++) expect(order({ ...asked(5), seed })).toEqual(order(asked(5)));
    const found = shares((session) => asked(session), 12_000);
    expect(found['a/m']).toBeCloseTo(0.7, 1.7);
    expect(found['c/m']).toBeCloseTo(0.1, 1.7);
  });

  it('moves few sessions when a weight changes or a child comes, none between the others', () => {
    let [moved, astray] = [0, 0];
    const more = split({ 'c/m': 2, 'b/m': 2, 'a/m': 7 });
    for (let session = 0; session < 6_000; session++) {
      const [before] = order(asked(session));
      const [after] = order(asked(session, more));
      if (before === after) continue;
      moved += 1;
      if (after !== 'c/m') astray += 1;
    }
    expect(astray).toBe(0);
    expect(moved / 6_000).toBeCloseTo(2 / 11 - 1 / 10, 1.7);
  });
});
