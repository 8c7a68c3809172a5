import type { MatchLogic } from '@pydantic/genai-prices';
import { usageBuckets } from '@weir/protocol/usage';
import type { Line, ServiceTierLine } from './lines/line.ts';
import { linesOf } from './lines/lines-of.ts';
import { firstMatch, matches } from './match.ts';
import { type BucketPrice, type BucketPrices, flat, type Price, scaled } from './price.ts';
import { isUsdAmount, picoFromUsd } from './usd.ts';

/** Bucket prices of decimal texts. Names that are no bucket and texts that are no amount are left out: unknown, not zero. */
export function bucketsOfText(usdPerMillion: Readonly<Record<string, string | undefined>>): BucketPrices {
  const entries = usageBuckets.flatMap((bucket) => {
    const text = usdPerMillion[bucket];
    return text === undefined || !isUsdAmount(text) ? [] : [[bucket, flat(picoFromUsd(text))] as const];
  });
  return Object.fromEntries(entries);
}

/** One of our own lines, ready to be matched and dated. */
export type OwnLine = {
  readonly match: MatchLogic;
  readonly fromMs: number;
  readonly line: Line;
  readonly price: Price;
};

function withLongContext(buckets: BucketPrices, longContext: Line['longContext']): BucketPrices {
  if (longContext === undefined) return buckets;
  const { aboveInputTokens, usdPerMillion } = longContext;
  const above = Object.entries(bucketsOfText(usdPerMillion)).map(([bucket, { picoUsdPerMillion }]) => [
    bucket,
    [{ aboveInputTokens, picoUsdPerMillion }],
  ]);
  const tiers: Readonly<Record<string, BucketPrice['tiers']>> = Object.fromEntries(above);
  const entries = Object.entries(buckets).map(([bucket, price]) => [bucket, { ...price, tiers: tiers[bucket] ?? [] }]);
  return Object.fromEntries(entries);
}

function toOwnLine(provider: string, line: Line): OwnLine {
  const id = `${provider}/${line.model}@${line.effectiveFrom}#weir`;
  const buckets = withLongContext(bucketsOfText(line.usdPerMillion), line.longContext);
  return {
    match: line.match ?? { equals: line.model },
    fromMs: Date.parse(line.effectiveFrom),
    line,
    price: { id, provider, model: line.model, origin: 'weir', buckets, serviceTiers: {} },
  };
}

const converted = new Map<string, readonly OwnLine[]>();

/** Our own lines for a provider, converted on first use. */
export function ownLines(provider: string): readonly OwnLine[] {
  const known = converted.get(provider);
  if (known !== undefined) return known;
  const lines = linesOf(provider).lines.map((line) => toOwnLine(provider, line));
  converted.set(provider, lines);
  return lines;
}

/** The latest of our own lines in force for a model at `atMs`. */
export function ownPriceAt(provider: string, model: string, atMs: number): Price | undefined {
  const inForce = ownLines(provider).filter((line) => line.fromMs <= atMs);
  return firstMatch(
    inForce.toSorted((a, b) => b.fromMs - a.fromMs),
    model,
  )?.price;
}

/** `price` with what our additions say of buckets that it does not have. */
export function withAdditions(price: Price, model: string, atMs: number): Price {
  const additions = linesOf(price.provider).additions ?? [];
  const inForce = additions.filter((line) => Date.parse(line.effectiveFrom) <= atMs && matches(line.match, model));
  if (inForce.length === 0) return price;
  const added = inForce.map((line) => bucketsOfText(line.usdPerMillion));
  return { ...price, buckets: Object.assign({}, ...added, price.buckets) };
}

type OwnTier = { readonly fromMs: number; readonly line: ServiceTierLine };

const convertedTiers = new Map<string, readonly OwnTier[]>();

function ownTiers(provider: string): readonly OwnTier[] {
  const known = convertedTiers.get(provider);
  if (known !== undefined) return known;
  const tiers = linesOf(provider).serviceTiers.map((line) => ({ fromMs: Date.parse(line.effectiveFrom), line }));
  convertedTiers.set(provider, tiers);
  return tiers;
}

function tierPrices(line: ServiceTierLine, standard: BucketPrices): BucketPrices {
  return 'percentOfStandard' in line ? scaled(standard, line.percentOfStandard) : bucketsOfText(line.usdPerMillion);
}

/** `price` with what its provider's service tiers cost for `model` at `atMs`. */
export function withServiceTiers(price: Price, model: string, atMs: number): Price {
  const inForce = ownTiers(price.provider).filter(({ fromMs, line }) => fromMs <= atMs && matches(line.match, model));
  if (inForce.length === 0) return price;
  const tiers = inForce.map(({ line }) => [line.tier, tierPrices(line, price.buckets)] as const);
  return { ...price, serviceTiers: Object.fromEntries(tiers) };
}
