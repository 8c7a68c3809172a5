import type {
  AttemptRecord,
  CallRecord,
  FeedbackRecord,
  LedgerRecord,
  SpoolPosition,
  Watermark,
} from '@weir/protocol/ledger';
import postgres from 'postgres';
import type { Sql, TransactionSql } from './client.ts';
import { usageChannel } from './recorded-calls.ts';
import { insertAttempts } from './write-usage-attempts.ts';
import { insertCalls } from './write-usage-calls.ts';
import { type DeadLetter, insertDeadLetters } from './write-usage-dead-letters.ts';
import { upsertFeedback } from './write-usage-feedback.ts';

/** A run of a spool: its records, and where it starts and ends. */
export type UsageWrite = {
  readonly batch: {
    readonly spoolId: string;
    readonly from: SpoolPosition;
    readonly to: SpoolPosition;
    /** Ledger lines of the spool before `to`. */
    readonly attempts: number;
  };
  readonly records: readonly LedgerRecord[];
  /** What the reader of the batch could not take for records. */
  readonly poison?: readonly DeadLetter[];
};

/**
 * `applied`: everything up to `to` is in now. `already`: it was in before. `gap`: something before `from` is not in yet,
 * nothing was written. Counts are of rows added, of feedback of rows added or changed.
 */
export type UsageWritten = {
  readonly status: 'applied' | 'already' | 'gap';
  readonly watermark: Watermark;
  readonly attempts: number;
  readonly calls: number;
  readonly interrupted: number;
  readonly feedback: number;
  readonly deadLetters: number;
};

type WatermarkRow = { segment: bigint; offset: bigint; attempts: bigint };
type Added = { attempts: number; calls: number; interrupted: number; feedback: number; letters: DeadLetter[] };

function compare(a: SpoolPosition, b: SpoolPosition): number {
  return a.segment === b.segment ? a.offset - b.offset : a.segment - b.segment;
}

/** Locks the spool's watermark until the transaction ends, so that its batches apply one after the other. */
async function lockWatermark(tx: TransactionSql, spoolId: string): Promise<Watermark> {
  const read = () => tx<WatermarkRow[]>`
    select segment, "offset", attempts from usage.watermarks where spool_id = ${spoolId} for update`;
  let [row] = await read();
  if (row === undefined) {
    await tx`
      insert into usage.watermarks (spool_id, segment, "offset") values (${spoolId}, 0, 0) on conflict do nothing`;
    [row] = await read();
  }
  const position = { segment: Number(row?.segment ?? 0n), offset: Number(row?.offset ?? 0n) };
  return { spoolId, position, attempts: Number(row?.attempts ?? 0n) };
}

/** True when the record itself is at fault: data exceptions, broken constraints, exceeded limits of a value. */
function isRecordsFault(error: unknown): error is postgres.PostgresError {
  return error instanceof postgres.PostgresError && /^(22|23|54)/.test(error.code);
}

function isAttempt(record: LedgerRecord): record is AttemptRecord {
  return record.kind === 'attempt';
}

function isCall(record: LedgerRecord): record is CallRecord {
  return record.kind === 'call';
}

function isFeedback(record: LedgerRecord): record is FeedbackRecord {
  return record.kind === 'feedback';
}

async function insertAll(tx: TransactionSql, records: readonly LedgerRecord[]): Promise<Added> {
  const { inserted, interrupted } = await insertAttempts(tx, records.filter(isAttempt));
  const calls = await insertCalls(tx, records.filter(isCall));
  const feedback = await upsertFeedback(tx, records.filter(isFeedback));
  return { attempts: inserted, interrupted, calls, feedback, letters: [] };
}

/** One record after the other, each alone: those that Postgres refuses come out as dead letters. */
async function insertEach(tx: TransactionSql, records: readonly LedgerRecord[]): Promise<Added> {
  const sum: Added = { attempts: 0, calls: 0, interrupted: 0, feedback: 0, letters: [] };
  for (const record of records) {
    try {
      const added = await tx.savepoint((inner) => insertAll(inner, [record]));
      sum.attempts += added.attempts;
      sum.calls += added.calls;
      sum.interrupted += added.interrupted;
      sum.feedback += added.feedback;
    } catch (error) {
      if (!isRecordsFault(error)) throw error;
      const reason = `${error.code} ${error.message}`;
      sum.letters.push({ organizationId: record.organizationId, reason, text: JSON.stringify(record) });
    }
  }
  return sum;
}

async function insertRecords(tx: TransactionSql, records: readonly LedgerRecord[]): Promise<Added> {
  try {
    return await tx.savepoint((inner) => insertAll(inner, records));
  } catch (error) {
    if (!isRecordsFault(error)) throw error;
    return insertEach(tx, records);
  }
}

/** Tells those who watch, when this transaction is in, whose Calls it brought. */
async function tell(tx: TransactionSql, records: readonly LedgerRecord[]): Promise<void> {
  const ids = [...new Set(records.filter(isCall).map(({ organizationId }) => organizationId))];
  if (ids.length > 0) await tx`select pg_notify(${usageChannel}, id::text) from unnest(${ids}::uuid[]) as id`;
}

async function apply(tx: TransactionSql, write: UsageWrite): Promise<UsageWritten> {
  const { batch, records, poison = [] } = write;
  const { spoolId, to } = batch;
  const added = await insertRecords(tx, records);
  const place = { spoolId, position: batch.from };
  const deadLetters = await insertDeadLetters(tx, place, [...poison, ...added.letters]);
  await tx`
    update usage.watermarks set
      segment = ${to.segment}, "offset" = ${to.offset}, attempts = ${batch.attempts},
      interrupted = interrupted + ${added.interrupted}, dead_letters = dead_letters + ${deadLetters}, updated_at = now()
    where spool_id = ${spoolId}`;
  if (added.calls > 0) await tell(tx, records);
  const { attempts, calls, interrupted, feedback } = added;
  const watermark = { spoolId, position: to, attempts: batch.attempts };
  return { status: 'applied', watermark, attempts, calls, interrupted, feedback, deadLetters };
}

/**
 * Writes a batch and moves its spool's watermark, in one transaction: a batch is in exactly once, whoever brings it and
 * however often. Records that cannot be written go to usage.dead_letters and stop nothing. Throws when Postgres itself
 * fails; nothing is written then.
 */
export async function writeUsage(sql: Sql, write: UsageWrite): Promise<UsageWritten> {
  const { batch } = write;
  return sql.begin(async (tx) => {
    const watermark = await lockWatermark(tx, batch.spoolId);
    const none = { watermark, attempts: 0, calls: 0, interrupted: 0, feedback: 0, deadLetters: 0 };
    if (compare(batch.to, watermark.position) <= 0) return { status: 'already' as const, ...none };
    if (compare(batch.from, watermark.position) > 0) return { status: 'gap' as const, ...none };
    return apply(tx, write);
  });
}
