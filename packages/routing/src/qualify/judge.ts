import type { Candidate } from '../candidate.ts';
import type { PlanInput } from '../decision.ts';
import type { Exclusion } from '../exclusion.ts';
import type { LiveTarget } from '../live.ts';
import { lacking } from './lacking.ts';
import { unwanted } from './unwanted.ts';
import { unwell } from './unwell.ts';

/**
 * Why a target cannot take a call; undefined where it can. What lasts is said before what passes: permission, what the
 * model lacks, what the call and the route ask for, then its key, its provider's limits, its open calls, its circuit.
 */
export function judge(input: PlanInput, candidate: Candidate, live: LiveTarget | undefined): Exclusion | undefined {
  const { facts, plan } = input;
  return (
    candidate.excluded ??
    lacking(candidate, facts) ??
    unwanted(candidate, facts.preferences, plan.requires) ??
    (live === undefined ? undefined : unwell(candidate, live, input.nowMs))
  );
}
