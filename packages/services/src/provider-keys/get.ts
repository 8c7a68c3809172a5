import { z } from 'zod';
import { idField } from '../fields.ts';
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
    return toProviderKeyView(await requireKey(read(context), id));
  },
});
