import type { UsageBucket } from '@weir/protocol/usage';

/** The whole request is charged at `picoUsdPerMillion` once its input, cached tokens included, passes `aboveInputTokens`. */
export type LongContextTier = { readonly aboveInputTokens: number; readonly picoUsdPerMillion: bigint };

/** What a bucket costs in pico-dollars per million units; `tiers` in rising order of their threshold. */
export type BucketPrice = { readonly picoUsdPerMillion: bigint; readonly tiers: readonly LongContextTier[] };

export type BucketPrices = { readonly [Bucket in UsageBucket]?: BucketPrice };

/** Where a price comes from: the organization, our own dated lines, or the data of genai-prices. */
export type PriceOrigin = 'custom' | 'weir' | 'genai-prices';

/** One price line, in force at the instant it was asked for. */
export type Price = {
  /** `provider/model@effectiveFrom#origin`; `undated` where the source gives no date. */
  readonly id: string;
  readonly provider: string;
  /** The line's own name of the model, which may stand for several upstream names. */
  readonly model: string;
  readonly origin: PriceOrigin;
  readonly buckets: BucketPrices;
  /** Prices of service tiers other than the standard one; `all` means that the line holds for each tier. */
  readonly serviceTiers: 'all' | Readonly<Record<string, BucketPrices>>;
};

/** A bucket price without tiers. */
export function flat(picoUsdPerMillion: bigint): BucketPrice {
  return { picoUsdPerMillion, tiers: [] };
}

/** Each price of `buckets` times `percent` hundredths, half up. */
export function scaled(buckets: BucketPrices, percent: number): BucketPrices {
  const times = (pico: bigint) => (pico * BigInt(percent) + 50n) / 100n;
  const entries = Object.entries(buckets).map(([bucket, price]) => [
    bucket,
    {
      picoUsdPerMillion: times(price.picoUsdPerMillion),
      tiers: price.tiers.map((tier) => ({ ...tier, picoUsdPerMillion: times(tier.picoUsdPerMillion) })),
    },
  ]);
  return Object.fromEntries(entries);
}
