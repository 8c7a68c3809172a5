import {
  type ConditionalPrice,
  findProvider,
  type MatchLogic,
  type ModelInfo,
  type ModelPrice,
} from '@pydantic/genai-prices';
import type { UsageBucket } from '@weir/protocol/usage';
import { type Effective, effectiveOf, holdsAt } from './effective.ts';
import { matches } from './match.ts';
import { type BucketPrice, type BucketPrices, flat, type Price } from './price.ts';
import { picoFromNumber } from './usd.ts';

/** A model of the book with its price lines, the latest last. */
export type BookModel = {
  readonly id: string;
  readonly displayName: string | undefined;
  readonly match: MatchLogic;
  readonly contextWindow: number | undefined;
  readonly deprecated: boolean;
  readonly lines: readonly BookLine[];
};

type BookLine = { readonly effective: Effective; readonly price: Price };

/** Where the data has a provider's models: under which id, and which of those it finds there are the provider's. */
type BookSource = { readonly id: string; readonly covers?: RegExp };

/**
 * What our provider ids are called in the data, where it differs. The data has the models of Gemini and of Vertex in
 * one; Claude is to be had at Vertex alone.
 */
const sources: Readonly<Record<string, BookSource>> = {
  bedrock: { id: 'aws' },
  gemini: { id: 'google', covers: /^(?!claude)/ },
  vertex: { id: 'google' },
  xai: { id: 'x-ai' },
};

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
  audioCacheRead: ['cache_audio_read_mtok'],
  audioSeconds: ['input_audio_hours', 'audio_hours'],
  imageInput: ['input_image_mtok'],
  imageOutput: ['output_image_mtok'],
  images: [],
  searches: ['web_searches_kcount'],
  requests: ['requests_kcount'],
};

function perMillion(key: string, usd: number): bigint {
  const pico = picoFromNumber(usd);
  // An hour's price for a million seconds, half up: over a year of sound that is off by less than half a line's rounding.
  if (key.endsWith('_hours')) return (pico * 1_000_000n + 1_800n) / 3_600n;
  return pico * (key.endsWith('_kcount') ? 1000n : 1n);
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

/** The first name that a rule gives in full. */
function nameIn(rule: MatchLogic): string | undefined {
  if ('equals' in rule) return rule.equals;
  return 'or' in rule ? rule.or.map(nameIn).find((name) => name !== undefined) : undefined;
}

/**
 * What to ask a provider for: the data's id where its own rule covers it, else a name that the rule gives. Of Bedrock's
 * models the data says `regional` for any region, which is no part of a name.
 */
function idOf({ id, match }: ModelInfo): string {
  const local = id.replace(/^regional\./, '');
  return [local, `us.${local}`].find((name) => matches(match, name)) ?? nameIn(match) ?? id;
}

function toModel(provider: string, info: ModelInfo): BookModel {
  const conditional = Array.isArray(info.prices) ? info.prices : [{ prices: info.prices }];
  return {
    id: idOf(info),
    displayName: info.name,
    match: info.match,
    contextWindow: info.context_window,
    deprecated: info.deprecated ?? false,
    lines: conditional.map((line) => toLine(provider, info.id, line)),
  };
}

function modelsIn(provider: string, { id, covers }: BookSource): readonly BookModel[] {
  const found = findProvider({ providerId: id });
  // The data also matches ids loosely (`openai-compatible` would be OpenAI), so the id must be the very one.
  if (found?.id !== id) return [];
  const own = covers === undefined ? found.models : found.models.filter((info) => covers.test(info.id));
  return own.map((info) => toModel(provider, info));
}

function sourceOf(provider: string): BookSource {
  return sources[provider] ?? { id: provider };
}

const converted = new Map<string, readonly BookModel[]>();

/**
 * The models that the data of `@pydantic/genai-prices` has for one of our provider ids, none for one it lacks.
 * Converted on first use: prices from their shortest decimal text, so no float arithmetic touches them.
 */
export function bookModels(provider: string): readonly BookModel[] {
  const known = converted.get(provider);
  if (known !== undefined) return known;
  const models = modelsIn(provider, sourceOf(provider));
  converted.set(provider, models);
  return models;
}

const lent = new Map<string, readonly BookModel[]>();

/** Models of other providers that, the data says, cost the same at `provider`: Azure charges what their makers do. */
export function fallbackModels(provider: string): readonly BookModel[] {
  const known = lent.get(provider);
  if (known !== undefined) return known;
  const { id, covers } = sourceOf(provider);
  const found = covers === undefined ? findProvider({ providerId: id }) : undefined;
  const lenders = found?.id === id ? (found.fallback_model_providers ?? []) : [];
  const models = lenders.flatMap((lender) => modelsIn(provider, { id: lender }));
  lent.set(provider, models);
  return models;
}

/** The line in force at `atMs`: the last whose condition holds, else the first, as genai-prices has it. */
export function bookPriceAt(model: BookModel, atMs: number): Price | undefined {
  const line = model.lines.findLast(({ effective }) => holdsAt(effective, atMs)) ?? model.lines[0];
  // A line without any price says nothing; it does not say that the model is free.
  return line === undefined || Object.keys(line.price.buckets).length === 0 ? undefined : line.price;
}
