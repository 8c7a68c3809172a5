import { z } from 'zod';
import { verb } from '../verb.ts';
import { healthOf } from './health-of.ts';
import { ledgerHealthView } from './view.ts';

/** Whether what was served is what was recorded. Answers in part when the gateway is away, with the reason. */
export const readLedgerHealth = verb({
  action: 'ledger.read',
  input: z.strictObject({}),
  output: ledgerHealthView,
  run: (context) => healthOf(context),
});
