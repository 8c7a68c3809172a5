import { createPostgresBackend, type Job, Queue, withBackend } from 'bullmq';
import { atMost } from './at-most.ts';
import { openRedis, postgresOptions, type QueueConnection, usageQueueName } from './connection.ts';

/** The part of BullMQ's Queue that is used. */
export type OpenQueue = {
  readonly queue: Pick<Queue, 'add' | 'getJob' | 'getJobCounts' | 'waitUntilReady'>;
  /** False while it is certain that a command would fail. */
  usable(): boolean;
  close(): Promise<unknown>;
};

export type { Job };

const ignore = () => undefined;
const closeMsMax = 2_000;

function openRedisQueue(url: string): OpenQueue {
  const redis = openRedis(url);
  redis.connect().catch(ignore);
  const queue = new Queue(usageQueueName, { connection: redis, skipVersionCheck: true, skipMetasUpdate: true });
  queue.on('error', ignore);
  return {
    queue,
    usable: () => redis.status === 'ready',
    async close() {
      await atMost(queue.close(), closeMsMax);
      redis.disconnect();
    },
  };
}

function openPostgresQueue(url: string): OpenQueue {
  const classes = withBackend(createPostgresBackend);
  const queue = new classes.Queue(usageQueueName, { connection: postgresOptions(url, 2), skipMetasUpdate: true });
  queue.on('error', ignore);
  return { queue, usable: () => true, close: () => atMost(queue.close(), closeMsMax) };
}

/** Opens the usage queue; connects in the background and never throws. */
export function openQueue(connection: QueueConnection): OpenQueue {
  return connection.kind === 'redis' ? openRedisQueue(connection.url) : openPostgresQueue(connection.url);
}
