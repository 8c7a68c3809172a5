import type { ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';

/** Where the queue lives: Redis in production, the Postgres of the ledger in the embedded size. */
export type QueueConnection =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** One queue carries all usage; its name is part of the wire format between releases. */
export const usageQueueName = 'usage';

const reconnectMsMax = 1_000;

const reconnect = {
  connectTimeout: 3_000,
  keepAlive: 10_000,
  retryStrategy: (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), reconnectMsMax),
};

/** A client that fails at once while Redis is away, instead of collecting commands, and that connects when first used. */
export function openRedis(url: string): Redis {
  const redis = new Redis(url, { ...reconnect, lazyConnect: true, enableOfflineQueue: false });
  // Without a listener a refused connection would end the process; callers see it as a failed command.
  redis.on('error', () => undefined);
  return redis;
}

/** Settings of a consumer's Redis connections, which wait for Redis as long as it takes. */
export function redisOptions(url: string): ConnectionOptions & { url: string } {
  return { ...reconnect, url, maxRetriesPerRequest: null, skipVersionCheck: true };
}

/** Settings of BullMQ's Postgres backend; it keeps its tables in a schema of its own. */
export function postgresOptions(url: string, max: number) {
  return {
    connectionString: url,
    schema: 'bullmq',
    migrate: true,
    max,
    connectionTimeoutMillis: 3_000,
    query_timeout: 15_000,
    keepAlive: true,
    application_name: 'weir-queue',
  };
}
