import type { FailureCode } from '@weir/protocol/failure';
import type { Candidate } from './candidate.ts';
import { type Reaction, reactions } from './reaction.ts';

/** Whether a refusal by a provider's content policy may be taken elsewhere. */
export type ContentPolicy = 'stop' | 'next';

/** What one Target of a call failed with. */
export type TargetFailure = {
  readonly candidate: Candidate;
  readonly code: FailureCode;
  /** It asked not to be tried before, in milliseconds from the start of the call. */
  readonly readyAtMs?: number;
};

/** True where a failure speaks for every target: none may be asked after it. */
export function isForAll(code: FailureCode, contentPolicy: ContentPolicy): boolean {
  const { others } = reactions[code];
  return others === 'none' || (others === 'if_allowed' && contentPolicy === 'stop');
}

function largestWindow(legs: readonly Candidate[]): number {
  return Math.max(0, ...legs.map(({ capabilities }) => capabilities.contextWindow ?? 0));
}

/** True where some of `legs` can do what those that `failed` cannot, by what their failure leaves open to others. */
export function canBetter(
  others: Reaction['others'],
  legs: readonly Candidate[],
  failed: readonly Candidate[],
): boolean {
  if (others === 'larger_window') return largestWindow(legs) > largestWindow(failed);
  if (others !== 'other_key') return true;
  const refused = failed.map(({ providerKeyId }) => providerKeyId);
  return legs.some(({ providerKeyId }) => providerKeyId === undefined || !refused.includes(providerKeyId));
}

/** What a call has met: who failed and how, and how far it is, in milliseconds from its start. */
export type Met = {
  readonly failures: readonly TargetFailure[];
  readonly contentPolicy: ContentPolicy;
  readonly elapsedMs: number;
};

/**
 * True where nothing that a call has met speaks against asking one Target: none that failed for all, it has not failed for
 * good itself nor asked for a longer wait, and it can do what those that failed could not.
 */
export function mayFollow(candidate: Candidate, { failures, contentPolicy, elapsedMs }: Met): boolean {
  return failures.every(({ candidate: failed, code, readyAtMs }) => {
    if (isForAll(code, contentPolicy)) return false;
    if (failed.id === candidate.id) return reactions[code].again !== 'never' && (readyAtMs ?? 0) <= elapsedMs;
    return canBetter(reactions[code].others, [candidate], [failed]);
  });
}
