import { boundedMemo } from './bounded-memo.ts';
import { bookModels, bookPriceAt, fallbackModels } from './genai-book.ts';
import { firstMatch } from './match.ts';
import { bucketsOfText, ownPriceAt, withAdditions, withServiceTiers } from './own-lines.ts';
import type { Price } from './price.ts';

/** A price line of an organization's own: decimal USD per million units, per bucket. */
export type CustomPrice = {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  /** RFC 3339. */
  readonly effectiveFrom: string;
  readonly usdPerMillion: Readonly<Record<string, string>>;
};

export type PriceQuery = {
  readonly provider: string;
  /** The upstream's name of the model, as it was asked for. */
  readonly model: string;
  /** The model that the upstream says it served: vendors redirect retired names, and charge for what they serve. */
  readonly servedModel?: string | undefined;
  readonly atMs: number;
  readonly custom?: readonly CustomPrice[] | undefined;
};

const customPrices = new WeakMap<CustomPrice, Price>();

function priceOfCustom(custom: CustomPrice): Price {
  const known = customPrices.get(custom);
  if (known !== undefined) return known;
  const price: Price = {
    id: `${custom.provider}/${custom.model}@${custom.effectiveFrom}#custom:${custom.id}`,
    provider: custom.provider,
    model: custom.model,
    origin: 'custom',
    buckets: bucketsOfText(custom.usdPerMillion),
    serviceTiers: 'all',
  };
  customPrices.set(custom, price);
  return price;
}

function customPriceAt({ provider, model, atMs, custom = [] }: PriceQuery): Price | undefined {
  let latest: CustomPrice | undefined;
  let latestFrom = Number.NEGATIVE_INFINITY;
  for (const line of custom) {
    const from = Date.parse(line.effectiveFrom);
    if (line.provider !== provider || line.model !== model || from > atMs || from < latestFrom) continue;
    latest = line;
    latestFrom = from;
  }
  return latest === undefined ? undefined : priceOfCustom(latest);
}

/** Matching walks a provider's whole list, so its answer is kept. */
const bookModel = boundedMemo(
  4096,
  (provider, model) => firstMatch(bookModels(provider), model) ?? firstMatch(fallbackModels(provider), model),
);

function listedPriceAt({ provider, model, atMs }: PriceQuery): Price | undefined {
  const own = ownPriceAt(provider, model, atMs);
  const listed = bookModel(provider, model);
  const price = own ?? (listed === undefined ? undefined : bookPriceAt(listed, atMs));
  return price === undefined ? undefined : withServiceTiers(withAdditions(price, model, atMs), model, atMs);
}

/**
 * The price in force at `atMs`: the organization's own line if one has begun (the latest, and whole: it does not mix
 * with the book's), else our own, else the book's. The organization's lines go by the model that was asked for, then by
 * the one served; all others by the one served, then by the one asked for. Undefined where none is known.
 */
export function priceAt(query: PriceQuery): Price | undefined {
  const { model, servedModel = model } = query;
  const served = { ...query, model: servedModel };
  const custom = customPriceAt(query) ?? (servedModel === model ? undefined : customPriceAt(served));
  if (custom !== undefined) return custom;
  return listedPriceAt(served) ?? (servedModel === model ? undefined : listedPriceAt(query));
}
