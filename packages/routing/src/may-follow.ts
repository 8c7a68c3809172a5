import type { FailureCode } from '@weir/protocol/failure';
import type { Candidate } from './candidate.ts';
import type { TargetFailure } from './progress.ts';
import { reactions } from './reaction.ts';

/** Whether a refusal by a provider's content policy may be taken elsewhere. */
export type ContentPolicy = 'stop' | 'next';

/** True where a failure speaks for every target: none may be asked after it. */
export function isForAll(code: FailureCode, contentPolicy: ContentPolicy): boolean {
  const { others } = reactions[code];
  return others === 'none' || (others === 'if_allowed' && contentPolicy === 'stop');
}

function windowOf({ capabilities }: Candidate): number {
  return capabilities.contextWindow ?? 0;
}

/** True where `candidate` can do what one that failed cannot, by what the failure leaves open to others. */
function canBetter(candidate: Candidate, { candidate: failed, code }: TargetFailure): boolean {
  const { others } = reactions[code];
  if (others === 'larger_window') return windowOf(candidate) > windowOf(failed);
  if (others !== 'other_key') return true;
  return candidate.providerKeyId === undefined || candidate.providerKeyId !== failed.providerKeyId;
}

/** What a call has met, and what its route says of content policies. */
export type Met = { readonly failures: readonly TargetFailure[]; readonly contentPolicy: ContentPolicy };

/**
 * True where nothing that a call has met speaks against asking one Target, now or later: none that failed for all, it has
 * not failed for good itself, and it can do what those that failed could not.
 */
export function isLeftOpen(candidate: Candidate, { failures, contentPolicy }: Met): boolean {
  return failures.every((failure) => {
    if (isForAll(failure.code, contentPolicy)) return false;
    if (failure.candidate.id === candidate.id) return reactions[failure.code].again !== 'never';
    return canBetter(candidate, failure);
  });
}

/** When a Target may be asked, by its own word, in milliseconds from the start of the call. */
export function readyAtMs({ id }: Candidate, failures: readonly TargetFailure[]): number {
  return Math.max(0, ...failures.map(({ candidate, readyAtMs = 0 }) => (candidate.id === id ? readyAtMs : 0)));
}

/** True where a Target is left open, and asks for no wait any more `elapsedMs` after the start of the call. */
export function mayFollow(candidate: Candidate, met: Met & { readonly elapsedMs: number }): boolean {
  return isLeftOpen(candidate, met) && readyAtMs(candidate, met.failures) <= met.elapsedMs;
}
