import type { Cost, CostLine } from '@weir/protocol/cost';
import type { CostRecord } from '@weir/protocol/ledger';
import { isUnreported, type Usage, type UsageBucket, usageBuckets } from '@weir/protocol/usage';
import type { BucketPrice, BucketPrices, Price } from './price.ts';

export type CostRequest = {
  readonly usage: Usage;
  readonly price: Price | undefined;
  /** The sandbox's: never in money totals. */
  readonly simulated?: boolean | undefined;
  /** The usage is what had been reported when the answer was cut: the cost is an estimate. */
  readonly partial?: boolean | undefined;
  /** What long-context tiers go by; the sum of all input buckets where absent. */
  readonly inputTokensTotal?: number | undefined;
  /** As the upstream's answer names it. */
  readonly serviceTier?: string | null | undefined;
};

/** What a ledger line can hold, above nine million dollars: only a made-up usage costs more. */
const picoUsdMax = 2n ** 63n - 1n;

/** Names under which vendors report their standard tier. */
const standardTiers: ReadonlySet<string> = new Set(['', 'auto', 'default', 'standard', 'on_demand']);

/**
 * The bucket whose price stands in for a missing one, where that is how vendors bill: reasoning as output; cached input
 * without a discount as input, cached sound as sound; the longer cache write as any cache write, that as input; pictures in as input, since the
 * book has a price for them only where that differs. What is made of pictures or sound, sound itself, images, searches and
 * requests have prices of their own or none: a picture made is worth many times as much as text.
 */
const standsIn: { readonly [Bucket in UsageBucket]?: UsageBucket } = {
  reasoning: 'output',
  cacheRead: 'input',
  cacheWrite1h: 'cacheWrite5m',
  cacheWrite5m: 'input',
  imageInput: 'input',
  audioCacheRead: 'audioInput',
};

const inputBuckets = [
  ...(['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const),
  ...(['audioInput', 'audioCacheRead', 'imageInput'] as const),
];

function bucketPrice(prices: BucketPrices, bucket: UsageBucket): BucketPrice | undefined {
  const own = prices[bucket];
  const substitute = standsIn[bucket];
  return own ?? (substitute === undefined ? undefined : bucketPrice(prices, substitute));
}

function rateFor(price: BucketPrice, inputTokens: number): bigint {
  const tier = price.tiers.findLast(({ aboveInputTokens }) => inputTokens > aboveInputTokens);
  return tier?.picoUsdPerMillion ?? price.picoUsdPerMillion;
}

/** Pico-dollars of `quantity` units at a price a million, half up: THE rounding rule, applied once a line. */
export function roundedLine(quantity: number, picoUsdPerMillion: bigint): bigint {
  return (BigInt(quantity) * picoUsdPerMillion + 500_000n) / 1_000_000n;
}

function unknown(reason: string, price?: Price): Cost {
  const base = { source: 'unknown', totalPicoUsd: undefined, lines: [], reason } as const;
  return price === undefined ? base : { ...base, priceId: price.id };
}

function pricesOfTier(price: Price, tier: string): BucketPrices | undefined {
  if (price.serviceTiers === 'all' || standardTiers.has(tier)) return price.buckets;
  return price.serviceTiers[tier];
}

function inputTokensOf(usage: Usage): number {
  return inputBuckets.reduce((sum, bucket) => sum + (usage[bucket] ?? 0), 0);
}

/** A request fee is due once, whether or not the upstream counts requests. */
function charged(usage: Usage, prices: BucketPrices): Usage {
  return prices.requests === undefined || usage.requests !== undefined ? usage : { ...usage, requests: 1 };
}

type LinesResult = { readonly lines: readonly CostLine[] } | { readonly failure: string };

function linesFor(usage: Usage, prices: BucketPrices, inputTokens: number): LinesResult {
  const lines: CostLine[] = [];
  for (const bucket of usageBuckets) {
    const quantity = usage[bucket];
    if (quantity === undefined || quantity === 0) continue;
    if (!Number.isSafeInteger(quantity) || quantity < 0) return { failure: `${bucket} is reported as ${quantity}` };
    const price = bucketPrice(prices, bucket);
    if (price === undefined) return { failure: `no price for ${bucket}` };
    const rate = rateFor(price, inputTokens);
    lines.push({ bucket, quantity, picoUsdPerMillion: rate, picoUsd: roundedLine(quantity, rate) });
  }
  return { lines };
}

/**
 * What a usage costs at a price, in integers: each used bucket times its price, rounded half up once, and their sum.
 * Unknown, with the reason, where usage was not reported, no price is known, or a used bucket or service tier has none.
 */
export function costOf({ usage, price, ...detail }: CostRequest): Cost {
  if (isUnreported(usage)) return unknown('the upstream reported no usage', price);
  if (price === undefined) return unknown('no price is known for this model');
  const tier = detail.serviceTier ?? '';
  const prices = pricesOfTier(price, tier);
  if (prices === undefined) return unknown(`no price for service tier ${tier}`, price);
  const result = linesFor(charged(usage, prices), prices, detail.inputTokensTotal ?? inputTokensOf(usage));
  if ('failure' in result) return unknown(result.failure, price);
  const totalPicoUsd = result.lines.reduce((sum, line) => sum + line.picoUsd, 0n);
  if (totalPicoUsd > picoUsdMax) return unknown('the reported usage is beyond anything that can be charged', price);
  const base = { totalPicoUsd, lines: result.lines, priceId: price.id };
  if (detail.simulated === true) return { ...base, source: 'simulated' };
  if (detail.partial === true) return { ...base, source: 'estimated', reason: 'the answer was cut' };
  return { ...base, source: 'computed' };
}

/** The cost of what the vendor does not charge for: an answer that is an error, counting tokens. */
export function noCharge(reason: string, simulated = false): Cost {
  return { source: simulated ? 'simulated' : 'computed', totalPicoUsd: 0n, lines: [], reason };
}

/** A Cost as it travels, with decimal strings for its integers. */
export function toRecord(cost: Cost): CostRecord {
  const lines = cost.lines.map((line) => ({
    bucket: line.bucket,
    quantity: line.quantity,
    picoUsdPerMillion: line.picoUsdPerMillion.toString(),
    picoUsd: line.picoUsd.toString(),
  }));
  return {
    source: cost.source,
    lines,
    ...(cost.totalPicoUsd === undefined ? {} : { totalPicoUsd: cost.totalPicoUsd.toString() }),
    ...(cost.priceId === undefined ? {} : { priceId: cost.priceId }),
    ...(cost.reason === undefined ? {} : { reason: cost.reason }),
  };
}
