import type { Explanation } from './target.ts';

/** A step of a plan as `/v1/explain` tells it: candidate ids in their order. */
export type ExplainedStep = {
  readonly kind: 'single' | 'race';
  readonly targets: readonly string[];
  /** Of a race: milliseconds after which the next leg starts; 0: all at once. */
  readonly hedgeAfterMs?: number;
};

/** What `/v1/explain` answers: where a call would go and why, without calling anyone. */
export type ExplainAnswer = {
  readonly outcome: 'plan' | 'refusal';
  /** In the order in which they would be tried; empty for a refusal. */
  readonly steps: readonly ExplainedStep[];
  readonly explanation: Explanation;
  /** Why the call would be refused, as its client would be told. */
  readonly refusal?: { readonly code: string; readonly message: string };
};
