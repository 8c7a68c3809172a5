import type { FailureCode } from '@weir/protocol/failure';
import type { Candidate } from './candidate.ts';

/** A step that a call has left for another, and why. */
export type PastStep = {
  readonly step: number;
  /** Attempts made at it; a race counts once. */
  readonly attempts: number;
  readonly code: FailureCode;
};

/** What one Target of a call failed with. */
export type TargetFailure = {
  readonly candidate: Candidate;
  readonly code: FailureCode;
  /** It asked not to be tried before, in milliseconds from the start of the call. */
  readonly readyAtMs?: number;
};

/** How far a call has got through its plan. */
export type Progress = {
  /** The step that failed. */
  readonly step: number;
  /** Attempts made at this step, this one included, and in the whole call; a race counts once. */
  readonly attemptsHere: number;
  readonly attempts: number;
  /** Starts of all attempts so far, each leg of a race, by provider, in milliseconds from the start of the call. */
  readonly starts: readonly { readonly provider: string; readonly atMs: number }[];
  /** Steps that were left, one entry each. */
  readonly past: readonly PastStep[];
  /** Of all targets so far, each leg of a race. */
  readonly failures: readonly TargetFailure[];
  readonly elapsedMs: number;
  /** Of the whole call. */
  readonly budgetMs: number;
};

/** How a step failed: of a race, what its answer would tell. */
export type StepFailure = {
  readonly code: FailureCode;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
};

/** What comes after a failure. `waitMs` passes first; `reason` is for the receipt. */
export type Next =
  | { readonly kind: 'retry'; readonly waitMs: number; readonly reason: string }
  | { readonly kind: 'next'; readonly step: number; readonly waitMs: number; readonly reason: string }
  | { readonly kind: 'give_up'; readonly reason: string };
