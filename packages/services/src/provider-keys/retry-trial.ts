import { z } from 'zod';
import { idField } from '../fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { requireKey } from './require-key.ts';
import { restStatus, saveAndTry } from './save-and-try.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

/** Tries a provider key again. One that a failed trial has disabled comes back when it works now. */
export const retryProviderKeyTrial = verb({
  action: 'provider_key.write',
  input: z.strictObject({ id: idField }),
  output: providerKeyView,
  async run(context, { id }) {
    const key = await saveAndTry(context, async ({ own }) => {
      const known = await requireKey(own, id);
      if (known.kind === 'usage') throw new ServiceError('conflict', 'Keys of kind usage make no calls to try.');
      return { key: known, rest: restStatus(known), isTried: true };
    });
    return toProviderKeyView(key);
  },
});
