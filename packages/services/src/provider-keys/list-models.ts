import { findModel, modelsOf } from '@weir/catalog/models';
import { type CustomPrice, priceAt } from '@weir/catalog/price-book';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';
import { priceNowView, toPriceNow } from '../prices/price-now.ts';
import { customPricesOf } from '../projects/compile-project.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { requireKey } from './require-key.ts';
import { trial } from './trial.ts';

const keyModelView = z
  .strictObject({
    id: z.string(),
    contextWindow: z.int().nullable().describe('Tokens; null when not known.'),
    price: priceNowView.nullable().describe('What it costs in this organization now; null when not known.'),
  })
  .meta({ id: 'KeyModel' });

const output = z.strictObject({
  data: z.array(keyModelView),
  source: z
    .enum(['upstream', 'catalogue'])
    .describe('Who names them: the upstream at the last trial, or the catalogue.'),
  listedAt: timeField.nullable().describe('When the upstream listed them.'),
  total: z.int().describe('How many the source names; `data` holds the first 200 of an upstream.'),
});

type Served = { readonly provider: string; readonly custom: readonly CustomPrice[]; readonly atMs: number };

function keyModel({ provider, custom, atMs }: Served, id: string): z.output<typeof keyModelView> {
  const price = priceAt({ provider, model: id, atMs, custom });
  const contextWindow = findModel(provider, id)?.contextWindow ?? null;
  return { id, contextWindow, price: price === undefined ? null : toPriceNow(price) };
}

/** The models that a provider key can serve, with what they cost now. */
export const listProviderKeyModels = verb({
  action: 'provider_key.read',
  input: z.strictObject({ id: idField }),
  output,
  async run(context, { id }) {
    const own = read(context);
    const key = await requireKey(own, id);
    const custom = customPricesOf(await own.customPrices.list());
    const served: Served = { provider: key.provider, custom, atMs: context.services.now() };
    const last = trial.safeParse(key.trial).data;
    const listed = last?.models;
    if (last !== undefined && listed !== undefined) {
      const data = listed.ids.toSorted().map((model) => keyModel(served, model));
      return { data, source: 'upstream', listedAt: last.at, total: listed.count };
    }
    const known = modelsOf(key.provider).filter(({ deprecated }) => !deprecated);
    const data = known.map((model) => keyModel(served, model.id));
    return { data, source: 'catalogue', listedAt: null, total: data.length };
  },
});
