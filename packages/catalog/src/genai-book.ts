import {
  type ConditionalPrice,
  findProvider,
  type MatchLogic,
  type ModelInfo,
  type ModelPrice,
} from '@pydantic/genai-prices';
import type { UsageBucket } from '@weir/protocol/usage';
import { type Effective, effectiveOf, holdsAt } from './effective.ts';
import { type BucketPrice, type BucketPrices, flat, type Price } from './price.ts';
import { picoFromNumber } from './usd.ts';

/** A model of the book with its price lines, the latest last. */
export type BookModel = {
  readonly id: string;
  readonly match: MatchLogic;
  readonly contextWindow: number | undefined;
  readonly deprecated: boolean;
  readonly lines: readonly BookLine[];
};

type BookLine = { readonly effective: Effective; readonly price: Price };

/** What our provider ids are called in the data, where it differs. */
const bookIds: Readonly<Record<string, string>> = { xai: 'x-ai' };

/** The data's price keys: a bucket takes the first one that the line has. `per` is the units that the price is for. */
const priceKeys: Readonly<Record<UsageBucket, readonly string[]>> = {
  input: ['input_mtok'],
  cacheRead: ['cache_read_mtok'],
  cacheWrite5m: ['cache_write_5m_mtok', 'cache_write_mtok'],
  cacheWrite1h: ['cache_write_1h_mtok'],
  output: ['output_mtok'],
  reasoning: ['output_reasoning_mtok'],
  audioInput: ['input_audio_mtok'],
  audioOutput: ['output_audio_mtok'],
  images: [],
  searches: ['web_searches_kcount'],
  requests: ['requests_kcount'],
};

function perMillion(key: string, usd: number): bigint {
  return picoFromNumber(usd) * (key.endsWith('_kcount') ? 1000n : 1n);
}

function toBucketPrice(key: string, value: NonNullable<ModelPrice[string]>): BucketPrice {
  if (typeof value === 'number') return flat(perMillion(key, value));
  const tiers = value.tiers
    .toSorted((a, b) => a.start - b.start)
    .map((tier) => ({ aboveInputTokens: tier.start, picoUsdPerMillion: perMillion(key, tier.price) }));
  return { picoUsdPerMillion: perMillion(key, value.base), tiers };
}

function toBuckets(prices: ModelPrice): BucketPrices {
  const entries = Object.entries(priceKeys).flatMap(([bucket, keys]) => {
    const key = keys.find((candidate) => prices[candidate] !== undefined);
    const value = key === undefined ? undefined : prices[key];
    return key === undefined || value === undefined ? [] : [[bucket, toBucketPrice(key, value)] as const];
  });
  return Object.fromEntries(entries);
}

function toLine(provider: string, model: string, { constraint, prices }: ConditionalPrice): BookLine {
  const effective = effectiveOf(constraint);
  const id = `${provider}/${model}@${effective.label}#genai-prices`;
  return {
    effective,
    price: { id, provider, model, origin: 'genai-prices', buckets: toBuckets(prices), serviceTiers: {} },
  };
}

function toModel(provider: string, info: ModelInfo): BookModel {
  const conditional = Array.isArray(info.prices) ? info.prices : [{ prices: info.prices }];
  return {
    id: info.id,
    match: info.match,
    contextWindow: info.context_window,
    deprecated: info.deprecated ?? false,
    lines: conditional.map((line) => toLine(provider, info.id, line)),
  };
}

const converted = new Map<string, readonly BookModel[]>();

/**
 * The models that the data of `@pydantic/genai-prices` has for one of our provider ids, none for one it lacks.
 * Converted on first use: prices from their shortest decimal text, so no float arithmetic touches them.
 */
export function bookModels(provider: string): readonly BookModel[] {
  const known = converted.get(provider);
  if (known !== undefined) return known;
  const bookId = bookIds[provider] ?? provider;
  const found = findProvider({ providerId: bookId });
  // The data also matches ids loosely (`openai-compatible` would be OpenAI), so the id must be the very one.
  const models = found?.id === bookId ? found.models.map((info) => toModel(provider, info)) : [];
  converted.set(provider, models);
  return models;
}

/** The line in force at `atMs`: the last whose condition holds, else the first, as genai-prices has it. */
export function bookPriceAt(model: BookModel, atMs: number): Price | undefined {
  const line = model.lines.findLast(({ effective }) => holdsAt(effective, atMs)) ?? model.lines[0];
  // A line without any price says nothing; it does not say that the model is free.
  return line === undefined || Object.keys(line.price.buckets).length === 0 ? undefined : line.price;
}
