import { instance } from '@weir/db/prisma/instance';
import { operator } from '@weir/db/prisma/operator';
import { type InstanceUsage, readInstanceUsage } from '@weir/db/sql/instance-usage';
import { lastRecordedAt } from '@weir/db/sql/watermarks';
import { version } from '@weir/runtime/version';
import { z } from 'zod';
import { timeField, timeOrNull } from '../fields.ts';
import { type LiveSpoolAnswer, readLiveSpool } from '../gateway/live-spool.ts';
import { readInstanceStatus } from '../instance/read-status.ts';
import { operatorVerb } from '../verb.ts';
import { signUpModeView } from './sign-up-mode-view.ts';

const ledgerView = z.strictObject({
  served: z.int().nullable().describe('Attempts closed by the gateway. Null where it cannot be asked.'),
  recorded: z.int().nullable().describe('Of those: in the ledger.'),
  pending: z.int().nullable().describe('Of those: in the spool or the queue.'),
  pendingBytes: z.int().nullable().describe('Of the spool on disk.'),
  openAttempts: z.int().nullable(),
  deadLetters: z.int(),
  lastRecordedAt: timeField.nullable(),
  lagMs: z.int().nullable().describe('Since something was recorded, while something is pending; 0 when nothing is.'),
  reason: z.string().nullable().describe('Why a part is not known.'),
});

function ledgerOf(live: LiveSpoolAnswer, held: { usage: InstanceUsage; last: Date | undefined; nowMs: number }) {
  const { usage, last, nowMs } = held;
  const recordedNow = { deadLetters: Number(usage.deadLetters), lastRecordedAt: timeOrNull(last ?? null) };
  if (live.kind === 'unknown') {
    const unknown = { served: null, recorded: null, pending: null, pendingBytes: null, openAttempts: null };
    return { ...unknown, ...recordedNow, lagMs: null, reason: live.reason };
  }
  const { served, recorded, pendingBytes, openAttempts } = live.spool;
  const pending = Math.max(0, served - recorded);
  const sinceMs = last === undefined ? null : Math.max(0, nowMs - last.getTime());
  const lagMs = pending === 0 ? 0 : sinceMs;
  return { served, recorded, pending, pendingBytes, openAttempts, ...recordedNow, lagMs, reason: null };
}

/** The instance as its operator sees it: health and size, nothing of any organization. */
export const readInstance = operatorVerb({
  input: z.strictObject({}),
  output: z.strictObject({
    version: z.string(),
    organizations: z.int(),
    users: z.int(),
    calls: z.int().describe('Recorded, of all organizations.'),
    databaseBytes: z.int(),
    signUp: signUpModeView,
    isMailConfigured: z.boolean().describe('False: mails are kept here instead of sent.'),
    parts: z.array(z.strictObject({ name: z.string(), state: z.enum(['good', 'warn', 'bad']), detail: z.string() })),
    ledger: ledgerView,
  }),
  async run({ services }) {
    const { database, sql, mailer, signUpMode: environment } = services;
    const [sizes, usage, chosen, parts, live, last] = await Promise.all([
      operator(database).sizes(),
      readInstanceUsage(sql),
      instance(database).signUpMode(),
      readInstanceStatus(services),
      readLiveSpool(services),
      lastRecordedAt(sql),
    ]);
    return {
      version,
      ...sizes,
      calls: Number(usage.calls),
      databaseBytes: Number(usage.databaseBytes),
      signUp: { mode: chosen ?? environment, chosen: chosen ?? null, environment },
      isMailConfigured: mailer.isConfigured,
      parts: [...parts],
      ledger: ledgerOf(live, { usage, last, nowMs: services.now() }),
    };
  },
});
