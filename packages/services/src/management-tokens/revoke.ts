import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound, ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { managementTokenView, toManagementTokenView } from './view.ts';

/** Revokes a management token for good. Only an owner may revoke an owner's. Revoking twice changes nothing. */
export const revokeManagementToken = verb({
  action: 'management_token.write',
  input: z.strictObject({ id: idField }),
  output: managementTokenView,
  async run(context, { id }) {
    const { result } = await write(context, async ({ own, audit, nowMs }) => {
      const known = await own.managementTokens.get(id);
      if (known === undefined) throw notFound('management token');
      if (known.role === 'owner' && context.actor.role !== 'owner') {
        throw new ServiceError('forbidden', "Only an owner may revoke an owner's token.");
      }
      if (known.revokedAt !== null) return known;
      const row = await own.managementTokens.update(id, { revokedAt: new Date(nowMs) });
      await audit({ action: 'management_token.revoke', subjectKind: 'management_token', subjectId: id });
      return row ?? known;
    });
    return toManagementTokenView(result);
  },
});
