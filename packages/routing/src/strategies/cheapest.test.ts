import { describe, expect, it } from 'vitest';
import type { Candidate } from '../candidate.ts';
import {
  type Asked,
  candidate,
  decided,
  exclusionOf,
  node,
  order,
  priced,
  saidByRoot,
  well,
} from '../plan.test-support.ts';
import type { CheapestNode } from '../route-plan.ts';

const children = [node('a/m'), node('b/m'), node('c/m')];
const usual = { inputTokens: 1_000 };

function asked(candidates: readonly Candidate[], more: Partial<CheapestNode> = {}, rest: Asked = {}): Asked {
  return { candidates, facts: usual, ...rest, strategy: { kind: 'cheapest', children, ...more } };
}

const answering = (outputTokens: number) => ({ ...well, outputTokens });
const reading = (cacheHitShare: number) => ({ ...well, cacheHitShare });

describe('a cheapest node', () => {
  const three = [candidate('a/m', priced(3, 15)), candidate('b/m', priced(0.1, 0.4)), candidate('c/m', priced(1, 4))];

  it('goes by what each is expected to cost, and says it', () => {
    const decision = decided(asked(three));
    expect(order(asked(three))).toEqual(['b/m', 'c/m', 'a/m']);
    expect(saidByRoot(decision)).toBe('cheapest first: b/m, then c/m, and 1 more');
    expect(decision.explanation.considered[0]?.expected?.costUsd).toBeCloseTo(0.00026, 12);
  });

  it('puts what has no known price last, and what costs the same as it stands', () => {
    const free = priced(0, 0);
    expect(order(asked([candidate('a/m'), candidate('b/m', free), candidate('c/m', free)]))).toEqual([
      'b/m',
      'c/m',
      'a/m',
    ]);
    expect(order(asked([candidate('a/m', { prices: { input: 0 } }), candidate('b/m', priced(9, 9))]))[0]).toBe('b/m');
  });

  it('knows who answers at length', () => {
    const two = [candidate('a/m', priced(1, 4)), candidate('b/m', priced(1, 3))];
    const live = { 'a/m@a': answering(200), 'b/m@b': answering(900) };
    expect(order(asked(two))).toEqual(['b/m', 'a/m']);
    expect(order(asked(two, {}, { live }))).toEqual(['a/m', 'b/m']);
    expect(order(asked(two, {}, { live, facts: { ...usual, outputTokensMax: 100 } }))).toEqual(['b/m', 'a/m']);
  });

  it('takes a target that has not answered yet for one that answers as the others do', () => {
    const two = [candidate('a/m', priced(1, 4)), candidate('b/m', priced(0, 4.1))];
    expect(order(asked(two, {}, { live: { 'a/m@a': answering(20_000) } }))).toEqual(['a/m', 'b/m']);
  });

  it('knows who reads from its prompt cache', () => {
    const two = [candidate('a/m', priced(1, 1, 0.1)), candidate('b/m', priced(0.8, 1, 0.8))];
    const facts = { inputTokens: 20_000 };
    expect(order(asked(two, {}, { facts }))).toEqual(['b/m', 'a/m']);
    expect(order(asked(two, {}, { facts, live: { 'a/m@a': reading(0.5) } }))).toEqual(['a/m', 'b/m']);
  });

  it('counts every leg of a race from the start, and the first alone of a hedged one', () => {
    const race = (start: 'together' | { hedgeAfterMs: number }) =>
      asked([candidate('a/m', priced(1, 1)), candidate('b/m', priced(1, 1)), candidate('c/m', priced(1.5, 1.5))], {
        children: [{ kind: 'race', children: [node('a/m'), node('b/m')], start }, node('c/m')],
      });
    expect(order(race('together'))).toEqual(['c/m', 'a/m | b/m']);
    expect(order(race({ hedgeAfterMs: 500 }))).toEqual(['a/m | b/m', 'c/m']);
  });

  it('costs nothing for answers that are no text', () => {
    const two = [candidate('a/m', { prices: { input: 1e-6 } }), candidate('b/m', { prices: { input: 1e-7 } })];
    expect(order(asked(two, {}, { facts: { operation: 'embeddings' } }))).toEqual(['b/m', 'a/m']);
  });

  it.each([
    ['any', ['b/m', 'c/m', 'a/m']],
    ['economy', ['b/m', 'a/m']],
    ['balanced', ['a/m']],
    [0.8, ['b/m', 'c/m', 'a/m']],
  ] as const)('keeps to a quality of %s', (quality, expected) => {
    const qualities = new Map(
      Object.entries({ 'a/m': 1, 'b/m': 0.9, 'c/m': 0.82 }).map(([name, value]) => [
        name,
        { quality: value, source: 'prior', labels: 0 } as const,
      ]),
    );
    const decision = decided(asked(three, { quality }, { qualities }));
    expect(order(asked(three, { quality }, { qualities }))).toEqual(expected);
    if (quality !== 'economy') return;
    expect(exclusionOf(decision, 'c/m')).toBe(
      'quality: its expected quality is 82% of the best, 3% less than the 85% needed',
    );
  });
});
