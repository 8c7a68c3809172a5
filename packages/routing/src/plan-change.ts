/** One difference between two plans. */
export type PlanChange = {
  /** In the plan after it, as `strategy.children.0.weight`; of a child or a rule that was removed, in the one before. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** In words; absent of what was added. */
  readonly before?: string;
  /** In words; absent of what was removed. */
  readonly after?: string;
  /** All of it in a line, such as `weight: 1 became 3`. */
  readonly said: string;
};
