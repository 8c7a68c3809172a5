import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '@weir/db/sql/client';
import { type UsageWrite, type UsageWritten, writeUsage } from '@weir/db/sql/write-usage';
import { readRecords, unpackRecords } from '@weir/queue/batch-records';
import { type BatchHandler, BatchRejected } from '@weir/queue/consumer';
import type { UsageBatch } from '@weir/queue/usage-batch';
import type { Logger } from '@weir/runtime/logger';
import type { WorkerMetrics } from './worker-metrics.ts';

export type ApplyOptions = {
  readonly sql: Sql;
  readonly log: Logger;
  readonly metrics: WorkerMetrics;
  /** Aborted when the worker stops: a batch that waits for Postgres goes back to the queue. */
  readonly stop: AbortSignal;
};

/** A batch that came before its turn is tried again so often; after that its spool sends what is missing, and it. */
const earlyTriesMax = 5;
/** So many copies of a batch may be unreadable before it is kept as a dead letter and passed over. */
const corruptTriesMax = 5;
const databaseRetryMs = 1_000;
const writeMsMax = 60_000;

/** Counts unreadable copies of the batch that each spool is waiting for. */
function createCorruptCount() {
  const bySpool = new Map<string, { from: string; count: number }>();
  return (batch: UsageBatch): number => {
    const from = `${batch.from.segment}/${batch.from.offset}`;
    const known = bySpool.get(batch.spoolId);
    const count = known?.from === from ? known.count + 1 : 1;
    if (bySpool.size > 10_000) bySpool.clear();
    bySpool.set(batch.spoolId, { from, count });
    return count;
  };
}

async function writeOnce(sql: Sql, write: UsageWrite): Promise<UsageWritten> {
  const late = new AbortController();
  const timeout = sleep(writeMsMax, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`Postgres did not take a batch within ${writeMsMax} ms`);
  });
  timeout.catch(() => undefined);
  try {
    return await Promise.race([writeUsage(sql, write), timeout]);
  } finally {
    late.abort();
  }
}

/** Writes until Postgres takes it: while it is away batches wait here and in the queue, and records in the spools. */
async function writePatiently({ sql, log, stop }: ApplyOptions, write: UsageWrite): Promise<UsageWritten> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await writeOnce(sql, write);
    } catch (error) {
      if (stop.aborted) throw error;
      if (tries % 10 === 1) log.warn({ err: error, tries }, 'Postgres does not take usage; trying again');
      await sleep(databaseRetryMs, undefined, { signal: stop });
    }
  }
}

/** Turns batches into ledger rows. */
export function createBatchHandler(options: ApplyOptions): BatchHandler {
  const { log, metrics } = options;
  const countCorrupt = createCorruptCount();

  const read = async (batch: UsageBatch): Promise<UsageWrite> => {
    try {
      return { batch, ...readRecords(await unpackRecords(batch.records)) };
    } catch (error) {
      metrics.corrupt();
      const reason = `the batch cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`;
      if (countCorrupt(batch) < corruptTriesMax) throw new BatchRejected(reason, error);
      return { batch, records: [], poison: [{ reason, text: batch.records }] };
    }
  };

  return async (batch, tries) => {
    const beginMs = performance.now();
    const written = await writePatiently(options, await read(batch));
    metrics.written(written, performance.now() - beginMs);
    if (written.deadLetters > 0) {
      log.error({ spoolId: batch.spoolId, deadLetters: written.deadLetters }, 'records went to usage.dead_letters');
    }
    return written.status === 'gap' && tries < earlyTriesMax ? 'later' : 'done';
  };
}
