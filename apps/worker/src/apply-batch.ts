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

/** How long a batch waits for the one before it, which another worker may have in hand. */
const predecessorMsMax = 500;
const predecessorPollMs = 15;
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

/**
 * Writes a batch when its turn has come. One that is early waits for its predecessor, but only once for the same one:
 * when that is lost, the batches after it are let go at once, and their spool sends all of them again in order.
 */
function createTurns(options: ApplyOptions) {
  const lost = new Map<string, string>();
  return async (write: UsageWrite): Promise<UsageWritten> => {
    const { spoolId } = write.batch;
    const deadline = performance.now() + predecessorMsMax;
    for (;;) {
      const written = await writePatiently(options, write);
      const at = `${written.watermark.position.segment}/${written.watermark.position.offset}`;
      if (written.status !== 'gap' || lost.get(spoolId) === at) return written;
      if (performance.now() > deadline) {
        if (lost.size > 10_000) lost.clear();
        lost.set(spoolId, at);
      }
      await sleep(predecessorPollMs);
    }
  };
}

/** Turns batches into ledger rows. */
export function createBatchHandler(options: ApplyOptions): BatchHandler {
  const { log, metrics } = options;
  const countCorrupt = createCorruptCount();
  const writeInTurn = createTurns(options);

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

  return async (batch) => {
    const beginMs = performance.now();
    const written = await writeInTurn(await read(batch));
    metrics.written(written, performance.now() - beginMs);
    const { spoolId } = batch;
    if (written.status === 'gap') log.warn({ spoolId, from: batch.from }, 'a batch came without the one before it');
    if (written.deadLetters > 0) {
      log.error({ spoolId, deadLetters: written.deadLetters }, 'records went to usage.dead_letters');
    }
  };
}
