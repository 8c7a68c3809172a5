import type { Candidate } from '../candidate.ts';
import type { PlanInput, RoutedPlan } from '../decision.ts';
import { planRoute } from '../plan-route.ts';
import type { Refusal } from '../refusal.ts';
import type { RoutePlan } from '../route-plan.ts';
import type { Explanation } from '../target.ts';

/** A decision as it was recorded, with what it refers to: the plan of that version, and the candidates as they were. */
export type Recorded = {
  readonly plan: RoutePlan;
  readonly candidates: readonly Candidate[];
  readonly explanation: Explanation;
};

function inputOf({ plan, candidates, explanation }: Recorded): PlanInput | undefined {
  const { requestedModel, resolvedBy, route, inputs } = explanation;
  if (inputs === undefined) return undefined;
  const { snapshotId, seed, nowMs, facts, live, qualities, stay, fallbacks } = inputs;
  return {
    requestedModel,
    resolvedBy,
    ...(route === undefined ? {} : { route }),
    plan,
    candidates,
    facts,
    health: { id: snapshotId, atMs: nowMs, targets: new Map(Object.entries(live)) },
    ...(qualities === undefined ? {} : { qualities: new Map(Object.entries(qualities)) }),
    ...(stay === undefined ? {} : { stay }),
    ...(fallbacks === undefined ? {} : { fallbacks }),
    nowMs,
    seed,
  };
}

function withRest(made: Explanation, recorded: Explanation): Explanation {
  const { turns, translation } = recorded;
  const features = recorded.inputs?.features;
  return {
    ...made,
    ...(made.inputs === undefined || features === undefined ? {} : { inputs: { ...made.inputs, features } }),
    ...(turns === undefined ? {} : { turns }),
    ...(translation === undefined ? {} : { translation }),
  };
}

/**
 * Makes a recorded decision again from its inputs, or, with another `plan`, the decision that this would have made of
 * the same call. With the same plan and candidates the explanation is the recorded one. Undefined where the decision was
 * recorded without inputs.
 */
export function replan(recorded: Recorded): RoutedPlan | Refusal | undefined {
  const input = inputOf(recorded);
  if (input === undefined) return undefined;
  const made = planRoute(input);
  return { ...made, explanation: withRest(made.explanation, recorded.explanation) };
}
