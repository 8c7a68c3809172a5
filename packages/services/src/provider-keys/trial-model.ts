import { findModel, modelsOf } from '@weir/catalog/models';
import { type CustomPrice, priceAt } from '@weir/catalog/price-book';
import type { Operation } from '@weir/protocol/operation';

const generating: readonly Operation[] = ['chat', 'messages'];

function isGenerating(provider: string, id: string): boolean {
  const model = findModel(provider, id);
  if (model !== undefined) return !model.deprecated && model.operations.some((each) => generating.includes(each));
  return !/embed|rerank|whisper|tts|audio|image|moderation|guard/i.test(id);
}

/** What a million tokens in and a million out come to; undefined when either is unknown. */
function pairPrice(query: { provider: string; model: string; atMs: number; custom: readonly CustomPrice[] }) {
  const buckets = priceAt(query)?.buckets;
  if (buckets?.input === undefined || buckets.output === undefined) return undefined;
  return buckets.input.picoUsdPerMillion + buckets.output.picoUsdPerMillion;
}

/**
 * The models to try a key with: those that generate text, of `listed` or else of the catalogue, the cheapest first, those
 * without a known price last.
 */
export function trialModels(query: {
  readonly provider: string;
  readonly listed: readonly string[] | undefined;
  readonly custom: readonly CustomPrice[];
  readonly atMs: number;
}): readonly string[] {
  const { provider, listed, custom, atMs } = query;
  const ids = listed ?? modelsOf(provider).map(({ id }) => id);
  const priced = ids
    .filter((id) => isGenerating(provider, id))
    .map((id) => ({ id, price: pairPrice({ provider, model: id, atMs, custom }) }));
  const known = priced.flatMap(({ id, price }) => (price === undefined ? [] : [{ id, price }]));
  known.sort((a, b) => (a.price < b.price ? -1 : Number(a.price > b.price)));
  const unknown = priced.filter(({ price }) => price === undefined);
  return [...known, ...unknown].map(({ id }) => id);
}
