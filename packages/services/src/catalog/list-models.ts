import { modelsOf } from '@weir/catalog/models';
import type { BucketPrices } from '@weir/catalog/price';
import { priceAt } from '@weir/catalog/price-book';
import { usdFromPico } from '@weir/catalog/usd';
import { providers } from '@weir/providers/registry';
import { z } from 'zod';
import { verb } from '../verb.ts';

const modelView = z
  .strictObject({
    provider: z.string(),
    id: z.string(),
    operations: z.array(z.string()),
    contextWindow: z.int().nullable().describe('Tokens; null when not known.'),
    deprecated: z.boolean(),
    usdPerMillion: z
      .record(z.string(), z.string())
      .nullable()
      .describe("The list price now, by bucket; null when not known. The organization's own prices go before it."),
    priceId: z.string().nullable(),
  })
  .meta({ id: 'Model' });

function amounts(buckets: BucketPrices): Record<string, string> {
  return Object.fromEntries(
    Object.entries(buckets).map(([bucket, price]) => [bucket, usdFromPico(price.picoUsdPerMillion)]),
  );
}

function viewsOf(provider: string, atMs: number): z.output<typeof modelView>[] {
  return modelsOf(provider).map((model) => {
    const { id, operations, contextWindow, deprecated } = model;
    const price = priceAt({ provider, model: id, atMs });
    return {
      provider,
      id,
      operations: [...operations],
      contextWindow: contextWindow ?? null,
      deprecated,
      usdPerMillion: price === undefined ? null : amounts(price.buckets),
      priceId: price?.id ?? null,
    };
  });
}

/** The models that the catalogue knows, with what they cost now. */
export const listModels = verb({
  action: 'catalog.read',
  input: z.strictObject({ provider: z.string().max(64).optional() }),
  output: z.strictObject({ data: z.array(modelView), nextCursor: z.null() }),
  async run({ services }, { provider }) {
    const ids = providers().map(({ id }) => id);
    const asked = provider === undefined ? ids : ids.filter((id) => id === provider);
    return { data: asked.flatMap((id) => viewsOf(id, services.now())), nextCursor: null };
  },
});
