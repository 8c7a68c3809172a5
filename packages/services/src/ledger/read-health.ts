import { readLedgerHealth as readRecorded } from '@weir/db/sql/ledger-health';
import { z } from 'zod';
import { timeField } from '../fields.ts';
import { readLiveSpool } from '../gateway/live-spool.ts';
import { verb } from '../verb.ts';

const ledgerHealthView = z
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

/** Whether what was served is what was recorded. Answers in part when the gateway is away, with the reason. */
export const readLedgerHealth = verb({
  action: 'ledger.read',
  input: z.strictObject({}),
  output: ledgerHealthView,
  async run({ services, actor }) {
    const [ledger, live] = await Promise.all([
      readRecorded(services.sql, actor.organizationId),
      readLiveSpool(services),
    ]);
    if (live.kind === 'unknown') return { ...ledger, served: null, pending: null, reason: live.reason };
    const pending = Math.max(0, live.spool.served - live.spool.recorded);
    return { ...ledger, served: ledger.recorded + pending, pending, reason: null };
  },
});
