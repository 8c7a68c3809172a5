import { z } from 'zod';
import { given, idField, limitsField, nameField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { routingFields } from './fields.ts';
import { requireKey } from './require-key.ts';
import { affectedBy } from './save-and-try.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

/**
 * Renames, reorders, enables or disables a provider key, or changes what routes go by. Its base URL is not for changing without a new secret (see
 * rotate): whoever may not read the secret could send it anywhere.
 */
export const updateProviderKey = verb({
  action: 'provider_key.write',
  input: z.strictObject({
    id: idField,
    name: nameField.optional(),
    status: z.enum(['active', 'disabled']).optional(),
    position: z.int().min(0).max(1_000_000).optional(),
    ...routingFields,
    limits: limitsField,
  }),
  output: providerKeyView,
  async run(context, { id, limits: _limits, ...fields }) {
    const change = given(fields);
    const { result } = await write(context, async ({ own, audit, affects }) => {
      const known = await requireKey(own, id);
      const row = await own.providerKeys.update(id, change);
      await audit({ action: 'provider_key.update', subjectKind: 'provider_key', subjectId: id, detail: change });
      affects(affectedBy(known));
      return row ?? known;
    });
    return toProviderKeyView(result);
  },
});
