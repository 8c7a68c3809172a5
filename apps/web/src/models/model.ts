import type { UsageBucket } from '@weir/protocol/usage';
import type { ModelView } from '@weir/services/catalog/list-models';
import type { PriceNow } from '@weir/services/prices/price-now';
import type { PriceView } from '@weir/services/prices/view';

export type Model = ModelView;
export type Price = PriceNow;
/** A price line of the organization's own. */
export type OwnPrice = PriceView;

/** How calls and URLs name a model. */
export const nameOf = ({ provider, id }: Pick<Model, 'provider' | 'id'>): string => `${provider}/${id}`;

/** What a million units of `bucket` cost; null where that is not known. */
export function usdOf(price: Price | null, bucket: UsageBucket): string | null {
  return price?.usdPerMillion[bucket] ?? null;
}

/** What a model is for, in words; empty where it is not known. */
export function purposesOf({ operations }: Model): string[] {
  const has = (...names: readonly string[]) => operations.some((operation) => names.includes(operation));
  return [...(has('chat', 'messages', 'responses') ? ['Text'] : []), ...(has('embeddings') ? ['Embeddings'] : [])];
}

export const modelShows = ['callable', 'all', 'own', 'unpriced'] as const;
export type ModelShow = (typeof modelShows)[number];

/** `text` as a choice; what the URL names and is none is the first one. */
export function modelShowOf(text: string | undefined): ModelShow {
  return modelShows.find((each) => each === text) ?? 'callable';
}

export type ModelFilter = {
  readonly show: ModelShow;
  /** Parts of the name, apart by blanks; each must be there. */
  readonly text: string;
  readonly provider: string | undefined;
};

const kinds: Readonly<Record<ModelShow, (model: Model) => boolean>> = {
  // Retired models answer no longer, or not for long.
  callable: ({ callable, deprecated }) => callable && !deprecated,
  all: () => true,
  own: ({ price }) => price?.origin === 'custom',
  unpriced: ({ price, callable }) => price === null && callable,
};

/** The models that `filter` leaves. */
export function filterModels(models: readonly Model[], { show, text, provider }: ModelFilter): Model[] {
  const parts = text.toLowerCase().split(/\s+/);
  return models.filter((model) => {
    const name = nameOf(model).toLowerCase();
    const isOfProvider = provider === undefined || model.provider === provider;
    return isOfProvider && kinds[show](model) && parts.every((part) => name.includes(part));
  });
}
