import { rateCall } from '@weir/db/sql/call-rating';
import { readReceipt } from '@weir/db/sql/receipt';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';

/** Says how good the answer of a call is, for its project's smart routes to learn from. What is said last counts. */
export const rateAnswer = verb({
  action: 'route.write',
  input: z.strictObject({
    callId: idField,
    score: z.number().min(0).max(1).describe('From 0 (useless) to 1 (right).'),
  }),
  output: z.strictObject({ score: z.number() }),
  async run({ services, actor }, { callId, score }) {
    const { organizationId, memberId } = actor;
    const receipt = await readReceipt(services.sql, { organizationId, callId });
    if (receipt === undefined) throw notFound('call');
    await rateCall(services.sql, {
      kind: 'feedback',
      ...{ organizationId, projectId: receipt.projectId, callId: receipt.callId, score, sampled: false },
      saidAtMs: services.now(),
      ...(memberId === undefined ? {} : { memberId }),
    });
    return { score };
  },
});
