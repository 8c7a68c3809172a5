import { testDatabase, testRedis } from '@weir/testing/services';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { QueueConnection } from './connection.ts';
import { type BatchHandler, BatchRejected, createUsageConsumer, type UsageConsumer } from './consumer.ts';
import { openQueue } from './open-queue.ts';
import { createUsageProducer, QueueUnavailable, type UsageProducer } from './producer.ts';
import { batchOf, ownRedis, silent } from './queue.test-support.ts';
import type { UsageBatch } from './usage-batch.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function produce(connection: QueueConnection, timeoutMs?: number): UsageProducer {
  const producer = createUsageProducer(connection, timeoutMs === undefined ? {} : { timeoutMs });
  closing.push(() => producer.close());
  return producer;
}

function consume(connection: QueueConnection, handle: BatchHandler): UsageConsumer {
  const consumer = createUsageConsumer(connection, handle, { log: silent, lockMs: 1_000 });
  closing.push(() => consumer.close());
  return consumer;
}

const backends: readonly [string, () => Promise<QueueConnection>][] = [
  ['Redis', async () => ({ kind: 'redis', url: testRedis() })],
  ['Postgres', async () => ({ kind: 'postgres', url: (await testDatabase()).url })],
];
const patient = { timeout: 15_000, interval: 50 };

describe.each(backends)('the usage queue on %s', (_, connect) => {
  it('hands over each batch whole, in order', async () => {
    const connection = await connect();
    const producer = produce(connection);
    const sent = Array.from({ length: 20 }, (__, n) => batchOf('spool', n));
    for (const batch of sent) await producer.add(batch);
    const got: UsageBatch[] = [];
    consume(connection, async (batch) => {
      got.push(batch);
    });
    await vi.waitFor(() => expect(got).toHaveLength(20), patient);
    expect(got).toEqual(sent);
    await vi.waitFor(
      async () => expect(await producer.depth()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
      patient,
    );
  });

  it('holds a batch once, however often it is added while it waits', async () => {
    const connection = await connect();
    const producer = produce(connection);
    for (let tries = 0; tries < 3; tries += 1) await producer.add(batchOf('spool', 1));
    expect(await producer.depth()).toMatchObject({ waiting: 1 });
    const got: UsageBatch[] = [];
    consume(connection, async (batch) => {
      got.push(batch);
    });
    await vi.waitFor(() => expect(got).toHaveLength(1), patient);
    await vi.waitFor(async () => expect(await producer.depth()).toMatchObject({ waiting: 0, active: 0 }), patient);
    await producer.add(batchOf('spool', 1));
    await vi.waitFor(() => expect(got).toHaveLength(2), patient);
  });

  it('keeps a rejected batch in sight, and takes the same batch again when it is sent again', async () => {
    const connection = await connect();
    const producer = produce(connection);
    let reject = true;
    const got: number[] = [];
    consume(connection, async (batch) => {
      if (reject) throw new BatchRejected('cannot be unpacked');
      got.push(batch.attempts);
    });
    await producer.add(batchOf('spool', 4));
    await vi.waitFor(async () => expect(await producer.depth()).toMatchObject({ failed: 1 }), patient);
    reject = false;
    await producer.add(batchOf('spool', 4));
    await vi.waitFor(() => expect(got).toEqual([4]), patient);
    expect(await producer.depth()).toMatchObject({ failed: 0 });
  });

  it('fails what is no batch for good and goes on with the next', async () => {
    const connection = await connect();
    const producer = produce(connection);
    const stranger = openQueue(connection);
    closing.push(stranger.close);
    await vi.waitFor(async () => {
      await stranger.queue.waitUntilReady();
      await stranger.queue.add('usage', { format: 99 }, { attempts: 3 });
    }, patient);
    const got: number[] = [];
    consume(connection, async (batch) => {
      got.push(batch.attempts);
    });
    await producer.add(batchOf('spool', 5));
    await vi.waitFor(() => expect(got).toEqual([5]), patient);
    expect(await producer.depth()).toMatchObject({ failed: 1, waiting: 0, delayed: 0 });
  });

  it('gives a batch whose consumer failed to another try', async () => {
    const connection = await connect();
    const producer = produce(connection);
    let tries = 0;
    consume(connection, async () => {
      tries += 1;
      if (tries < 3) throw new Error('a passing fault');
    });
    await producer.add(batchOf('spool', 6));
    await vi.waitFor(() => expect(tries).toBe(3), patient);
  });
});

describe('a queue that is away', () => {
  it('refuses batches soon instead of collecting them, and takes them once it is back, emptied', async () => {
    const redis = await ownRedis();
    closing.push(redis.remove);
    const connection: QueueConnection = { kind: 'redis', url: redis.url };
    const producer = produce(connection, 500);
    const began = performance.now();
    await expect(producer.add(batchOf('spool', 1))).rejects.toBeInstanceOf(QueueUnavailable);
    await expect(producer.add(batchOf('spool', 2))).rejects.toBeInstanceOf(QueueUnavailable);
    expect(performance.now() - began).toBeLessThan(3_000);
    const got: number[] = [];
    const consumer = consume(connection, async (batch) => {
      got.push(batch.attempts);
    });
    for (let round = 1; round <= 3; round += 1) {
      await redis.start();
      await vi.waitFor(() => producer.add(batchOf(`round ${round}`, round)), patient);
      await vi.waitFor(() => expect(got).toContain(round), patient);
      expect(consumer.running()).toBe(true);
      await redis.kill();
      await expect(producer.add(batchOf('spool', 9))).rejects.toBeInstanceOf(QueueUnavailable);
      expect(await producer.depth()).toBeUndefined();
    }
    expect(got.filter((n) => n === 9)).toEqual([]);
  });

  it('in Postgres that cannot be reached is refused within the time given', async () => {
    const producer = produce({ kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' }, 1_000);
    await expect(producer.add(batchOf('spool', 1))).rejects.toBeInstanceOf(QueueUnavailable);
    await expect(producer.add(batchOf('spool', 1))).rejects.toBeInstanceOf(QueueUnavailable);
  });
});
