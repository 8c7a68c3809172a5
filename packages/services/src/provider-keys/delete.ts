import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { requireKey } from './require-key.ts';
import { affectedBy } from './save-and-try.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

/** Deletes a provider key with its sealed secret. The ledger keeps its id. */
export const deleteProviderKey = verb({
  action: 'provider_key.write',
  input: z.strictObject({ id: idField }),
  output: providerKeyView,
  async run(context, { id }) {
    const { result } = await write(context, async ({ own, audit, affects }) => {
      const known = await requireKey(own, id);
      await own.providerKeys.remove(id);
      const { provider, name } = known;
      await audit({
        action: 'provider_key.delete',
        subjectKind: 'provider_key',
        subjectId: id,
        detail: { provider, name },
      });
      affects(affectedBy(known));
      return known;
    });
    return toProviderKeyView(result);
  },
});
