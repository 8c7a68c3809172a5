import type { MatchLogic } from '@pydantic/genai-prices';
import type { UsageBucket } from '@weir/protocol/usage';

/** Decimal USD per million units, per bucket. */
export type UsdPerMillion = { readonly [Bucket in UsageBucket]?: string };

/** A price line of our own, for what the book lacks or has wrong. */
export type Line = {
  readonly model: string;
  /** The upstream names it covers; the model's own name alone where absent. */
  readonly match?: MatchLogic;
  /** The first day (UTC) that the price is known to hold. */
  readonly effectiveFrom: string;
  /** The vendor's page that states it, and the day it was read. */
  readonly source: string;
  readonly readOn: string;
  readonly contextWindow?: number;
  readonly deprecated?: boolean;
  readonly usdPerMillion: UsdPerMillion;
  /** What the whole request costs once its input passes a threshold. */
  readonly longContext?: { readonly aboveInputTokens: number; readonly usdPerMillion: UsdPerMillion };
};

/** Prices of buckets that another line of the model says nothing of. */
export type AdditionLine = Pick<Line, 'effectiveFrom' | 'source' | 'readOn' | 'usdPerMillion'> & {
  readonly match: MatchLogic;
};

/** What a service tier costs: a share of the standard price, or prices of its own. */
export type ServiceTierLine = {
  readonly tier: string;
  readonly match: MatchLogic;
  readonly effectiveFrom: string;
  readonly source: string;
  readonly readOn: string;
} & ({ readonly percentOfStandard: number } | { readonly usdPerMillion: UsdPerMillion });

/** Our own lines for one provider. */
export type ProviderLines = {
  readonly lines: readonly Line[];
  readonly additions?: readonly AdditionLine[];
  readonly serviceTiers: readonly ServiceTierLine[];
};
