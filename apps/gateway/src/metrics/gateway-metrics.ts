import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createMetrics } from '@weir/runtime/metrics';
import type { LiveState } from '../endpoints/internal.ts';
import type { Gateway } from '../gateway-deps.ts';
import { exposeCounts, exposeTraffic } from './expose-traffic.ts';

/** What a scrape of this process gives. */
export type GatewayMetrics = {
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>;
  close(): void;
};

const lagResolutionMs = 20;
const nanosecondsPerSecond = 1e9;

type Gauge = readonly [name: string, help: string, read: () => number];

function gaugesOf({ deps }: Gateway, live: LiveState): readonly Gauge[] {
  const spool = () => deps.spool.stats();
  return [
    ['open_exchanges', 'Requests that are not answered in full.', () => live.open],
    ['draining', '1 while this process stops.', () => Number(live.draining)],
    ['spool_bytes', 'Bytes of the spool on disk.', () => spool().bytes],
    ['spool_bytes_max', 'Bytes at which the spool takes no more.', () => spool().bytesMax],
    ['spool_pending_bytes', 'Bytes of the spool that are not in Postgres.', () => spool().pendingBytes],
    ['spool_segments', 'Files of the spool.', () => spool().segments],
    ['spool_open_attempts', 'Attempts that are started and not closed.', () => spool().openAttempts],
    ['spool_writable', '0 while new calls are refused for want of the spool.', () => Number(!spool().failing)],
    ['ledger_lines_served', 'Attempts closed in this spool.', () => spool().served],
    ['ledger_lines_recorded', 'Of them, those known to be in Postgres.', () => spool().recorded],
    [
      'ledger_lag_seconds',
      'Since Postgres last made progress; 0 when it has all.',
      () => deps.shipping().lagMs / 1_000,
    ],
    ['config_age_seconds', 'Age of the configuration.', () => deps.access.status().configAgeMs / 1_000],
    ['database_reachable', '1 while Postgres answers.', () => Number(deps.access.status().databaseReachable)],
  ];
}

/** Everything that /metrics shows. Nothing is computed before a scrape but plain counts. */
export function createGatewayMetrics(gateway: Gateway, live: LiveState): GatewayMetrics {
  const metrics = createMetrics();
  const lag = monitorEventLoopDelay({ resolution: lagResolutionMs });
  lag.enable();
  for (const [name, help, read] of gaugesOf(gateway, live)) {
    metrics.gauge({ name, help, collect: (gauge) => gauge.set(read()) });
  }
  metrics.gauge({
    name: 'event_loop_lag_seconds',
    help: 'How late timers ran since the last scrape.',
    labels: ['quantile'],
    collect(gauge) {
      for (const quantile of [50, 99, 100]) {
        const lateNs = Math.max(0, lag.percentile(quantile) - lagResolutionMs * 1e6);
        gauge.set({ quantile: String(quantile / 100) }, lateNs / nanosecondsPerSecond);
      }
      lag.reset();
    },
  });
  return {
    async scrape() {
      const { added, failed, resent } = gateway.deps.shipping();
      const counts = exposeCounts([
        ['queue_adds_total', 'Batches handed to the queue.', added],
        ['queue_failures_total', 'Batches that the queue did not take; they are sent again.', failed],
        ['queue_resends_total', 'Batches sent again for want of progress in Postgres.', resent],
      ]);
      const text = (await metrics.expose()) + counts + exposeTraffic(gateway.traffic);
      return { contentType: metrics.contentType, text };
    },
    close: () => lag.disable(),
  };
}
