import type { MatchLogic } from '@pydantic/genai-prices';
import type { Operation } from '@weir/protocol/operation';
import { boundedMemo } from './bounded-memo.ts';
import { capabilitiesOf, findRecord } from './capabilities.ts';
import type { Capabilities } from './capability.ts';
import { type BookModel, bookModels } from './genai-book.ts';
import { firstMatch } from './match.ts';
import { operationsOf } from './operations-of.ts';
import { type OwnLine, ownLines } from './own-lines.ts';
import type { BucketPrices } from './price.ts';

/** A model that the catalogue knows at a provider. */
export type Model = {
  readonly provider: string;
  readonly id: string;
  /** As its vendor writes it for people; undefined where no source does. */
  readonly displayName: string | undefined;
  /** The day, as `2025-05-22`. */
  readonly releasedOn: string | undefined;
  readonly match: MatchLogic;
  readonly contextWindow: number | undefined;
  readonly deprecated: boolean;
  /** True when any price is known. */
  readonly priced: boolean;
  /** What it is for; the provider decides which of them it speaks. */
  readonly operations: readonly Operation[];
  /** What it can do; a missing field is not known. */
  readonly capabilities: Capabilities;
};

type Listed = Pick<Model, 'id' | 'match' | 'deprecated'> & {
  readonly displayName?: string | undefined;
  readonly buckets: BucketPrices;
};

function toModel(provider: string, { id, match, deprecated, displayName, buckets }: Listed): Model {
  const record = findRecord(provider, id);
  const capabilities = capabilitiesOf(provider, id) ?? {};
  return {
    provider,
    id,
    displayName: record?.displayName ?? displayName,
    releasedOn: record?.releasedOn,
    match,
    contextWindow: capabilities.contextWindow,
    deprecated,
    priced: Object.keys(buckets).length > 0,
    operations: operationsOf(id, buckets, capabilities),
    capabilities,
  };
}

function ofBook({ id, displayName, match, deprecated, lines }: BookModel): Listed {
  return { id, displayName, match, deprecated, buckets: lines.at(-1)?.price.buckets ?? {} };
}

function ofOwnLine({ match, line, price }: OwnLine): Listed {
  return { id: line.model, match, deprecated: line.deprecated ?? false, buckets: price.buckets };
}

/** Providers whose models go by names that the customer gives: prices are known, what may be asked for is not. */
const unlisted: ReadonlySet<string> = new Set(['azure']);

function listed(provider: string): readonly Model[] {
  if (unlisted.has(provider)) return [];
  const own = ownLines(provider).map(ofOwnLine);
  const names = new Set(own.map((model) => model.id));
  const others = bookModels(provider).filter((model) => !names.has(model.id));
  return [...own, ...others.map(ofBook)].map((model) => toModel(provider, model));
}

const known = new Map<string, readonly Model[]>();

/** The models that the catalogue knows at a provider; our own lines stand before the book's of the same name. */
export function modelsOf(provider: string): readonly Model[] {
  const kept = known.get(provider);
  if (kept !== undefined) return kept;
  const models = listed(provider);
  known.set(provider, models);
  return models;
}

const found = boundedMemo(4096, (provider, model) => firstMatch(modelsOf(provider), model));

/** The model that an upstream name stands for at a provider; undefined where the catalogue does not know it. */
export function findModel(provider: string, model: string): Model | undefined {
  return found(provider, model);
}
