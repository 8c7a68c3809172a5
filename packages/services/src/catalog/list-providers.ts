import { z } from 'zod';
import { verb } from '../verb.ts';
import { providerView, providerViews } from './provider-views.ts';

/** The providers that this release knows. */
export const listProviders = verb({
  action: 'catalog.read',
  input: z.strictObject({}),
  output: z.strictObject({ data: z.array(providerView), nextCursor: z.null() }),
  async run() {
    return { data: providerViews(), nextCursor: null };
  },
});
