import { type Model, modelsOf } from '@weir/catalog/models';
import { type CustomPrice, priceAt } from '@weir/catalog/price-book';
import { operationsAt } from '@weir/providers/operations-at';
import { providers } from '@weir/providers/registry';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { priceNowView, toPriceNow } from '../prices/price-now.ts';
import { customPricesOf } from '../projects/compile-project.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { modelCapabilitiesView, toModelCapabilities } from './model-capabilities.ts';
import { type Reach, readReach } from './reach.ts';

const modelView = z
  .strictObject({
    provider: z.string(),
    id: z.string(),
    operations: z.array(z.string()).describe('What it is for; empty when not known.'),
    contextWindow: z.int().nullable().describe('Tokens; null when not known.'),
    capabilities: modelCapabilitiesView,
    deprecated: z.boolean(),
    callable: z.boolean().describe('An active provider key reaches its provider, or it answers without one.'),
    simulated: z.boolean().describe('Answered by the sandbox: its costs are no money.'),
    price: priceNowView
      .nullable()
      .describe("What it costs here now: the organization's own price, else the list price; null when not known."),
    listPrice: priceNowView
      .nullable()
      .describe('The list price that an own price goes before; null where that is the price, or none is known.'),
  })
  .meta({ id: 'Model' });
export type ModelView = z.output<typeof modelView>;

type Dated = Pick<Model, 'releasedOn'>;

type Known = Pick<ModelView, 'id' | 'operations' | 'contextWindow' | 'capabilities' | 'deprecated'>;

/** Of a model that the catalogue does not list. */
const unlisted = { operations: [], contextWindow: null, capabilities: toModelCapabilities({}), deprecated: false };

/** By the day of release; those whose day is not known, old ones mostly, come last in the catalogue's order. */
function newestFirst(one: Dated, other: Dated): number {
  return (other.releasedOn ?? '').localeCompare(one.releasedOn ?? '');
}

function knownModels(provider: string, reach: Reach, custom: readonly CustomPrice[]): Known[] {
  const speaks = providers().flatMap((one) => (one.id === provider ? operationsAt(one) : []));
  const models = modelsOf(provider).toSorted(newestFirst);
  const names = new Set(models.map(({ id }) => id));
  const priced = custom.filter((line) => line.provider === provider).map(({ model }) => model);
  const others = new Set([...priced, ...reach.unlistedOf(provider)].filter((id) => !names.has(id)));
  const listed = models.map(({ id, operations, contextWindow, capabilities, deprecated }) => ({
    id,
    operations: operations.filter((operation) => speaks.includes(operation)),
    contextWindow: contextWindow ?? null,
    capabilities: toModelCapabilities(capabilities),
    deprecated,
  }));
  return [...listed, ...[...others].sort().map((id) => ({ id, ...unlisted }))];
}

type Priced = Pick<ModelView, 'price' | 'listPrice'>;

function pricesOf(model: { provider: string; model: string; atMs: number }, custom: readonly CustomPrice[]): Priced {
  const price = priceAt({ ...model, custom });
  if (price === undefined) return { price: null, listPrice: null };
  const list = price.origin === 'custom' ? priceAt(model) : undefined;
  return { price: toPriceNow(price), listPrice: list === undefined ? null : toPriceNow(list) };
}

/**
 * The models that the catalogue, the organization's own prices and the trials of its provider keys know, with what they
 * cost now and whether they can be called: in one project where it is named, else in any.
 */
export const listModels = verb({
  action: 'catalog.read',
  input: z.strictObject({
    provider: z.string().max(64).optional(),
    projectId: idField
      .optional()
      .describe('Whose provider keys say what can be called; all of the organization when absent.'),
    search: z.string().max(200).optional().describe('A part of the name, with its provider before it.'),
  }),
  output: z.strictObject({ data: z.array(modelView), nextCursor: z.null() }),
  async run(context, { provider, projectId, search = '' }) {
    const own = read(context);
    if (projectId !== undefined && (await own.projects.get(projectId)) === undefined) throw notFound('project');
    const [prices, reach] = await Promise.all([own.customPrices.list(), readReach(own, projectId)]);
    const custom = customPricesOf(prices);
    const atMs = context.services.now();
    const text = search.toLowerCase();
    const asked = providers().filter(({ id }) => provider === undefined || id === provider);
    const data = asked.flatMap(({ id: ofProvider, local }) => {
      const callable = local !== undefined || reach.reaches(ofProvider);
      const models = knownModels(ofProvider, reach, custom);
      const found = models.filter(({ id }) => `${ofProvider}/${id}`.toLowerCase().includes(text));
      return found.map((model) => ({
        provider: ofProvider,
        ...model,
        callable,
        simulated: local !== undefined,
        ...pricesOf({ provider: ofProvider, model: model.id, atMs }, custom),
      }));
    });
    return { data, nextCursor: null };
  },
});
