import type { BucketPrice, Price } from '@weir/catalog/price';
import { usdFromPico } from '@weir/catalog/usd';
import type { ListedModel } from './listed-models.ts';

/** How a dialect writes the names of fields. */
export type Naming = (name: string) => string;

/** `cacheWrite5m` as `cache_write_5m`. */
export const snakeCase: Naming = (name) => name.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);

/** Names as they stand in the code. */
export const camelCase: Naming = (name) => name;

type Amounts = Record<string, string>;

function amountsOf(price: Price, naming: Naming, pico: (bucket: BucketPrice) => bigint | undefined): Amounts {
  const entries = Object.entries(price.buckets).flatMap(([bucket, each]) => {
    const amount = pico(each);
    return amount === undefined ? [] : [[naming(bucket), usdFromPico(amount)] as const];
  });
  return Object.fromEntries(entries);
}

function longContextOf(price: Price, naming: Naming): object | undefined {
  const tiers = Object.values(price.buckets).flatMap((bucket) => bucket.tiers.slice(-1));
  const [tier] = tiers;
  if (tier === undefined) return undefined;
  const amounts = amountsOf(price, naming, (bucket) => bucket.tiers.at(-1)?.picoUsdPerMillion);
  return { [naming('aboveInputTokens')]: tier.aboveInputTokens, ...amounts };
}

/**
 * What a million of each unit costs, as exact decimal USD: a bucket that is missing has no known price. `longContext`
 * is what the whole request costs once its input passes so many tokens. Undefined where no price is known.
 */
export function pricingOf({ price, simulated }: ListedModel, naming: Naming): object | undefined {
  if (price === undefined) return undefined;
  const longContext = longContextOf(price, naming);
  return {
    ...amountsOf(price, naming, ({ picoUsdPerMillion }) => picoUsdPerMillion),
    ...(longContext !== undefined && { [naming('longContext')]: longContext }),
    ...(simulated && { simulated }),
  };
}
