import type { MatchLogic } from '@pydantic/genai-prices';
import type { Operation } from '@weir/protocol/operation';
import { boundedMemo } from './bounded-memo.ts';
import { type BookModel, bookModels } from './genai-book.ts';
import { firstMatch } from './match.ts';
import { type OwnLine, ownLines } from './own-lines.ts';
import type { BucketPrices } from './price.ts';

/** A model that the catalogue knows at a provider. */
export type Model = {
  readonly provider: string;
  readonly id: string;
  readonly match: MatchLogic;
  readonly contextWindow: number | undefined;
  readonly deprecated: boolean;
  /** True when any price is known. */
  readonly priced: boolean;
  /** What it is for, as far as its prices tell; the provider decides which of them it speaks. */
  readonly operations: readonly Operation[];
};

const generating: readonly Operation[] = ['chat', 'responses', 'messages', 'count_tokens'];

/** A model that takes tokens and is charged for none going out is for embeddings. */
function operationsOf(id: string, buckets: BucketPrices): readonly Operation[] {
  if (id.includes('embed')) return ['embeddings'];
  if (buckets.input === undefined) return [];
  return buckets.output === undefined ? ['embeddings'] : generating;
}

function ofBook(provider: string, { id, match, contextWindow, deprecated, lines }: BookModel): Model {
  const buckets = lines.at(-1)?.price.buckets ?? {};
  const priced = Object.keys(buckets).length > 0;
  return { provider, id, match, contextWindow, deprecated, priced, operations: operationsOf(id, buckets) };
}

function ofOwnLine(provider: string, { match, line, price }: OwnLine): Model {
  return {
    provider,
    id: line.model,
    match,
    contextWindow: line.contextWindow,
    deprecated: line.deprecated ?? false,
    priced: true,
    operations: operationsOf(line.model, price.buckets),
  };
}

const known = new Map<string, readonly Model[]>();

/** The models that the catalogue knows at a provider; our own lines stand before the book's of the same name. */
export function modelsOf(provider: string): readonly Model[] {
  const kept = known.get(provider);
  if (kept !== undefined) return kept;
  const own = ownLines(provider).map((line) => ofOwnLine(provider, line));
  const names = new Set(own.map((model) => model.id));
  const listed = bookModels(provider).filter((model) => !names.has(model.id));
  const models = [...own, ...listed.map((model) => ofBook(provider, model))];
  known.set(provider, models);
  return models;
}

const found = boundedMemo(4096, (provider, model) => firstMatch(modelsOf(provider), model));

/** The model that an upstream name stands for at a provider; undefined where the catalogue does not know it. */
export function findModel(provider: string, model: string): Model | undefined {
  return found(provider, model);
}
