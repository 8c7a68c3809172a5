import type { Sql } from '@weir/db/sql/client';
import type { QueueConnection } from '@weir/queue/connection';
import { createUsageConsumer } from '@weir/queue/consumer';
import { createUsageProducer } from '@weir/queue/producer';
import type { Logger } from '@weir/runtime/logger';
import { createBatchHandler } from './apply-batch.ts';
import { startUpkeep } from './upkeep.ts';
import { createWorkerMetrics } from './worker-metrics.ts';

export type WorkerDeps = {
  readonly sql: Sql;
  readonly queue: QueueConnection;
  readonly log: Logger;
  readonly now: () => number;
};

/** A running worker. */
export type UsageWorker = {
  /** Why it does not work, in words; empty when it does. */
  reasons(): Promise<string[]>;
  metrics(): Promise<{ text: string; contentType: string }>;
  /** Finishes the batch in hand. The caller closes `sql`. */
  close(): Promise<void>;
};

const pingMs = 2_000;

async function answers(sql: Sql): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, pingMs, false).unref());
  const ping = sql`select 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([ping, late]);
}

/** Consumes usage and keeps the ledger tables in shape; goes on trying while Postgres or the queue is away. */
export function createWorker({ sql, queue, log, now }: WorkerDeps): UsageWorker {
  const stop = new AbortController();
  const monitor = createUsageProducer(queue);
  const metrics = createWorkerMetrics(() => monitor.depth());
  const handle = createBatchHandler({ sql, log, metrics, stop: stop.signal });
  const consumer = createUsageConsumer(queue, handle, { log });
  const upkeep = startUpkeep({ sql, log, now });
  return {
    async reasons() {
      const reasons = consumer.running() ? [] : ['the usage queue cannot be reached'];
      return (await answers(sql)) ? reasons : [...reasons, 'Postgres cannot be reached'];
    },
    metrics: async () => ({ text: await metrics.exposed.expose(), contentType: metrics.exposed.contentType }),
    async close() {
      stop.abort();
      await consumer.close();
      await Promise.all([upkeep.stop(), monitor.close()]);
    },
  };
}
