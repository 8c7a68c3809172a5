import { openSql } from '@weir/db/sql/client';
import type { QueueConnection } from '@weir/queue/connection';
import { createLogger, type Logger } from '@weir/runtime/logger';
import { onShutdown } from '@weir/runtime/shutdown';
import { createWorker } from './create-worker.ts';
import { readEnv, type WorkerEnv } from './env.ts';
import { type HealthOptions, startHealthServer } from './health-server.ts';

function queueConnection(env: WorkerEnv): QueueConnection {
  return env.REDIS_URL === undefined
    ? { kind: 'postgres', url: env.DATABASE_URL }
    : { kind: 'redis', url: env.REDIS_URL };
}

/** Several workers may share a host: whoever finds the port taken answers on a free one. */
async function serveHealth(options: HealthOptions, log: Logger) {
  try {
    return await startHealthServer(options);
  } catch (error) {
    log.warn({ err: error, port: options.port }, 'the port for health and metrics is taken; using a free one');
    return startHealthServer({ ...options, port: 0 });
  }
}

async function start(env: WorkerEnv, log: Logger): Promise<void> {
  const sql = openSql(env.DATABASE_URL, { max: 4 });
  const worker = createWorker({ sql, queue: queueConnection(env), log, now: Date.now });
  const health = await serveHealth(
    { port: env.WEIR_WORKER_PORT, reasons: () => worker.reasons(), metrics: () => worker.metrics() },
    log,
  );
  log.info({ port: health.port }, 'worker is running');
  onShutdown(log, async () => {
    await health.close();
    await worker.close();
    await sql.end({ timeout: 5 });
    log.info('worker has stopped');
  });
}

const log = createLogger({ name: 'worker' });
// Drivers reject in the background when their server dies; the work itself is tried again where it was started.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a rejection was not handled'));
try {
  const env = readEnv();
  log.level = env.WEIR_LOG_LEVEL;
  await start(env, log);
} catch (error) {
  log.fatal(`the worker cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
