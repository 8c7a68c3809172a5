import type { UsageWritten } from '@weir/db/sql/write-usage';
import type { QueueDepth } from '@weir/queue/queue-depth';
import { createMetrics, type Metrics } from '@weir/runtime/metrics';

/** What the worker counts. */
export type WorkerMetrics = {
  readonly exposed: Metrics;
  written(result: UsageWritten, durationMs: number): void;
  /** A batch whose payload could not be unpacked. */
  corrupt(): void;
};

/** The worker's metrics; `depth` is asked at each scrape. */
export function createWorkerMetrics(depth: () => Promise<QueueDepth | undefined>): WorkerMetrics {
  const metrics = createMetrics();
  const batches = metrics.counter({
    name: 'usage_batches_total',
    help: 'Batches taken from the queue, by what became of them.',
    labels: ['outcome'],
  });
  const rows = metrics.counter({ name: 'usage_rows_total', help: 'Rows added to the ledger.', labels: ['kind'] });
  const duration = metrics.histogram({
    name: 'usage_batch_seconds',
    help: 'Time to write one batch.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  metrics.gauge({
    name: 'usage_queue_batches',
    help: 'Batches in the queue, by what they wait for.',
    labels: ['state'],
    async collect(gauge) {
      for (const [state, count] of Object.entries((await depth()) ?? {})) gauge.set({ state }, count);
    },
  });
  return {
    exposed: metrics,
    written(result, durationMs) {
      batches.inc({ outcome: result.status });
      rows.inc({ kind: 'attempt' }, result.attempts);
      rows.inc({ kind: 'call' }, result.calls);
      rows.inc({ kind: 'interrupted' }, result.interrupted);
      rows.inc({ kind: 'feedback' }, result.feedback);
      rows.inc({ kind: 'dead_letter' }, result.deadLetters);
      duration.observe(durationMs / 1_000);
    },
    corrupt: () => batches.inc({ outcome: 'corrupt' }),
  };
}
