import { z } from 'zod';
import { idField, pageFields, pageOf } from '../fields.ts';
import { readRefusedKeys } from '../gateway/live-health.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { providerKeyView, toProviderKeyView } from './view.ts';

/** Provider keys, newest first; with `projectId` those that belong to that project alone. */
export const listProviderKeys = verb({
  action: 'provider_key.read',
  input: z.strictObject({ projectId: idField.optional(), ...pageFields }),
  output: pageOf(providerKeyView),
  async run(context, { projectId, ...input }) {
    const page = pageRequest(input);
    const [rows, refused] = await Promise.all([
      read(context).providerKeys.list({ projectId, ...page.query }),
      readRefusedKeys(context.services, context.actor.organizationId),
    ]);
    return pageFrom(rows, page.take, (row) => toProviderKeyView(row, refused.get(row.id)));
  },
});
