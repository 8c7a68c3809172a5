import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@weir/runtime/logger';
import { createPostgresBackend, type Job, UnrecoverableError, Worker, withBackend } from 'bullmq';
import { atMost } from './at-most.ts';
import { postgresOptions, type QueueConnection, redisOptions, usageQueueName } from './connection.ts';
import { type UsageBatch, usageBatch } from './usage-batch.ts';

/** The job can never succeed: it fails for good, visibly. */
export class BatchRejected extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'BatchRejected';
  }
}

/** Deals with one batch. What it throws puts the batch back for another try, unless it is BatchRejected. */
export type BatchHandler = (batch: UsageBatch) => Promise<void>;

export type UsageConsumer = {
  /** True while connected and taking jobs. */
  running(): boolean;
  /** Lets the job in hand finish, then disconnects. */
  close(): Promise<void>;
};

export type ConsumerOptions = {
  readonly log: Logger;
  readonly concurrency?: number;
  /** How long a job of a killed consumer stays its own. */
  readonly lockMs?: number;
};

const restartMs = 1_000;
const closeMsMax = 5_000;

function processor(handle: BatchHandler) {
  return async (job: Job): Promise<void> => {
    const parsed = usageBatch.safeParse(job.data);
    if (!parsed.success) throw new UnrecoverableError(`not a usage batch: ${parsed.error.issues[0]?.message ?? ''}`);
    try {
      await handle(parsed.data);
    } catch (error) {
      throw error instanceof BatchRejected ? new UnrecoverableError(error.message) : error;
    }
  };
}

/** The part of BullMQ's Worker that is used, alike on both backends. */
type UsageWorker = {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Pick<Job, 'id'> | undefined, error: Error) => void): unknown;
  waitUntilReady(): Promise<void>;
  run(): Promise<void>;
  isRunning(): boolean;
  close(force?: boolean): Promise<void>;
  disconnect(): Promise<void>;
};

function openWorker(connection: QueueConnection, handle: BatchHandler, options: ConsumerOptions): UsageWorker {
  const lockDuration = options.lockMs ?? 5_000;
  const settings = {
    autorun: false,
    concurrency: options.concurrency ?? 1,
    lockDuration,
    stalledInterval: lockDuration / 2,
    // A batch is never guilty of its consumer's death: applying it again is harmless.
    maxStalledCount: 1_000_000,
    runRetryDelay: 1_000,
    drainDelay: 1,
    skipVersionCheck: true,
  };
  if (connection.kind === 'redis') {
    return new Worker(usageQueueName, processor(handle), { ...settings, connection: redisOptions(connection.url) });
  }
  const classes = withBackend(createPostgresBackend);
  const pool = postgresOptions(connection.url, 3);
  return new classes.Worker(usageQueueName, processor(handle), { ...settings, connection: pool });
}

/** Feeds batches to `handle` until closed, reconnecting and restarting for as long as the queue is away. */
export function createUsageConsumer(
  connection: QueueConnection,
  handle: BatchHandler,
  options: ConsumerOptions,
): UsageConsumer {
  const { log } = options;
  const stop = new AbortController();
  let worker: UsageWorker | undefined;

  const runOnce = async () => {
    const current = openWorker(connection, handle, options);
    worker = current;
    current.on('error', (error) => log.warn({ err: error }, 'usage queue'));
    current.on('failed', (job, error) => log.error({ jobId: job?.id, err: error }, 'usage batch failed'));
    try {
      await current.waitUntilReady();
      if (!stop.signal.aborted) await current.run();
    } finally {
      worker = undefined;
      await atMost(current.close(!stop.signal.aborted), closeMsMax);
    }
  };

  const supervise = async () => {
    while (!stop.signal.aborted) {
      await runOnce().catch((error: unknown) => log.warn({ err: error }, 'the usage queue cannot be reached'));
      await sleep(restartMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const supervised = supervise();

  return {
    running: () => worker?.isRunning() ?? false,
    async close() {
      stop.abort();
      const last = worker;
      // While the queue is away BullMQ may wait for it for ever; the job in hand is free again after its lock.
      if (last !== undefined && !(await atMost(last.close(), closeMsMax))) await atMost(last.disconnect(), 500);
      await atMost(supervised, 500);
    },
  };
}
