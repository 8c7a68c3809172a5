import type { RoutedPlan, Stay } from '../decision.ts';

type Answered = { readonly plan: RoutedPlan; readonly candidateId: string };

function has({ steps }: RoutedPlan, id: string): boolean {
  return steps.some((step) =>
    step.kind === 'single' ? step.candidate.id === id : step.legs.some((leg) => leg.id === id),
  );
}

function firstOf({ steps: [first] }: RoutedPlan): string | undefined {
  return first?.kind === 'race' ? first.legs[0]?.id : first?.candidate.id;
}

/**
 * Where a sticky call is at home after an answer: what is to be remembered under its sticky key as the next call's
 * `stay.candidateId`. It is the target that answered first of all; a stand-in that answers while that one is sick does
 * not take its place, so that calls return when it is back. Only a plan that puts another first although the home could
 * take the call, because it is cheaper or faster by enough, moves it: to the one that answers then.
 */
export function homeOf(stay: Stay | undefined, { plan, candidateId }: Answered): string {
  if (stay === undefined) return candidateId;
  const moved = has(plan, stay.candidateId) && firstOf(plan) !== stay.candidateId && isWell(plan, stay.candidateId);
  return moved ? candidateId : stay.candidateId;
}

/** A home that is only being probed has not been left on purpose. */
function isWell({ steps }: RoutedPlan, id: string): boolean {
  return !steps.some((step) =>
    step.kind === 'single' ? step.probe && step.candidate.id === id : step.probes?.includes(id) === true,
  );
}
