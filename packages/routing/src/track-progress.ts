import { calmWaitMs } from './calm.ts';
import type { Candidate } from './candidate.ts';
import type { PastStep, Progress, StepFailure, TargetFailure } from './progress.ts';

/** Keeps the Progress of one call. Times are milliseconds from the start of the call. */
export type ProgressTracker = {
  /** An attempt, or a race as a whole, begins at a step. */
  enter(step: number): void;
  /** A request leaves for a provider: an attempt of its own, or a leg of a race. */
  start(provider: string, atMs: number): void;
  /** Milliseconds until one more request for a provider hammers nobody. */
  calmWaitMs(provider: string, atMs: number): number;
  /** A target has failed: a step's only one, or a leg. */
  meet(candidate: Candidate, failure: StepFailure, atMs: number): void;
  readonly failures: readonly TargetFailure[];
  /** The step has failed, after its targets: how far the call is now. */
  fail(failure: StepFailure, atMs: number): Progress;
};

/** A call that has not begun, with so much time for all of it. */
export function trackProgress(budgetMs: number): ProgressTracker {
  const starts: { provider: string; atMs: number }[] = [];
  const counts = new Map<number, number>();
  const left = new Map<number, PastStep>();
  const failures: TargetFailure[] = [];
  let step = 0;
  let attempts = 0;
  return {
    enter(entered) {
      step = entered;
      attempts += 1;
      counts.set(step, (counts.get(step) ?? 0) + 1);
    },
    start(provider, atMs) {
      starts.push({ provider, atMs });
    },
    calmWaitMs(provider, atMs) {
      return calmWaitMs({ provider, requests: 1 }, { starts, elapsedMs: atMs }) ?? 0;
    },
    meet(candidate, { code, retryAfterMs }, atMs) {
      failures.push({ candidate, code, ...(retryAfterMs === undefined ? {} : { readyAtMs: atMs + retryAfterMs }) });
    },
    failures,
    fail({ code }, atMs) {
      const attemptsHere = counts.get(step) ?? 0;
      const past = [...left.values()].filter((entry) => entry.step !== step);
      left.set(step, { step, attempts: attemptsHere, code });
      const met = { starts: [...starts], past, failures: [...failures] };
      return { step, attemptsHere, attempts, ...met, elapsedMs: atMs, budgetMs };
    },
  };
}
