/**
 * Parts of LiveBench whose questions have stayed the same since the release of 2025-04-25, in this order, so that models
 * of several releases can be compared: https://livebench.ai, tables in github.com/LiveBench/livebench.github.io.
 */
export const parts = [
  ...(['AMPS_Hard', 'code_completion', 'code_generation', 'plot_unscrambling'] as const),
  ...(['typos', 'tablejoin', 'tablereformat', 'spatial'] as const),
] as const;
export type Part = (typeof parts)[number];

/** One published result, of one model. */
export type QualityRow = {
  /** What the model is called, without what its provider dresses it with and without dates. */
  readonly name: RegExp;
  /** The row's own name in the published table, with the effort it was measured at. */
  readonly row: string;
  /** Release of the table. */
  readonly release: '2025-04-25' | '2025-05-30' | '2026-01-08' | '2026-06-25';
  /** Measured with more reasoning than the model does unasked: nothing nearer is published. */
  readonly aboveDefaultEffort?: true;
  /** Per cent, in the order of `parts`. */
  readonly results: readonly number[];
};
