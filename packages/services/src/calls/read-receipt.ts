import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { receiptOf } from './receipt-of.ts';
import { receiptView } from './view.ts';

/** The receipt of a call. A call that is not recorded yet is not found; it is within seconds. */
export const readCallReceipt = verb({
  action: 'call.read',
  input: z.strictObject({ callId: idField }),
  output: receiptView,
  async run(context, { callId }) {
    const receipt = await receiptOf(context, callId);
    if (receipt === undefined) throw notFound('call');
    return receipt;
  },
});
