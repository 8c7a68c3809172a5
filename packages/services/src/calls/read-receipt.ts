import { readReceipt } from '@weir/db/sql/receipt';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { receiptView } from './view.ts';

/** The receipt of a call. A call that is not recorded yet is not found; it is within seconds. */
export const readCallReceipt = verb({
  action: 'call.read',
  input: z.strictObject({ callId: idField }),
  output: receiptView,
  async run({ services, actor }, { callId }) {
    const receipt = await readReceipt(services.sql, { organizationId: actor.organizationId, callId });
    if (receipt === undefined) throw notFound('call');
    const attempts = receipt.attempts.map(({ cost, ...attempt }) => {
      return { ...attempt, cost: { ...cost, lines: cost.lines.map((line) => ({ ...line })) } };
    });
    return { ...receipt, attempts };
  },
});
