import type { Strategy } from '@weir/routing/route-plan';
import { describe, expect, it } from 'vitest';
import { strategyWords } from './strategy-words.ts';

const target = (model: string, weight?: number): Strategy => ({
  kind: 'target',
  provider: 'p',
  model,
  ...(weight === undefined ? {} : { weight }),
});
const [a, b, c] = [target('vendor/a'), target('b'), target('c')];

describe('a strategy in one line of words', () => {
  it.each<[Strategy, string]>([
    [a, 'a'],
    [{ kind: 'fallback', children: [a, b, c] }, 'a, then b, then c'],
    [{ kind: 'weighted', children: [target('a', 9), target('b', 1)] }, '90% a and 10% b'],
    [{ kind: 'weighted', children: [a, b] }, '50% a and 50% b'],
    [{ kind: 'cheapest', quality: 'balanced', children: [a, b] }, 'cheapest of a and b, balanced quality'],
    [{ kind: 'cheapest', quality: 'any', children: [a, b] }, 'cheapest of a and b'],
    [{ kind: 'fastest', by: 'whole_answer', children: [a, b] }, 'fastest of a and b by whole answer'],
    [{ kind: 'smart', quality: 0.95, children: [a, b] }, 'by task, a or b, at least 95% of the best'],
    [{ kind: 'race', start: { hedgeAfterMs: 'p95' }, children: [a, b] }, 'race of a and b, hedged after the p95'],
    [{ kind: 'race', children: [a, b] }, 'race of a and b, hedged after the p95'],
    [{ kind: 'race', start: 'together', children: [a, b] }, 'race of a and b, together'],
    [
      { kind: 'conditional', when: [{ if: { fact: 'needs', op: 'has', value: 'images' }, use: a }], otherwise: b },
      '1 rule: a; else b',
    ],
    [{ kind: 'fallback', children: [{ kind: 'cheapest', children: [a, b] }, c] }, '(cheapest of a and b), then c'],
  ])('%j', (strategy, words) => {
    expect(strategyWords(strategy)).toBe(words);
  });

  it('cuts what is long', () => {
    const many = ['d', 'e', 'f'].map((model) => target(model));
    expect(strategyWords({ kind: 'cheapest', children: [a, b, c, ...many] })).toBe('cheapest of a, b and 4 more');
  });
});
