import type { PlanInput, RoutedPlan } from './decision.ts';
import { consideredOf } from './explain/considered.ts';
import { decisionInputs } from './explain/decision-inputs.ts';
import { refuse } from './explain/refuse.ts';
import type { Refusal } from './refusal.ts';
import { byPreference } from './strategies/by-preference.ts';
import { type CompiledPlan, compiledPlan } from './strategies/compiled-plan.ts';
import { type Deciding, startDeciding } from './strategies/deciding.ts';
import { evaluate } from './strategies/evaluate.ts';
import { bySoonestRecovery } from './strategies/last-resort.ts';
import { noteHome } from './strategies/note-home.ts';
import type { Place } from './strategies/place.ts';
import { stepOf, withoutRepeats } from './strategies/steps-of.ts';
import type { Explanation } from './target.ts';

type Decided = { readonly deciding: Deciding; readonly places: readonly Place[] };

function decide(input: PlanInput, compiled: CompiledPlan, lastResort: boolean): Decided {
  const deciding = startDeciding(input, compiled, lastResort);
  const evaluated = evaluate(compiled.root, deciding);
  noteHome(deciding);
  const recovering = lastResort ? bySoonestRecovery(evaluated, deciding) : evaluated;
  return { deciding, places: byPreference(withoutRepeats(recovering), deciding) };
}

function mayBeFailing({ standings }: Deciding): boolean {
  return standings.some(({ exclusion }) => exclusion?.code === 'circuit_open');
}

function explained(input: PlanInput, compiled: CompiledPlan, { deciding, places }: Decided): Explanation {
  const { requestedModel, route, resolvedBy = route === undefined ? 'bare name' : 'route' } = input;
  return {
    requestedModel,
    resolvedBy,
    ...(route === undefined ? {} : { route }),
    considered: consideredOf(places, deciding.standings, compiled.unnamed),
    nodes: deciding.traces,
    inputs: decisionInputs(input, compiled),
  };
}

/**
 * Where a call goes, in order, and why: every target of the plan's strategy that can take it, each once. The same input
 * gives the same decision.
 *
 * A target whose circuit is open is left out while any other can take the call; if there is no other, those are tried
 * after all, the one that may recover soonest first, for a call must not fail while a target might answer. A refused
 * key, a used-up limit and a full target are never tried: the Refusal says which and how long.
 */
export function planRoute(input: PlanInput): RoutedPlan | Refusal {
  const compiled = compiledPlan(input.plan, input.candidates);
  const healthy = decide(input, compiled, false);
  const failing = healthy.places.length === 0 && mayBeFailing(healthy.deciding);
  const decided = failing ? decide(input, compiled, true) : healthy;
  const explanation = explained(input, compiled, decided);
  if (decided.places.length === 0) return refuse(input, decided.deciding.standings, explanation);
  return { kind: 'plan', steps: decided.places.map(stepOf), explanation };
}
