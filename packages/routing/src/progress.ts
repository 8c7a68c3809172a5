import type { FailureCode } from '@weir/protocol/failure';

/** How far a call has got through its plan. */
export type Progress = {
  /** The step that failed. */
  readonly step: number;
  /** Attempts made at this step, this one included; and in the whole call. */
  readonly attemptsHere: number;
  readonly attempts: number;
  /** Starts of all attempts so far, by provider, in milliseconds from the start of the call. */
  readonly starts: readonly { readonly provider: string; readonly atMs: number }[];
  readonly elapsedMs: number;
  /** Of the whole call. */
  readonly budgetMs: number;
};

/** What failed, as far as the next step depends on it. */
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
