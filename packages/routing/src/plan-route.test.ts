import { describe, expect, it } from 'vitest';
import { type Candidate, candidateId } from './candidate.ts';
import type { PlanInput } from './decision.ts';
import type { LiveTarget } from './live.ts';
import { planRoute } from './plan-route.ts';
import type { TargetNode } from './route-plan.ts';

function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  const [provider = '', model = ''] = name.split('/');
  const target = { provider, model, providerKeyId: `key-${provider}`, ...more };
  return { ...target, id: candidateId(target), capabilities: {}, prices: undefined, keyWeight: 1, ...more };
}

function node(name: string): TargetNode {
  const [provider = '', model = ''] = name.split('/');
  return { kind: 'target', provider, model };
}

const well: LiveTarget = { breaker: 'closed', inFlight: 0, latency: {} };

function input(more: Partial<PlanInput>, live: Readonly<Record<string, LiveTarget>> = {}): PlanInput {
  return {
    requestedModel: 'chat',
    plan: { strategy: { kind: 'fallback', children: [node('a/m'), node('b/m')] } },
    candidates: [candidate('a/m'), candidate('b/m')],
    facts: { operation: 'chat', streaming: false, inputTokens: 100, needs: [] },
    health: { id: 's1', atMs: 0, targets: new Map(Object.entries(live)) },
    nowMs: 1_000,
    seed: 7,
    ...more,
  };
}

function stepsOf(more: Partial<PlanInput>, live: Readonly<Record<string, LiveTarget>> = {}): readonly string[] {
  const decision = planRoute(input(more, live));
  if (decision.kind === 'refusal') return [`refused: ${decision.code}`];
  return decision.steps.map((step) =>
    step.kind === 'single' ? step.candidate.id : step.legs.map(({ id }) => id).join('|'),
  );
}

describe('a fallback', () => {
  it('goes in order', () => {
    expect(stepsOf({})).toEqual(['a/m@key-a', 'b/m@key-b']);
  });

  it('passes by a target whose circuit is open, and says so', () => {
    const live = { 'a/m@key-a': { ...well, breaker: 'open', openUntilMs: 13_000 } } as const;
    const decision = planRoute(input({}, live));
    expect(decision.kind).toBe('plan');
    expect(decision.explanation.considered).toMatchObject([
      { provider: 'b' },
      { provider: 'a', exclusion: 'circuit_open', excluded: 'it keeps failing: its circuit is open for another 12 s' },
    ]);
  });

  it('tries targets with open circuits when there is no other, the soonest back first', () => {
    const live = {
      'a/m@key-a': { ...well, breaker: 'open', openUntilMs: 13_000 },
      'b/m@key-b': { ...well, breaker: 'open', openUntilMs: 3_000 },
    } as const;
    expect(stepsOf({}, live)).toEqual(['b/m@key-b', 'a/m@key-a']);
  });

  it('is refused with the wait when all limits are used up', () => {
    const spent = { ...well, headroom: { spentUntilMs: 31_000 } };
    const decision = planRoute(input({}, { 'a/m@key-a': spent, 'b/m@key-b': spent }));
    expect(decision).toMatchObject({ kind: 'refusal', code: 'no_target_available', retryAfterMs: 30_000 });
    expect(decision.kind === 'refusal' && decision.message).toBe(
      "No target of `chat` can take this call: a/m and b/m: its provider's limit is used up for another 30 s. " +
        'The next one is back in 30 s. Try again later, or add a target to the route.',
    );
  });
});
