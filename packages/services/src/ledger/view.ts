import { z } from 'zod';
import { timeField } from '../fields.ts';

/** Whether what was served is what was recorded. */
export const ledgerHealthView = z
  .strictObject({
    served: z.int().nullable().describe('Attempts closed: recorded and pending. Null when pending is not known.'),
    recorded: z.int().describe("This organization's attempts in the ledger."),
    pending: z
      .int()
      .nullable()
      .describe("Closed by the gateway and not recorded yet, of all organizations: at least this one's."),
    interrupted: z.int().describe('Of those recorded: cut by the death of a gateway.'),
    deadLetters: z.int().describe('Records that could not be written, kept with the reason.'),
    lagMs: z.int().nullable().describe('From the end of an attempt until it was recorded, the longest lately.'),
    lastRecordedAt: timeField.nullable(),
    reason: z.string().nullable().describe('Why a part is not known.'),
  })
  .meta({ id: 'LedgerHealth' });
export type LedgerHealthView = z.output<typeof ledgerHealthView>;
