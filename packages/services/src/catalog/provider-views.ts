import { providers } from '@weir/providers/registry';
import { z } from 'zod';

/** A provider as it is shown. */
export const providerView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    baseUrl: z.string().nullable().describe('Null: each key must bring its own, or there is none.'),
    operations: z.array(z.string()),
    needsKey: z.boolean().describe('False: it answers without a provider key.'),
    needsBaseUrl: z.boolean(),
    keysUrl: z.string().nullable().describe("The vendor's page where keys are made, where there is one."),
  })
  .meta({ id: 'Provider' });

/** The providers that this release knows, the widely used ones first. */
export function providerViews(): z.output<typeof providerView>[] {
  return providers().map(({ id, name, baseUrl, operations, keysUrl, local }) => ({
    id,
    name,
    baseUrl: baseUrl ?? null,
    operations: [...operations],
    needsKey: local === undefined,
    needsBaseUrl: baseUrl === undefined && local === undefined,
    keysUrl: keysUrl ?? null,
  }));
}
