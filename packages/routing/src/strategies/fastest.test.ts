import { describe, expect, it } from 'vitest';
import { type Asked, candidate, decided, node, order, saidByRoot, timed, well } from '../plan.test-support.ts';
import type { FastestNode } from '../route-plan.ts';

const children = [node('a/m'), node('b/m'), node('c/m')];
const candidates = children.map(({ provider }) => candidate(`${provider}/m`));

function asked(live: Asked['live'], more: Partial<FastestNode> = {}, rest: Asked = {}): Asked {
  return {
    candidates,
    ...rest,
    ...(live === undefined ? {} : { live }),
    strategy: { kind: 'fastest', children, ...more },
  };
}

/** How often each target comes first over many seeds. */
function shares(of: Asked, runs = 4_000): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let seed = 0; seed < runs; seed++) {
    const [first = ''] = order({ ...of, seed });
    counts[first] = (counts[first] ?? 0) + 1 / runs;
  }
  return counts;
}

describe('a fastest node', () => {
  const warm = { 'a/m@a': timed(900), 'b/m@b': timed(300), 'c/m@c': timed(600) };

  it('goes by the time to the first token', () => {
    expect(order(asked(warm))).toEqual(['b/m', 'c/m', 'a/m']);
    expect(saidByRoot(decided(asked(warm)))).toBe(
      'fastest to the first token: b/m at 300 ms, then c/m at 600 ms, and 1 more',
    );
    expect(shares(asked(warm), 500)).toEqual({ 'b/m': expect.closeTo(1, 6) });
  });

  it('goes by the whole answer where it is asked to', () => {
    const live = {
      'a/m@a': timed(300, { tokensPerSecond: 20 }),
      'b/m@b': timed(900, { tokensPerSecond: 200 }),
      'c/m@c': timed(500, { tokensPerSecond: 100 }),
    };
    expect(order(asked(live, { by: 'whole_answer' }))).toEqual(['b/m', 'c/m', 'a/m']);
    expect(order(asked(live, { by: 'whole_answer' }, { facts: { outputTokensMax: 5 } }))).toEqual([
      'a/m',
      'c/m',
      'b/m',
    ]);
  });

  it('goes by the times of answers in one piece where the call is not streamed', () => {
    const live = {
      'a/m@a': timed(300, { wholeP50Ms: 4_000, wholeP95Ms: 8_000 }),
      'b/m@b': timed(900, { wholeP50Ms: 1_500, wholeP95Ms: 2_000 }),
    };
    const two = { candidates: candidates.slice(0, 2) };
    expect(order(asked(live, {}, { ...two, facts: { streaming: false } }))).toEqual(['b/m', 'a/m']);
    expect(order(asked(live, {}, two))).toEqual(['a/m', 'b/m']);
  });

  it('goes by prompts of the same size, else by the next size there is', () => {
    const sized = (small: number, large: number) => {
      const [one, other] = [timed(small).latency.small, timed(large).latency.small];
      return one === undefined || other === undefined ? well : { ...well, latency: { small: one, large: other } };
    };
    const live = { 'a/m@a': sized(200, 5_000), 'b/m@b': sized(400, 1_000), 'c/m@c': timed(2_000) };
    expect(order(asked(live))).toEqual(['a/m', 'b/m', 'c/m']);
    expect(order(asked(live, {}, { facts: { inputTokens: 20_000 } }))).toEqual(['b/m', 'c/m', 'a/m']);
  });

  it('gives 10% of calls to those that are cold, which else come last', () => {
    const live = { 'a/m@a': timed(900), 'b/m@b': timed(100, { samples: 2 }), 'c/m@c': well };
    const found = shares(asked(live));
    expect(found['a/m']).toBeGreaterThan(0.88);
    expect(found['a/m']).toBeLessThan(0.92);
    expect(found['b/m']).toBeGreaterThan(0.035);
    expect(found['c/m']).toBeGreaterThan(0.035);
    expect(order(asked(live))).toEqual(['a/m', 'b/m', 'c/m']);
  });

  it('gives 5% of calls to one that is rarely measured, since it may have changed', () => {
    const live = {
      'a/m@a': timed(300, { samples: 400 }),
      'b/m@b': timed(900, { samples: 10 }),
      'c/m@c': timed(950, { samples: 90 }),
    };
    const found = shares(asked(live));
    expect(found['b/m']).toBeGreaterThan(0.04);
    expect(found['c/m']).toBeUndefined();
  });

  it('notes the chance of what was drawn', () => {
    const live = { 'a/m@a': timed(900), 'b/m@b': well, 'c/m@c': well };
    const { considered } = decided(asked(live)).explanation;
    const chances = considered.map(({ provider, expected }) => [provider, expected?.propensity]);
    expect(Object.fromEntries(chances)).toEqual({ a: 0.9, b: 0.05, c: 0.05 });
  });

  it('asks each alike while it knows none', () => {
    const found = shares(asked({}));
    for (const name of ['a/m', 'b/m', 'c/m']) expect(found[name]).toBeCloseTo(1 / 3, 1);
  });
});
