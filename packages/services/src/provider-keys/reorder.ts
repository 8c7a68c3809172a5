import type { ProviderKey } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

function compareKeys(a: ProviderKey, b: ProviderKey): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}

/** `keys` with those of `ids` first, in that order. Throws `not_found` for an id that is none of theirs. */
function ordered(keys: readonly ProviderKey[], ids: readonly string[]): ProviderKey[] {
  const rest = new Map(keys.toSorted(compareKeys).map((key) => [key.id, key]));
  const named = [...new Set(ids)].map((id) => {
    const key = rest.get(id);
    if (key === undefined) throw notFound('provider key');
    rest.delete(id);
    return key;
  });
  return [...named, ...rest.values()];
}

/**
 * Puts provider keys into the order of `ids`; those that it does not name follow in the order that they had. All of it
 * counts at once: no call sees half of a new order.
 */
export const reorderProviderKeys = verb({
  action: 'provider_key.write',
  input: z.strictObject({ ids: z.array(idField).min(1).max(1_000) }),
  output: z.strictObject({ data: z.array(providerKeyView) }),
  async run(context, { ids }) {
    const { result } = await write(context, async ({ own, audit, affects }) => {
      const keys = ordered(await own.providerKeys.list(), ids).map((key, position) => ({ ...key, position }));
      for (const { id, position } of keys) await own.providerKeys.update(id, { position });
      const order = keys.map(({ id }) => id);
      await audit({
        action: 'provider_key.reorder',
        subjectKind: 'organization',
        subjectId: own.id,
        detail: { order },
      });
      affects('every project');
      return keys;
    });
    return { data: result.map((row) => toProviderKeyView(row)) };
  },
});
