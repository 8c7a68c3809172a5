import { chatOperations, type Operation } from '@weir/protocol/operation';
import type { UsageBucket } from '@weir/protocol/usage';
import type { ModelView } from '@weir/services/catalog/list-models';
import type { PriceNow } from '@weir/services/prices/price-now';
import type { PriceView } from '@weir/services/prices/view';
import { type Ability, isAble } from './ability.ts';

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

const purposes: readonly { readonly name: string; readonly by: readonly Operation[] }[] = [
  { name: 'Text', by: [...chatOperations, 'completions'] },
  { name: 'Embeddings', by: ['embeddings', 'gemini_embed'] },
  { name: 'Images', by: ['images', 'image_edits'] },
  { name: 'Rerank', by: ['rerank'] },
  { name: 'Speech', by: ['speech'] },
  { name: 'Transcription', by: ['transcription'] },
  { name: 'Moderation', by: ['moderations'] },
];

/** What a model is for, in words; empty where it is not known. */
export function purposesOf({ operations }: Model): string[] {
  return purposes.filter(({ by }) => by.some((name) => operations.includes(name))).map(({ name }) => name);
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
  /** What each must be known to do. */
  readonly abilities: readonly Ability[];
};

const kinds: Readonly<Record<ModelShow, (model: Model) => boolean>> = {
  // Retired models answer no longer, or not for long.
  callable: ({ callable, deprecated }) => callable && !deprecated,
  all: () => true,
  own: ({ price }) => price?.origin === 'custom',
  unpriced: ({ price, callable }) => price === null && callable,
};

/** The models that `filter` leaves. */
export function filterModels(models: readonly Model[], filter: ModelFilter): Model[] {
  const { show, text, provider, abilities } = filter;
  const parts = text.toLowerCase().split(/\s+/);
  return models.filter((model) => {
    const isOfProvider = provider === undefined || model.provider === provider;
    if (!isOfProvider || !kinds[show](model) || !abilities.every((ability) => isAble(model, ability))) return false;
    const name = nameOf(model).toLowerCase();
    return parts.every((part) => name.includes(part));
  });
}
