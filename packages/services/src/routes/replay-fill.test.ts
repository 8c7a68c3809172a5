import type { Candidate } from '@weir/routing/candidate';
import type { LiveTarget } from '@weir/routing/live';
import { describe, expect, it } from 'vitest';
import type { DecidedExplanation } from './decide-again.ts';
import { costAtFirst } from './replay-cost.ts';
import { fill } from './replay-fill.ts';

const target = (model: string) => ({ provider: 'openai', model, providerKeyId: 'k' });
const candidate = (model: string): Candidate => ({
  ...{ ...target(model), id: `openai/${model}@k`, capabilities: {}, prices: undefined, keyWeight: 1 },
});
const live = (firstTokenP50Ms: number): LiveTarget => ({
  ...{ breaker: 'open', openUntilMs: 5, inFlight: 3, outputTokens: 90 },
  latency: { small: { samples: 9, firstTokenP50Ms, firstTokenP95Ms: firstTokenP50Ms } },
});
const then = live(100);

const explanation: DecidedExplanation = {
  ...{ requestedModel: 'answers', resolvedBy: 'route', considered: [target('gpt-4o')] },
  inputs: {
    ...{ snapshotId: 's', seed: 1, nowMs: 1, live: { 'openai/gpt-4o@k': then } },
    facts: { operation: 'chat', streaming: true, inputTokens: 10, needs: [] },
  },
};
const now = new Map([
  ['openai/gpt-4o@k', live(900)],
  ['openai/gpt-4o-mini@k', live(50)],
]);
const filled = (...models: string[]) =>
  fill(explanation, { plan: { strategy: { kind: 'fallback', children: [] } }, candidates: models.map(candidate) }, now);

describe('what another plan goes by', () => {
  it('is what was known then of the targets that were looked at', () => {
    const { explanation: known, ...told } = filled('gpt-4o');
    expect(known.inputs.live).toEqual({ 'openai/gpt-4o@k': then });
    expect(told).toEqual({ knownNow: false, notKnown: false });
  });

  it('is the speed of now of others, without what lasts a moment', () => {
    const { explanation: known, knownNow, notKnown } = filled('gpt-4o', 'gpt-4o-mini', 'unheard-of');
    expect(known.inputs.live['openai/gpt-4o@k']).toBe(then);
    const { latency, outputTokens } = live(50);
    expect(known.inputs.live['openai/gpt-4o-mini@k']).toEqual({
      breaker: 'closed',
      inFlight: 0,
      latency,
      outputTokens,
    });
    expect({ knownNow, notKnown }).toEqual({ knownNow: true, notKnown: true });
  });

  it('has a quality by public results where none was recorded', () => {
    const { qualities = {} } = filled('gpt-4o', 'unheard-of').explanation.inputs;
    expect(qualities['openai/gpt-4o']).toMatchObject({ source: 'prior', labels: 0 });
    expect(qualities['openai/unheard-of']).toBeUndefined();
  });
});

describe('what a call would have cost', () => {
  const custom = ['a', 'b'].map((model, at) => ({
    ...{ id: model, provider: 'openai', model, effectiveFrom: '2020-01-01T00:00:00Z' },
    usdPerMillion: { input: String(at + 1), output: '10' },
  }));
  const used = { usage: { input: 100, output: 50 }, atMs: Date.parse('2026-01-01T00:00:00Z'), custom };

  it('is its tokens at the first choice, and the prompt at legs that start beside it', () => {
    expect(costAtFirst({ target: target('a'), besides: [] }, used)).toBe(600_000_000n);
    expect(costAtFirst({ target: target('a'), besides: [target('b')] }, used)).toBe(800_000_000n);
  });

  it('is not known without usage or a price', () => {
    expect(costAtFirst({ target: target('a'), besides: [] }, { ...used, usage: {} })).toBeUndefined();
    expect(costAtFirst({ target: target('a'), besides: [target('unheard-of')] }, used)).toBeUndefined();
  });
});
