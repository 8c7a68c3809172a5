import type { Grant } from '@weir/access/grant';
import { modelsOf } from '@weir/catalog/models';
import type { Dialect } from '@weir/protocol/operation';
import { provider, providers } from '@weir/providers/registry';
import { isAllowed } from '@weir/routing/allowed-models';

/** A model that this caller can name, as `provider/model`: bare names may stand for several. */
type ListedModel = { readonly id: string; readonly provider: string };

function modelsAt(grant: Grant, providerId: string): readonly string[] {
  const priced = grant.config.customPrices.filter((price) => price.provider === providerId);
  const listed = modelsOf(providerId).filter((model) => !model.deprecated);
  return [...new Set([...listed.map(({ id }) => id), ...priced.map(({ model }) => model)])];
}

function listModels(grant: Grant): readonly ListedModel[] {
  const active = grant.config.providerKeys.filter(({ status }) => status === 'active');
  const local = providers().filter((candidate) => candidate.local !== undefined);
  const ids = new Set([...active.map((key) => key.provider), ...local.map(({ id }) => id)]);
  return [...ids]
    .filter((id) => provider(id) !== undefined)
    .flatMap((id) => modelsAt(grant, id).map((model) => ({ provider: id, model })))
    .filter((target) => isAllowed(target, grant.key?.allowedModels))
    .map((target) => ({ id: `${target.provider}/${target.model}`, provider: target.provider }));
}

function openaiModel({ id, provider: owner }: ListedModel) {
  return { id, object: 'model', created: 0, owned_by: owner };
}

function anthropicModel({ id }: ListedModel) {
  return { type: 'model', id, display_name: id, created_at: '1970-01-01T00:00:00Z' };
}

/** The models that the caller's project can call, as the dialect's own list. */
export function modelList(grant: Grant, dialect: Dialect): object {
  const models = listModels(grant);
  if (dialect === 'openai') return { object: 'list', data: models.map(openaiModel) };
  const data = models.map(anthropicModel);
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}

/** One of them by its id, in the dialect's shape; undefined where the caller cannot call it. */
export function oneModel(grant: Grant, dialect: Dialect, id: string): object | undefined {
  const model = listModels(grant).find((listed) => listed.id === id);
  if (model === undefined) return undefined;
  return dialect === 'openai' ? openaiModel(model) : anthropicModel(model);
}
