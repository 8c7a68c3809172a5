/** A figure as it was and as it would have been. Undefined is not known. */
export type ReplayFigure = {
  readonly name: string;
  readonly actual: number | undefined;
  readonly replayed: number | undefined;
  /** Where the replayed one lies with the confidence that the notes say. */
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
  readonly format: (value: number) => string;
};

/** A replay as the panel shows it. */
export type ReplayShown = {
  /** Those that were replayed. */
  readonly calls: number;
  readonly figures: readonly ReplayFigure[];
  /** The part of the calls that each target had and would have had. */
  readonly shares: readonly { readonly name: string; readonly actual: number; readonly replayed: number }[];
  readonly refused: readonly { readonly reason: string; readonly calls: number }[];
  /** What else there is to know, in sentences. */
  readonly notes: readonly string[];
};
