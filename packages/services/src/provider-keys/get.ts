import { z } from 'zod';
import { idField } from '../fields.ts';
import { readRefusedKeys } from '../gateway/live-health.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { requireKey } from './require-key.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

/** One provider key, without its secret. */
export const getProviderKey = verb({
  action: 'provider_key.read',
  input: z.strictObject({ id: idField }),
  output: providerKeyView,
  async run(context, { id }) {
    const row = await requireKey(read(context), id);
    const refused = await readRefusedKeys(context.services, context.actor.organizationId);
    return toProviderKeyView(row, refused.get(id));
  },
});
