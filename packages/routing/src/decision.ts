import type { Candidate } from './candidate.ts';
import type { HealthSnapshot } from './live.ts';
import type { RequestFacts } from './request-facts.ts';
import type { RoutePlan } from './route-plan.ts';
import type { Explanation, ResolvedBy } from './target.ts';

/** What a model is expected to be worth for a request: 0 to 1. */
export type QualityEstimate = {
  readonly quality: number;
  /** `prior`: the catalogue's table; `learnt`: the project's own labels weigh in. */
  readonly source: 'prior' | 'learnt';
  /** Labels that it rests on. */
  readonly labels: number;
};

/** A place in a plan: one Target, or several that race. */
export type Step =
  | { readonly kind: 'single'; readonly candidate: Candidate; readonly probe: boolean }
  | {
      readonly kind: 'race';
      readonly legs: readonly Candidate[];
      /** Milliseconds after which the next leg starts while none has answered; 0: all at once. */
      readonly hedgeAfterMs: number;
      readonly acceptRefusals: boolean;
      /** Of the route's spend; undefined for legs that start together. */
      readonly extraSpendMaxPercent: number | undefined;
      /** Ids of those legs whose open circuit is due for a try. */
      readonly probes?: readonly string[];
    };

/** Where a sticky call went before, and what it would lose by leaving. */
export type Stay = {
  readonly candidateId: string;
  readonly atMs: number;
  /** Input tokens that the target's prompt cache is expected to hold. */
  readonly warmTokens: number;
};

/** Everything that a choice goes by. The same input gives the same Plan. */
export type PlanInput = {
  readonly requestedModel: string;
  /** `route` where a route is given, else `bare name`, unless it is said. */
  readonly resolvedBy?: ResolvedBy;
  /** Absent for a bare model name. */
  readonly route?: { readonly id: string; readonly name: string; readonly version: number };
  readonly plan: RoutePlan;
  /** Every Target that `plan` can reach: for each target node its keys, in the project's order. */
  readonly candidates: readonly Candidate[];
  readonly facts: RequestFacts;
  readonly health: HealthSnapshot;
  /** By `provider/model`; a model that is not in it has no known quality. Only read where a node goes by quality. */
  readonly qualities?: ReadonlyMap<string, QualityEstimate>;
  readonly stay?: Stay;
  /** Other names that the call gave to fall back to: `plan` holds what they stand for. Kept with the decision. */
  readonly fallbacks?: readonly string[];
  readonly nowMs: number;
  /** Draws of weighted, exploring and tied choices come from it. A 32-bit integer. */
  readonly seed: number;
};

/** Where a call goes, in order, and why. `steps` is never empty. */
export type RoutedPlan = {
  readonly kind: 'plan';
  readonly steps: readonly Step[];
  readonly explanation: Explanation;
};
