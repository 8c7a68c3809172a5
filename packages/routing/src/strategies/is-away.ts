import { type Candidate, candidateId } from '../candidate.ts';
import type { RoutedPlan, Stay, Step } from '../decision.ts';
import type { ExclusionCode } from '../exclusion.ts';

type Answered = { readonly plan: RoutedPlan; readonly candidateId: string };

/** What passes: the target is sick or full, or this one call is unlike the others that stay with it. */
const passing: ReadonlySet<ExclusionCode> = new Set([
  'circuit_open',
  'key_refused',
  'rate_spent',
  'concurrency',
  'preference',
  'quality',
  'not_reached',
]);

function beginsWith([first]: readonly Step[], id: string): boolean {
  const head: Candidate | undefined = first?.kind === 'race' ? first.legs[0] : first?.candidate;
  return head?.id === id;
}

/**
 * Whether a sticky call was answered away from its home, `stay.candidateId`, and is to return there: then nothing is
 * remembered of it. Else the target that answered is the home from now on, and what is remembered under the sticky key is
 * its id, the time and the tokens of the call's input, which its prompt cache now holds.
 *
 * So the home is the target that answered first of all. A stand-in does not take its place, be it that the home's circuit
 * is open or being tried, that it failed in this call, or that it lost a race. The home moves where it is gone or can no
 * longer take such calls, and where the plan puts another first although it could, for one that is cheaper or faster by
 * enough.
 */
export function isAway(stay: Stay | undefined, { plan, candidateId: answeredId }: Answered): boolean {
  if (stay === undefined || stay.candidateId === answeredId) return false;
  const home = plan.explanation.considered.find((each) => candidateId(each) === stay.candidateId);
  if (home === undefined) return false;
  if (home.exclusion !== undefined) return passing.has(home.exclusion);
  const asksForOrder = (plan.explanation.inputs?.facts.preferences?.order?.length ?? 0) > 0;
  return asksForOrder || home.probe === true || beginsWith(plan.steps, stay.candidateId);
}
