import { readCallRating } from '@weir/db/sql/call-rating';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';

/** How good the answer of a call was last said to be, from 0 to 1; null when nobody rated it. */
export const readAnswerRating = verb({
  action: 'call.read',
  input: z.strictObject({ callId: idField }),
  output: z.strictObject({ score: z.number().nullable() }),
  async run({ services, actor: { organizationId } }, { callId }) {
    return { score: (await readCallRating(services.sql, { organizationId, callId })) ?? null };
  },
});
