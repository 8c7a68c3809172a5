import { describe, expect, it } from 'vitest';
import { candidate, decided, exclusionOf, node, order, orderOf, well } from './plan.test-support.ts';

const failing = (openUntilMs: number) => ({ ...well, breaker: 'open', openUntilMs }) as const;

describe('a plan', () => {
  it('goes through a fallback in order', () => {
    expect(order({})).toEqual(['a/m', 'b/m']);
  });

  it('has every key of a target that names none, and only the named key of one that does', () => {
    const candidates = ['k1', 'k2'].map((providerKeyId) => candidate('a/m', { providerKeyId }));
    expect(order({ strategy: node('a/m'), candidates })).toEqual(['a/m', 'a/m']);
    const one = decided({ strategy: node('a/m', { providerKeyId: 'k2' }), candidates });
    expect(one.kind === 'plan' && one.steps).toMatchObject([{ candidate: { providerKeyId: 'k2' } }]);
  });

  it('asks a target as its node says, and each target once', () => {
    const overrides = { temperature: 0 };
    const strategy = {
      kind: 'conditional',
      when: [{ if: { fact: 'task', op: 'is', value: 'code' }, use: node('a/m', { overrides }) }],
      otherwise: { kind: 'fallback', children: [node('a/m'), node('a/m', { overrides })] },
    } as const;
    const code = decided({ strategy, facts: { task: 'code' }, candidates: [candidate('a/m')] });
    const other = decided({ strategy, candidates: [candidate('a/m')] });
    expect(code.kind === 'plan' && code.steps).toMatchObject([{ candidate: { overrides } }]);
    expect(other.kind === 'plan' && other.steps).toEqual([
      { kind: 'single', candidate: candidate('a/m'), probe: false },
    ]);
  });

  it('tells a candidate that no condition leads to from one that no target names', () => {
    const decision = decided({
      strategy: {
        kind: 'conditional',
        when: [{ if: { fact: 'streaming', op: 'is', value: false }, use: node('a/m') }],
        otherwise: node('b/m'),
      },
      candidates: [candidate('a/m'), candidate('b/m'), candidate('c/m')],
    });
    expect(exclusionOf(decision, 'a/m')).toBe('not_reached: the conditions of the route lead elsewhere');
    expect(exclusionOf(decision, 'c/m')).toBe('not_reached: no target of the route names it');
  });
});

describe('a target whose circuit is open', () => {
  it('is passed by while another can take the call', () => {
    const decision = decided({ live: { 'a/m@a': failing(13_000) } });
    expect(orderOf(decision)).toEqual(['b/m']);
    expect(exclusionOf(decision, 'a/m')).toBe('circuit_open: it keeps failing: its circuit is open for another 12 s');
  });

  it('is tried when there is no other, the soonest back first', () => {
    const decision = decided({ live: { 'a/m@a': failing(13_000), 'b/m@b': failing(3_000) } });
    expect(orderOf(decision)).toEqual(['b/m', 'a/m']);
    expect(decision.explanation.nodes?.at(-1)?.kind).toBe('last_resort');
    expect(decision.explanation.considered.map(({ excluded }) => excluded)).toEqual([undefined, undefined]);
  });

  it('is not tried before a target that only its key keeps out', () => {
    const refused = { ...well, keyRefusedUntilMs: 61_000 };
    expect(order({ live: { 'a/m@a': refused, 'b/m@b': failing(3_000) } })).toEqual(['b/m']);
  });

  it('is a probe once it is due', () => {
    const decision = decided({ live: { 'a/m@a': { ...well, breaker: 'probe' } } });
    expect(decision.kind === 'plan' && decision.steps.map((step) => step.kind === 'single' && step.probe)).toEqual([
      true,
      false,
    ]);
    expect(decision.explanation.considered[0]?.probe).toBe(true);
  });
});

describe('a call that no target can take', () => {
  it('is told the wait when all limits are used up', () => {
    const spent = { ...well, headroom: { spentUntilMs: 31_000 } };
    const decision = decided({ live: { 'a/m@a': spent, 'b/m@b': spent } });
    expect(decision).toMatchObject({ kind: 'refusal', code: 'no_target_available', retryAfterMs: 30_000 });
    expect(decision.kind === 'refusal' && decision.message).toBe(
      "No target of `chat` can take this call: a/m and b/m: its provider's limit is used up for another 30 s. " +
        'The next one is back in 30 s. Try again later, or add a target to the route.',
    );
  });

  it('is told of the provider keys when all are refused', () => {
    const refused = { ...well, keyRefusedUntilMs: 61_000 };
    expect(order({ live: { 'a/m@a': refused, 'b/m@b': refused } })).toEqual(['provider_key_refused']);
  });

  it.each([
    ['lacks', 'unsupported_capability', { candidates: [candidate('a/m', { capabilities: { tools: false } })] }],
    ['prefers', 'no_target_qualifies', { facts: { preferences: { only: ['c'] } } }],
    [
      'may',
      'model_not_allowed',
      { candidates: [candidate('a/m', { excluded: { code: 'not_allowed', reason: 'not allowed' } })] },
    ],
    [
      'has',
      'model_not_found',
      { candidates: [candidate('a/m', { excluded: { code: 'no_key', reason: 'there is no key' } })] },
    ],
    ['has nothing that it', 'model_not_found', { candidates: [] }],
  ] as const)('is refused by what it %s: %s', (_, code, asked) => {
    expect(order({ ...asked, facts: { needs: ['tools'], ...('facts' in asked ? asked.facts : {}) } })).toEqual([code]);
  });

  it('is told what passes by itself before what does not', () => {
    const full = { ...well, inFlight: 2 };
    const strategy = { kind: 'fallback', children: [node('a/m', { concurrentMax: 2 }), node('b/m')] } as const;
    const decision = decided({
      strategy,
      live: { 'a/m@a': full },
      candidates: [candidate('a/m'), candidate('b/m', { capabilities: { tools: false } })],
      facts: { needs: ['tools'] },
    });
    expect(decision).toMatchObject({ kind: 'refusal', code: 'no_target_available' });
    expect(decision).not.toHaveProperty('retryAfterMs');
    expect(exclusionOf(decision, 'a/m')).toBe('concurrency: 2 calls are open at it, and 2 may be');
  });
});
