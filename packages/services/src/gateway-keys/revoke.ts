import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { gatewayKeyView, toGatewayKeyView } from './view.ts';

/** Revokes a gateway key for good, its text from before a rotation too. Revoking twice changes nothing. */
export const revokeGatewayKey = verb({
  action: 'gateway_key.write',
  input: z.strictObject({ id: idField }),
  output: gatewayKeyView,
  async run(context, { id }) {
    const { result } = await write(context, async ({ own, audit, affects, nowMs }) => {
      const known = await own.gatewayKeys.get(id);
      if (known === undefined) throw notFound('gateway key');
      if (known.revokedAt !== null) return known;
      const change = { revokedAt: new Date(nowMs), previousHash: null, graceUntil: null };
      const row = await own.gatewayKeys.update(id, change);
      await audit({ action: 'gateway_key.revoke', subjectKind: 'gateway_key', subjectId: id });
      affects(known.projectId);
      return row ?? known;
    });
    return toGatewayKeyView(result);
  },
});
