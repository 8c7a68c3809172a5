import type { UsageBucket } from './usage.ts';

/**
 * Where a cost comes from: `reported` by the upstream, `computed` from reported usage and a price, `estimated` from
 * usage that was not reported, `unknown` for want of usage or price, `simulated` by the sandbox (never in money totals).
 */
export const costSources = ['reported', 'computed', 'estimated', 'unknown', 'simulated'] as const;
export type CostSource = (typeof costSources)[number];

/** One bucket's share of a Cost: `quantity` units at `picoUsdPerMillion` a million units, rounded half up. */
export type CostLine = {
  readonly bucket: UsageBucket;
  readonly quantity: number;
  readonly picoUsdPerMillion: bigint;
  readonly picoUsd: bigint;
};

/** What an Attempt cost, in pico-dollars (1e-12 USD). `totalPicoUsd` is undefined exactly when the source is `unknown`. */
export type Cost = {
  readonly source: CostSource;
  readonly totalPicoUsd: bigint | undefined;
  readonly lines: readonly CostLine[];
  /** The price line used, as `provider/model@effectiveFrom#origin`. */
  readonly priceId?: string;
  /** Why the cost is unknown or estimated, in words for the receipt. */
  readonly reason?: string;
};
