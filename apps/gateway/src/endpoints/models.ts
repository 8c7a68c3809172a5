import type { Grant } from '@weir/access/grant';
import type { Dialect } from '@weir/protocol/operation';
import { type ListedModel, listedModel, listedModels } from './listed-models.ts';
import { anthropicPage, geminiPage } from './model-pages.ts';
import { anthropicModel, geminiModel, openaiModel } from './model-shapes.ts';

/** Which page of the list, by the dialect's own parameters, and when its prices are to hold. */
export type ModelListQuery = { readonly parameters: URLSearchParams; readonly atMs: number };

/** Which model: `provider/model` or its bare name, without Gemini's `models/`. */
export type ModelQuery = { readonly id: string; readonly atMs: number };

const shapes: Readonly<Record<Dialect, (model: ListedModel) => object>> = {
  openai: openaiModel,
  anthropic: anthropicModel,
  gemini: geminiModel,
};

function anthropicList(models: readonly ListedModel[], parameters: URLSearchParams): object {
  const { items, hasMore } = anthropicPage(models, parameters);
  const ends = { first_id: items[0]?.id ?? null, last_id: items.at(-1)?.id ?? null };
  return { data: items.map(anthropicModel), has_more: hasMore, ...ends };
}

function geminiList(models: readonly ListedModel[], parameters: URLSearchParams): object {
  const { items, nextPageToken } = geminiPage(models, parameters);
  return { models: items.map(geminiModel), nextPageToken };
}

/** The models that the caller's project can call, as the dialect's own list. Throws invalid_request on bad parameters. */
export function modelList(grant: Grant, dialect: Dialect, { parameters, atMs }: ModelListQuery): object {
  const models = listedModels(grant, atMs);
  switch (dialect) {
    case 'openai':
      return { object: 'list', data: models.map(openaiModel) };
    case 'anthropic':
      return anthropicList(models, parameters);
    case 'gemini':
      return geminiList(models, parameters);
  }
}

/** One of them in the dialect's shape; undefined where the caller cannot call it. */
export function oneModel(grant: Grant, dialect: Dialect, { id, atMs }: ModelQuery): object | undefined {
  const model = listedModel(grant, id, atMs);
  return model === undefined ? undefined : shapes[dialect](model);
}
