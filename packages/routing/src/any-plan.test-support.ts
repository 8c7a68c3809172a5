import fc from 'fast-check';
import { type Candidate, candidateId } from './candidate.ts';
import type { Condition } from './condition.ts';
import type { PlanInput, QualityEstimate, Stay } from './decision.ts';
import type { Exclusion } from './exclusion.ts';
import type { LiveLatency, LiveTarget } from './live.ts';
import { needs, type Preferences, type RequestFacts } from './request-facts.ts';
import type { Overrides, Quality, RoutePlan, Strategy, TargetNode } from './route-plan.ts';
import type { Target } from './target.ts';

const nowMs = 1_000_000;

/** What is rare in the world is rare here, so that most plans come to something. */
function mostly<Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
}

const names = ['a', 'b', 'c', 'd'].flatMap((provider) => ['m', 'n'].map((model) => ({ provider, model })));
/** Two keys of `a`, one of `b` and `c`; `d` is local. */
const targets: readonly Target[] = names.flatMap(({ provider, model }) => {
  if (provider === 'd') return [{ provider, model }];
  const keys = provider === 'a' ? ['k1', 'k2'] : ['k1'];
  return keys.map((key) => ({ provider, model, providerKeyId: `${provider}-${key}` }));
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const tokens = mostly(500, fc.integer({ min: 0, max: 200_000 }));
const regions = fc.constantFrom('eu', 'eu-west-1', 'us-east-1');

const excluded: fc.Arbitrary<Exclusion | undefined> = fc.constantFrom(
  { code: 'not_allowed', reason: 'the gateway key does not allow this model' },
  { code: 'no_key', reason: 'this project has no provider key for it' },
  { code: 'not_spoken', reason: 'it does not speak chat' },
);

const usd = fc.double({ min: 0, max: 1e-4, noNaN: true });
const prices = fc.option(fc.record({ input: usd, output: usd, cacheRead: usd }, { requiredKeys: [] }), {
  nil: undefined,
});

const capabilities: fc.Arbitrary<Candidate['capabilities']> = fc.record(
  {
    tools: fc.boolean(),
    structuredOutput: fc.boolean(),
    reasoning: fc.boolean(),
    inputs: fc.subarray(['text', 'image', 'document', 'audio', 'video'] as const),
    contextWindow: fc.integer({ min: 1_000, max: 300_000 }),
    outputTokensMax: fc.integer({ min: 100, max: 64_000 }),
  },
  { requiredKeys: [] },
);

function candidateFor(target: Target): fc.Arbitrary<Candidate> {
  const id = candidateId(target);
  return fc
    .record({
      capabilities: mostly({}, capabilities),
      prices,
      keyWeight: fc.constantFrom(0, 1, 1, 3),
      region: regions,
      zeroRetention: fc.boolean(),
      excluded: mostly(undefined, excluded),
    })
    .map(({ excluded, ...rest }) => ({ ...target, id, ...rest, ...(excluded === undefined ? {} : { excluded }) }));
}

const overrides: fc.Arbitrary<Overrides> = fc.record(
  { temperature: fc.constantFrom(0, 1), outputTokensMax: fc.constantFrom(50, 5_000) },
  { requiredKeys: [] },
);

const target: fc.Arbitrary<TargetNode> = fc.record(
  {
    kind: fc.constant('target' as const),
    provider: fc.constantFrom('a', 'b', 'c', 'd'),
    model: fc.constantFrom('m', 'n'),
    overrides,
    concurrentMax: fc.constantFrom(1, 2, 9),
    weight: fc.constantFrom(0, 1, 5),
  },
  { requiredKeys: ['kind', 'provider', 'model'] },
);

const quality: fc.Arbitrary<Quality> = fc.oneof(fc.constantFrom('any', 'economy', 'balanced', 'high'), share);

const rule: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ fact: fc.constant('needs' as const), op: fc.constant('has' as const), value: fc.constantFrom(...needs) }),
  fc.record({ fact: fc.constant('input_tokens' as const), op: fc.constantFrom('over', 'under'), value: tokens }),
  fc.record({ fact: fc.constant('hour' as const), op: fc.constantFrom('over', 'under'), value: fc.nat(23) }),
);

const start = fc.oneof(
  fc.constant('together' as const),
  fc.record({ hedgeAfterMs: fc.oneof(fc.constant('p95' as const), fc.integer({ min: 1, max: 5_000 })) }),
);

const weight = fc.constantFrom(0, 1, 5);

/** Strategies of every kind, nested. */
const { strategy } = fc.letrec<{ strategy: Strategy }>((tie) => {
  const children = fc.array(tie('strategy'), { minLength: 2, maxLength: 4 });
  const kinds: fc.Arbitrary<Strategy>[] = [
    fc.record({ kind: fc.constant('fallback' as const), children, weight }),
    fc.record({ kind: fc.constant('weighted' as const), children, weight }),
    fc.record({ kind: fc.constant('cheapest' as const), children, quality, weight }),
    fc.record({
      kind: fc.constant('fastest' as const),
      children,
      quality,
      weight,
      by: fc.constantFrom('first_token' as const, 'whole_answer' as const),
    }),
    fc.record({
      kind: fc.constant('smart' as const),
      children,
      quality,
      weight,
      explore: fc.constantFrom(0, 0.02, 0.5),
    }),
    fc.record({ kind: fc.constant('race' as const), children, weight, start, legs: fc.integer({ min: 2, max: 4 }) }),
    fc.record({
      kind: fc.constant('conditional' as const),
      when: fc.array(fc.record({ if: rule, use: tie('strategy') }), { minLength: 1, maxLength: 2 }),
      otherwise: tie('strategy'),
    }),
  ];
  return { strategy: fc.oneof({ maxDepth: 3, depthSize: 'small' }, target, ...kinds) };
});

