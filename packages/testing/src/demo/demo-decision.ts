import { capabilitiesOf } from '@weir/catalog/capabilities';
import type { BucketPrices } from '@weir/catalog/price';
import { priceAt } from '@weir/catalog/price-book';
import { type Candidate, candidateId } from '@weir/routing/candidate';
import type { RoutedPlan } from '@weir/routing/decision';
import type { HealthSnapshot, LiveTarget } from '@weir/routing/live';
import { targetNodesOf } from '@weir/routing/nodes-of';
import { planRoute } from '@weir/routing/plan-route';
import type { RequestFacts } from '@weir/routing/request-facts';
import type { Route } from '@weir/routing/route-plan';
import type { Random } from '../simulator/random.ts';

const picoPerToken = 1e18;

function perToken(buckets: BucketPrices, bucket: 'input' | 'cacheRead' | 'output') {
  const pico = buckets[bucket]?.picoUsdPerMillion;
  return pico === undefined ? {} : { [bucket]: Number(pico) / picoPerToken };
}

function candidateOf(
  target: { provider: string; model: string },
  providerKeyId: string | undefined,
  atMs: number,
): Candidate {
  const { provider, model } = target;
  const named = { provider, model, ...(providerKeyId === undefined ? {} : { providerKeyId }) };
  const buckets = priceAt({ provider, model, atMs })?.buckets;
  return {
    ...named,
    id: candidateId(named),
    capabilities: capabilitiesOf(provider, model) ?? {},
    prices:
      buckets === undefined
        ? undefined
        : { ...perToken(buckets, 'input'), ...perToken(buckets, 'cacheRead'), ...perToken(buckets, 'output') },
    keyWeight: 1,
  };
}

/** A target that is well, with times that waver a little. */
function liveTarget(random: Random, firstTokenMs: number): LiveTarget {
  const p50 = firstTokenMs + random.between(0, 40);
  const latency = { samples: 180, firstTokenP50Ms: p50, firstTokenP95Ms: p50 * 3, tokensPerSecond: 90 };
  return {
    ...{ breaker: 'closed', inFlight: 2, errorShare: 0.01, cacheHitShare: 0.2 },
    outputTokens: random.between(380, 460),
    latency: { small: latency, medium: latency },
  };
}

export type DemoDecision = {
  readonly route: Route;
  /** Of the project, by provider. */
  readonly providerKeyIds: ReadonlyMap<string, string>;
  readonly facts: RequestFacts;
  readonly nowMs: number;
  readonly random: Random;
};

/** How a gateway would have decided: by the same function, on a made-up snapshot. */
export function demoDecision({ route, providerKeyIds, facts, nowMs, random }: DemoDecision): RoutedPlan {
  const { id, name, version, plan } = route;
  const candidates = targetNodesOf(plan.strategy).map((node) =>
    candidateOf(node, providerKeyIds.get(node.provider), nowMs),
  );
  const live = candidates.map((candidate, nth) => [candidate.id, liveTarget(random, 180 + nth * 90)] as const);
  const health: HealthSnapshot = { id: `demo-${nowMs}`, atMs: nowMs, targets: new Map(live) };
  const decided = planRoute({
    ...{ requestedModel: name, route: { id, name, version }, plan, candidates, facts, health, nowMs },
    seed: random.between(0, 2 ** 31 - 1),
  });
  if (decided.kind === 'refusal') throw new Error(`the demo's route ${name} refuses: ${decided.message}`);
  return decided;
}
