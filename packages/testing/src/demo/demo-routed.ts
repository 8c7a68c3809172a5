import type { AttemptPurpose, AttemptStatus } from '@weir/protocol/ledger';
import type { Candidate } from '@weir/routing/candidate';
import type { RoutedPlan, Step } from '@weir/routing/decision';
import type { Turn } from '@weir/routing/target';
import type { Random } from '../simulator/random.ts';

/** One try of a routed call, and when it left after the call began. */
export type DemoTry = {
  readonly candidate: Candidate;
  readonly purpose: AttemptPurpose;
  readonly status: AttemptStatus;
  readonly afterMs: number;
};

/** What became of a plan. */
export type DemoRun = { readonly tries: readonly DemoTry[]; readonly turns: readonly Turn[] };

function headOf(step: Step | undefined): Candidate | undefined {
  return step?.kind === 'race' ? step.legs[0] : step?.candidate;
}

function raced(step: Extract<Step, { kind: 'race' }>, random: Random): DemoRun | undefined {
  const [first, second] = step.legs;
  if (first === undefined || second === undefined || random.between(1, 100) > 6) return undefined;
  const afterMs = step.hedgeAfterMs;
  return {
    tries: [
      { candidate: first, purpose: 'first', status: 'canceled', afterMs: 0 },
      { candidate: second, purpose: 'race', status: 'succeeded', afterMs },
    ],
    turns: [
      {
        attemptNo: 2,
        did: 'hedge',
        reason: `nothing had come after ${afterMs} ms: ${second.provider} is asked as well`,
      },
    ],
  };
}

/** Most plans come off as planned; some meet an overloaded provider and go on, some hedge. */
export function runOf({ steps }: RoutedPlan, status: AttemptStatus, random: Random): DemoRun {
  const [step, next] = steps;
  const [candidate, behind] = [headOf(step), headOf(next)];
  if (step === undefined || candidate === undefined) throw new Error('a plan without a step');
  const race = step.kind === 'race' && status === 'succeeded' ? raced(step, random) : undefined;
  if (race !== undefined) return race;
  if (behind === undefined || (status === 'succeeded' && random.between(1, 100) > 7))
    return { tries: [{ candidate, purpose: 'first', status, afterMs: 0 }], turns: [] };
  return {
    tries: [
      { candidate, purpose: 'first', status: 'failed', afterMs: 0 },
      { candidate: behind, purpose: 'fallback', status: status === 'failed' ? 'succeeded' : status, afterMs: 260 },
    ],
    turns: [{ attemptNo: 1, did: 'next', reason: 'the provider is overloaded; another target at once' }],
  };
}
