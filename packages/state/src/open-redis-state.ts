import type { Logger } from '@weir/runtime/logger';
import { Redis } from 'ioredis';
import type { State } from './state.ts';

type RedisStateOptions = {
  readonly redisUrl: string;
  readonly instance: string;
  readonly log: Logger;
  readonly now: () => number;
};

const commandTimeoutMs = 1_000;
/** A call does not wait longer than this for what it would like to know. */
const memoryTimeoutMs = 50;
const documentSeconds = 3_600;
const reconnectMsMax = 1_000;
const firstConnectMs = 1_000;

/** Everything of a tenant under one hash tag, so that it lies on one node of a cluster. */
function keysOf(scope: string) {
  const prefix = `weir:{${scope}}`;
  return {
    /** Hash: instance to its document. */
    documents: `${prefix}:health`,
    /** Hash: instance to when it wrote last, in milliseconds. */
    written: `${prefix}:health-written`,
    version: `${prefix}:health-version`,
    memory: (key: string) => `${prefix}:memory:${key}`,
  };
}

/** A client that fails at once while Redis is away, instead of collecting commands. */
function connect(redisUrl: string): Redis {
  return new Redis(redisUrl, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 3_000,
    commandTimeout: commandTimeoutMs,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), reconnectMsMax),
  });
}

/** Says once that Redis is away, and once that it is back. */
function sayOutages(redis: Redis, log: Logger): void {
  let away = false;
  redis.on('error', (error) => {
    if (away) return;
    away = true;
    log.warn({ err: error }, 'Redis is away: this gateway goes by what it sees itself until it is back');
  });
  redis.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
}

type Replies = [Error | null, unknown][] | null;

/** The answers of a pipeline; throws the first error in it. */
function repliesOf(replies: Replies): unknown[] {
  return (replies ?? []).map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}

function documentsOf({ redisUrl: _, instance, now }: RedisStateOptions, redis: Redis): State['documents'] {
  let published = 0;
  return {
    async publish(scope, document) {
      const keys = keysOf(scope);
      const writing = redis.multi().hset(keys.documents, instance, document).hset(keys.written, instance, now());
      for (const key of [keys.documents, keys.written]) writing.expire(key, documentSeconds);
      published += 1;
      writing.set(keys.version, `${instance}:${published}`, 'EX', documentSeconds);
      repliesOf(await writing.exec());
    },
    async read(scope) {
      const keys = keysOf(scope);
      const [documents, written] = await Promise.all([redis.hgetall(keys.documents), redis.hgetall(keys.written)]);
      const since = now() - documentSeconds * 1_000;
      const stale = Object.keys(documents).filter((name) => !(Number(written[name]) >= since));
      if (stale.length > 0)
        repliesOf(
          await redis
            .multi()
            .hdel(keys.documents, ...stale)
            .hdel(keys.written, ...stale)
            .exec(),
        );
      return Object.entries(documents).flatMap(([name, document]) => (stale.includes(name) ? [] : [document]));
    },
    async versions(scopes) {
      const reading = redis.pipeline();
      for (const scope of scopes) reading.get(keysOf(scope).version);
      return repliesOf(await reading.exec()).map((version) => (typeof version === 'string' ? version : ''));
    },
  };
}

function within<Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    const done = (value: Value | undefined) => {
      clearTimeout(timer);
      resolve(value);
    };
    work.then(done, () => done(undefined));
  });
}

/** The state that processes share through Redis. A Redis that is away is the same as one that knows nothing. */
export async function openRedisState(options: RedisStateOptions): Promise<State> {
  const redis = connect(options.redisUrl);
  sayOutages(redis, options.log);
  await within(redis.connect(), firstConnectMs);
  const available = () => redis.status === 'ready';
  return {
    isShared: true,
    documents: documentsOf(options, redis),
    memory: {
      async get(scope, key) {
        if (!available()) return undefined;
        return (await within(redis.get(keysOf(scope).memory(key)), memoryTimeoutMs)) ?? undefined;
      },
      set(scope, key, { value, ttlSeconds }) {
        if (!available()) return;
        redis.set(keysOf(scope).memory(key), value, 'EX', Math.max(1, Math.ceil(ttlSeconds))).catch(() => undefined);
      },
    },
    available,
    async close() {
      redis.disconnect();
    },
  };
}
