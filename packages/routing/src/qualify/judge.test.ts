import { describe, expect, it } from 'vitest';
import type { Candidate } from '../candidate.ts';
import { candidate, decided, exclusionOf, node, priced, well } from '../plan.test-support.ts';
import type { Preferences, RequestFacts } from '../request-facts.ts';
import type { RoutePlan } from '../route-plan.ts';

type Asked = { readonly facts?: Partial<RequestFacts>; readonly requires?: RoutePlan['requires'] };

/** Why the target is left out of a call that another can take; undefined if it is not. */
function why(more: Partial<Candidate>, { facts = {}, requires }: Asked = {}): string | undefined {
  const other = candidate('spare/m', { region: 'eu', zeroRetention: true, ...priced(0, 0) });
  const decision = decided({
    strategy: { kind: 'fallback', children: [node('a/m'), node('spare/m')] },
    candidates: [candidate('a/m', more), other],
    facts,
    plan: requires === undefined ? {} : { requires },
  });
  return exclusionOf(decision, 'a/m');
}

const prefer = (preferences: Preferences): Asked => ({ facts: { preferences } });

describe('what a model is known to lack', () => {
  it.each([
    ['tools', { tools: false }, 'it does not call tools'],
    ['images', { inputs: ['text', 'document'] }, 'it does not read images'],
    ['documents', { inputs: ['text', 'image'] }, 'it does not read documents'],
    ['audio', { inputs: ['text'] }, 'it does not hear audio'],
    ['video', { inputs: ['text'] }, 'it does not watch video'],
    ['structured_output', { structuredOutput: false }, 'it does not answer by a schema'],
    ['reasoning', { reasoning: false }, 'it does not reason'],
  ] as const)('keeps it from a call that needs %s, and what is not known does not', (need, capabilities, reason) => {
    expect(why({ capabilities }, { facts: { needs: [need] } })).toBe(`capability: ${reason}`);
    expect(why({}, { facts: { needs: [need] } })).toBeUndefined();
    expect(why({ capabilities })).toBeUndefined();
  });

  it('is room for input and output together', () => {
    const capabilities = { contextWindow: 128_000 };
    const facts = { inputTokens: 126_000, outputTokensMax: 4_000 };
    expect(why({ capabilities }, { facts })).toBe(
      'context_window: the call needs 130,000 tokens, 2,000 more than its window of 128,000',
    );
    expect(why({ capabilities }, { facts: { ...facts, outputTokensMax: 2_000 } })).toBeUndefined();
  });

  it('is not an answer longer than its own limit, which is lowered', () => {
    const capabilities = { contextWindow: 128_000, outputTokensMax: 8_000 };
    expect(why({ capabilities }, { facts: { inputTokens: 100_000, outputTokensMax: 64_000 } })).toBeUndefined();
  });
});

describe('where a key must be', () => {
  it.each([
    ['eu', 'eu-west-1', true],
    ['EU', 'eu', true],
    ['eu-west', 'EU-West-1', true],
    ['eu', 'europe', false],
    ['eu-west-1', 'eu', false],
    ['eu', undefined, false],
  ])('%s is met by %s: %s', (wanted, region, met) => {
    const more = region === undefined ? {} : { region };
    const reasons = [why(more, { requires: { regions: [wanted] } }), why(more, prefer({ regions: [wanted] }))];
    for (const reason of reasons) expect(reason === undefined).toBe(met);
  });

  it('is said with where it is', () => {
    expect(why({ region: 'us-east-1' }, prefer({ regions: ['eu', 'ch'] }))).toBe(
      'region: its key is in us-east-1, and eu or ch is required',
    );
    expect(why({}, prefer({ regions: ['eu'] }))).toBe('region: its key names no region, and eu is required');
  });

  it('must hold for the route and for the call', () => {
    const both = { facts: { preferences: { regions: ['us'] } }, requires: { regions: ['eu'] } };
    expect(why({ region: 'eu' }, both)).toContain('region');
  });
});

describe('what a key promises', () => {
  it('must be zero retention where that is asked for, and said so', () => {
    const reason = 'retention: its key does not promise zero retention, which is required';
    expect(why({}, prefer({ zeroRetention: true }))).toBe(reason);
    expect(why({ zeroRetention: false }, { requires: { zeroRetention: true } })).toBe(reason);
    expect(why({ zeroRetention: true }, prefer({ zeroRetention: true }))).toBeUndefined();
    expect(why({}, prefer({ zeroRetention: false }))).toBeUndefined();
  });
});

describe('a highest price', () => {
  it('keeps out what is dearer and what has no known price', () => {
    expect(why(priced(3, 15), prefer({ inputUsdPerMillionMax: 1 }))).toBe(
      'price: its input costs $3 a million tokens, $2 more than the $1 allowed',
    );
    expect(why(priced(3, 15), { requires: { outputUsdPerMillionMax: 10 } })).toBe(
      'price: its output costs $15 a million tokens, $5 more than the $10 allowed',
    );
    expect(why({}, prefer({ inputUsdPerMillionMax: 1 }))).toBe(
      'price: its price for input is not known, and at most $1 a million tokens is allowed',
    );
  });

  it.each([0.1, 0.15, 0.3, 0.55, 1.1, 2.675])('of %s lets in what costs just that', (price) => {
    expect(why(priced(price, 1), prefer({ inputUsdPerMillionMax: price }))).toBeUndefined();
  });
});

describe('a preference', () => {
  it.each([
    [{ ignore: ['a'] }, 'preference: the call asks to leave it out'],
    [{ ignore: ['A/M'] }, 'preference: the call asks to leave it out'],
    [{ ignore: ['a/n', 'm'] }, undefined],
    [{ only: ['spare', 'c/m'] }, 'preference: the call asks only for spare or c/m'],
    [{ only: ['a/m', 'spare'] }, undefined],
  ] as const)('%j', (preferences, reason) => {
    expect(why({}, prefer(preferences))).toBe(reason);
  });
});

describe('the state of a target', () => {
  const left = (live: object): string | undefined => {
    const decision = decided({ live: { 'a/m@a': { ...well, ...live } }, nowMs: 1_000 });
    return exclusionOf(decision, 'a/m');
  };

  it('keeps it out until a moment that is told', () => {
    expect(left({ keyRefusedUntilMs: 43_000 })).toBe(
      'key_refused: its provider refused this key; it is tried again in 42 s',
    );
    expect(left({ headroom: { spentUntilMs: 1_500 } })).toBe(
      "rate_spent: its provider's limit is used up for another 500 ms",
    );
    expect(left({ breaker: 'open' })).toBe('circuit_open: it keeps failing: its circuit is open');
  });

  it('lets it in again when the moment has come', () => {
    expect(left({ keyRefusedUntilMs: 1_000 })).toBeUndefined();
    expect(left({ headroom: { spentUntilMs: 1_000 } })).toBeUndefined();
    expect(left({ breaker: 'probe' })).toBeUndefined();
  });
});
