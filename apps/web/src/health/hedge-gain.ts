import type { LiveLatency } from '@weir/routing/live';
import type { Target } from './health-data.ts';
import { latenciesOf, type SizedLatency } from './size-words.ts';

/** Times with fewer samples behind them say too little of their tail. */
const samplesMin = 20;

/** What a second leg, started when the first is later than its p95, would come to. */
export type HedgeGain = {
  readonly with: Target;
  /** The hedge starts then: for one call in 20. */
  readonly afterMs: number;
  /** Half of the calls that are hedged have their first token by then. */
  readonly slowHalfMs: number;
  /** All but one call in 400 have their first token by then: 5% of 5%, for targets that are slow independently. */
  readonly tailMs: number;
};

function isKnown(latency: LiveLatency | undefined): latency is LiveLatency {
  return latency !== undefined && latency.samples >= samplesMin;
}

/**
 * What a hedge of `target` to the fastest well target of another provider would buy, for prompts of the size of
 * `latency`: P(T > t) = P(A > t) P(B > t - d) for independent targets. Undefined where too little is known.
 */
export function hedgeGain(
  target: Target,
  latency: SizedLatency | undefined,
  others: readonly Target[],
): HedgeGain | undefined {
  if (latency === undefined || !isKnown(latency)) return undefined;
  const afterMs = latency.firstTokenP95Ms;
  const [best] = others
    .flatMap((other) => {
      if (other.provider === target.provider || other.breaker !== 'closed') return [];
      const same = latenciesOf(other).find(({ size }) => size === latency.size);
      if (!isKnown(same)) return [];
      const { firstTokenP50Ms, firstTokenP95Ms } = same;
      return [{ with: other, afterMs, slowHalfMs: afterMs + firstTokenP50Ms, tailMs: afterMs + firstTokenP95Ms }];
    })
    .toSorted((a, b) => a.tailMs - b.tailMs);
  return best;
}
