import { hashKey, mintGatewayKey } from '@weir/access/gateway-key';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { requireLive } from './require-live.ts';
import { newGatewayKeyView, toGatewayKeyView } from './view.ts';

const graceSecondsMax = 30 * 24 * 3600;

const graceSecondsField = z
  .int()
  .min(0)
  .max(graceSecondsMax)
  .optional()
  .describe('How long the old key stays good, up to 30 days; none when absent.');

/** Gives a gateway key a new text. A key rotated twice within its grace keeps only the last old text. */
export const rotateGatewayKey = verb({
  action: 'gateway_key.write',
  input: z.strictObject({ id: idField, graceSeconds: graceSecondsField }),
  output: newGatewayKeyView,
  async run(context, { id, graceSeconds = 0 }) {
    const key = mintGatewayKey();
    const { result } = await write(context, async ({ own, audit, affects, nowMs }) => {
      const known = await requireLive(own, id);
      const grace =
        graceSeconds === 0
          ? { previousHash: null, graceUntil: null }
          : { previousHash: known.hash, graceUntil: new Date(nowMs + graceSeconds * 1000) };
      const row = await own.gatewayKeys.update(id, { hash: hashKey(key), lastFour: key.slice(-4), ...grace });
      await audit({
        action: 'gateway_key.rotate',
        subjectKind: 'gateway_key',
        subjectId: id,
        detail: { graceSeconds },
      });
      affects(known.projectId);
      return row ?? known;
    });
    return { ...toGatewayKeyView(result), key };
  },
});
