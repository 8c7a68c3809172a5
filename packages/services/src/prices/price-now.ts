import type { BucketPrices, Price } from '@weir/catalog/price';
import { usdFromPico } from '@weir/catalog/usd';
import { z } from 'zod';

/** A price as it holds now, with where it comes from. */
export const priceNowView = z
  .strictObject({
    id: z.string(),
    origin: z.enum(['custom', 'weir', 'genai-prices']).describe("The organization's own, ours, or the data's."),
    since: z.string().nullable().describe('The day or instant from which it is known to hold; null when undated.'),
    usdPerMillion: z.record(z.string(), z.string()),
    longContext: z
      .strictObject({ aboveInputTokens: z.int(), usdPerMillion: z.record(z.string(), z.string()) })
      .nullable()
      .describe('What the whole request costs once its input passes so many tokens.'),
    serviceTiers: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .meta({ id: 'PriceNow' });
export type PriceNow = z.output<typeof priceNowView>;

function amounts(buckets: BucketPrices): Record<string, string> {
  const entries = Object.entries(buckets).map(([bucket, price]) => [bucket, usdFromPico(price.picoUsdPerMillion)]);
  return Object.fromEntries(entries);
}

function longContextOf(buckets: BucketPrices): PriceNow['longContext'] {
  const tiered = Object.entries(buckets).flatMap(([bucket, { tiers }]) => {
    const tier = tiers.at(-1);
    return tier === undefined ? [] : [{ bucket, tier }];
  });
  const aboveInputTokens = tiered[0]?.tier.aboveInputTokens;
  if (aboveInputTokens === undefined) return null;
  const usd = tiered.map(({ bucket, tier }) => [bucket, usdFromPico(tier.picoUsdPerMillion)]);
  return { aboveInputTokens, usdPerMillion: Object.fromEntries(usd) };
}

/** The effective date in the id of a price line; null where its source gives none. */
function sinceOf(id: string): string | null {
  const [, label] = /@([^@#]+)#[^#]*$/.exec(id) ?? [];
  return label === undefined || Number.isNaN(Date.parse(label)) ? null : label;
}

/** `price` as members see it. */
export function toPriceNow(price: Price): PriceNow {
  const { id, origin, buckets, serviceTiers } = price;
  const tiers = serviceTiers === 'all' ? [] : Object.entries(serviceTiers).map(([tier, own]) => [tier, amounts(own)]);
  return {
    id,
    origin,
    since: sinceOf(id),
    usdPerMillion: amounts(buckets),
    longContext: longContextOf(buckets),
    serviceTiers: Object.fromEntries(tiers),
  };
}
