import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueConnection } from './connection.ts';
import { type OpenQueue, openQueue } from './open-queue.ts';
import { type QueueDepth, readDepth } from './queue-depth.ts';
import { type UsageBatch, usageBatchId } from './usage-batch.ts';

/** The queue did not take a batch; it is still in the spool and is sent again. */
export class QueueUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'QueueUnavailable';
  }
}

export type UsageProducer = {
  /** Queues a batch, once however often it is added while it waits. Throws QueueUnavailable within `timeoutMs`. */
  add(batch: UsageBatch): Promise<void>;
  /** Undefined while the queue cannot be asked. */
  depth(): Promise<QueueDepth | undefined>;
  close(): Promise<void>;
};

const jobOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 100 },
  removeOnComplete: true,
  // Failed jobs are for people to look at: the spool still has their records and sends them again.
  removeOnFail: { age: 7 * 24 * 3600, count: 500 },
};

/** Batches that were sent before: so many ids are remembered. */
const sentMax = 4_096;

async function enqueue(queue: OpenQueue['queue'], batch: UsageBatch, sent: Set<string>): Promise<void> {
  const jobId = usageBatchId(batch);
  if (sent.has(jobId)) {
    const known = await queue.getJob(jobId);
    // A failed job would swallow its own second try.
    if (known !== undefined && (await known.isFailed())) await known.remove();
  }
  await queue.add('usage', batch, { ...jobOptions, jobId });
  if (sent.size >= sentMax) sent.clear();
  sent.add(jobId);
}

async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const timer = new AbortController();
  const late = sleep(Math.max(0, timeoutMs), undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new QueueUnavailable('the queue did not answer in time');
  });
  // Whichever loses the race must not surface as an unhandled rejection.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

/**
 * A producer that never blocks for long and never grows: it connects when first used and lets one command run at a
 * time; a command that does not get its turn within `timeoutMs` (5,000) is refused unsent.
 */
export function createUsageProducer(connection: QueueConnection, options: { timeoutMs?: number } = {}): UsageProducer {
  const timeoutMs = options.timeoutMs ?? 5_000;
  const sent = new Set<string>();
  let open: OpenQueue | undefined;
  let unanswered: Promise<unknown> | undefined;

  const discard = async () => {
    const gone = open;
    open = undefined;
    await gone?.close();
  };

  const start = async <T>(work: (queue: OpenQueue['queue']) => Promise<T>): Promise<T> => {
    open ??= openQueue(connection);
    const { queue, usable } = open;
    try {
      await queue.waitUntilReady();
    } catch (error) {
      // BullMQ remembers a failed start: only a new queue tries again.
      await discard();
      throw error;
    }
    if (!usable()) throw new QueueUnavailable('the queue is not connected');
    return work(queue);
  };

  const command = async <T>(work: (queue: OpenQueue['queue']) => Promise<T>): Promise<T> => {
    const deadline = performance.now() + timeoutMs;
    while (unanswered !== undefined) await within(unanswered, deadline - performance.now());
    const running = start(work);
    const settled = running
      .catch(() => undefined)
      .finally(() => {
        unanswered = undefined;
      });
    unanswered = settled;
    return within(running, timeoutMs);
  };

  return {
    async add(batch) {
      try {
        await command((queue) => enqueue(queue, batch, sent));
      } catch (error) {
        throw error instanceof QueueUnavailable ? error : new QueueUnavailable('the queue refused a batch', error);
      }
    },
    depth: () => command(readDepth).catch(() => undefined),
    close: discard,
  };
}
