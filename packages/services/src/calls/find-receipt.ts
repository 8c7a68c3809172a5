import { z } from 'zod';
import { idField } from '../fields.ts';
import { verb } from '../verb.ts';
import { receiptOf } from './receipt-of.ts';
import { receiptView } from './view.ts';

/** The receipt of a call, or null: for who waits until it is recorded, which is no failure. */
export const findCallReceipt = verb({
  action: 'call.read',
  input: z.strictObject({ callId: idField }),
  output: z.strictObject({ receipt: receiptView.nullable() }),
  run: async (context, { callId }) => ({ receipt: (await receiptOf(context, callId)) ?? null }),
});