const requires: fc.Arbitrary<NonNullable<RoutePlan['requires']>> = fc.record(
  { regions: fc.constant(['eu']), zeroRetention: fc.boolean(), inputUsdPerMillionMax: fc.constantFrom(1, 50) },
  { requiredKeys: [] },
);

const plan: fc.Arbitrary<RoutePlan> = fc.record({
  strategy,
  requires: mostly({}, requires),
  sticky: fc.constantFrom(undefined, { by: 'session' as const }),
});

const wanted = fc.subarray(['a', 'b/m', 'c', 'd/n', 'B']);
const preferences: fc.Arbitrary<Preferences> = fc.oneof(
  fc.constant({}),
  fc.constant({}),
  fc.record({ order: wanted }),
  fc.record({ only: wanted.filter((each) => each.length > 2) }),
  fc.record({ ignore: wanted.filter((each) => each.length < 3) }),
  fc.record({ order: wanted, zeroRetention: fc.boolean() }),
);

const facts: fc.Arbitrary<RequestFacts> = fc.record(
  {
    operation: fc.constantFrom('chat' as const, 'messages' as const, 'embeddings' as const),
    streaming: fc.boolean(),
    inputTokens: tokens,
    needs: mostly<RequestFacts['needs']>([], fc.subarray([...needs])),
    preferences,
    outputTokensMax: fc.integer({ min: 1, max: 100_000 }),
    session: fc.constantFrom('s1', 's2', 's3'),
  },
  { requiredKeys: ['operation', 'streaming', 'inputTokens', 'needs', 'preferences'] },
);

const latency: fc.Arbitrary<LiveLatency> = fc.record(
  {
    samples: fc.double({ min: 0, max: 60, noNaN: true }),
    firstTokenP50Ms: fc.integer({ min: 50, max: 3_000 }),
    firstTokenP95Ms: fc.integer({ min: 3_000, max: 9_000 }),
    tokensPerSecond: fc.integer({ min: 1, max: 500 }),
  },
  { requiredKeys: ['samples', 'firstTokenP50Ms', 'firstTokenP95Ms'] },
);
const soon = fc.integer({ min: nowMs - 50_000, max: nowMs + 50_000 });

const live: fc.Arbitrary<LiveTarget> = fc.record(
  {
    breaker: fc.constantFrom(
      'closed' as const,
      'closed' as const,
      'closed' as const,
      'open' as const,
      'probe' as const,
    ),
    inFlight: fc.nat(3),
    latency: fc.record({ small: latency, medium: latency, huge: latency }, { requiredKeys: [] }),
    openUntilMs: soon,
    headroom: mostly({}, fc.record({ spentUntilMs: soon })),
    outputTokens: fc.integer({ min: 1, max: 2_000 }),
    inputTokens: fc.integer({ min: 1, max: 20_000 }),
    cacheHitShare: share,
  },
  { requiredKeys: ['breaker', 'inFlight', 'latency'] },
);

const estimate: fc.Arbitrary<QualityEstimate> = fc.record({
  quality: share,
  source: fc.constantFrom('prior', 'learnt'),
  labels: fc.nat(500),
});

function perTarget<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<ReadonlyMap<string, Value>> {
  return fc
    .tuple(...targets.map((each) => fc.option(value).map((chosen) => [candidateId(each), chosen] as const)))
    .map((entries) => new Map(entries.flatMap(([id, chosen]) => (chosen === null ? [] : [[id, chosen] as const]))));
}

const qualities: fc.Arbitrary<ReadonlyMap<string, QualityEstimate>> = fc
  .tuple(...names.map(({ provider, model }) => estimate.map((chosen) => [`${provider}/${model}`, chosen] as const)))
  .chain((entries) => fc.subarray(entries, { minLength: 5 }))
  .map((entries) => new Map(entries));

const stay: fc.Arbitrary<Stay> = fc.record({
  candidateId: fc.constantFrom(...targets.map(candidateId)),
  atMs: fc.constant(nowMs - 1_000),
  warmTokens: tokens,
});

const candidates = fc.tuple(...targets.map(candidateFor)).chain((all) => fc.shuffledSubarray(all, { minLength: 4 }));

/** Anything that a decision can be asked for, over a dozen targets of four providers. */
export const anyPlanInput: fc.Arbitrary<PlanInput> = fc.record(
  {
    requestedModel: fc.constant('chat'),
    route: fc.constant({ id: 'r', name: 'chat', version: 3 }),
    plan,
    candidates,
    facts,
    health: perTarget(live).map((each) => ({ id: 'snapshot', atMs: nowMs, targets: each })),
    qualities,
    stay,
    fallbacks: fc.constant(['a/m']),
    nowMs: fc.constant(nowMs),
    seed: fc.integer(),
  },
  { requiredKeys: ['requestedModel', 'plan', 'candidates', 'facts', 'health', 'nowMs', 'seed'] },
);
