import { openSql } from '@weir/db/sql/client';
import { readWatermarks } from '@weir/db/sql/watermarks';
import { packRecords } from '@weir/queue/batch-records';
import type { QueueConnection } from '@weir/queue/connection';
import { createUsageProducer } from '@weir/queue/producer';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase, testRedis } from '@weir/testing/services';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWorker, type WorkerDeps } from './create-worker.ts';
import { startHealthServer } from './health-server.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const patient = { timeout: 15_000, interval: 50 };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function run(deps: Pick<WorkerDeps, 'queue' | 'sql'>) {
  const worker = createWorker({ ...deps, log, now: Date.now });
  closing.push(() => worker.close());
  return worker;
}

const sizes: readonly [string, (databaseUrl: string) => QueueConnection][] = [
  ['embedded', (url) => ({ kind: 'postgres', url })],
  ['production', () => ({ kind: 'redis', url: testRedis() })],
];

describe.each(sizes)('a worker in %s size', (_, queueOf) => {
  it('becomes ready, makes partitions, and two of them work off a spool in order, once', async () => {
    const { url } = await testDatabase();
    const sql = openSql(url, { max: 6 });
    closing.push(() => sql.end());
    const queue = queueOf(url);
    const workers = [run({ sql, queue }), run({ sql, queue })];
    const producer = createUsageProducer(queue);
    closing.push(() => producer.close());
    for (const worker of workers) await vi.waitFor(async () => expect(await worker.reasons()).toEqual([]), patient);
    const [spoolId, organizationId, projectId] = [uuidv7(), uuidv7(), uuidv7()];
    const rounds = 40;
    for (let n = 0; n < rounds; n += 1) {
      const record = {
        kind: 'attempt',
        ...{ organizationId, projectId, callId: uuidv7(), attemptNo: 1, startedAtMs: Date.now(), purpose: 'first' },
        ...{ operation: 'chat', streaming: false, requestedModel: 'sim/m', provider: 'sim', model: 'm', durationMs: 5 },
        ...{ status: 'succeeded', usage: {}, cost: { source: 'computed', totalPicoUsd: '1', lines: [] } },
      };
      const place = (at: number) => ({ segment: at === 0 ? 0 : 1, offset: at });
      const records = await packRecords(Buffer.from(JSON.stringify(record)));
      await producer.add({ format: 1, spoolId, from: place(n), to: place(n + 1), attempts: n + 1, records });
    }
    const done = [{ spoolId, position: { segment: 1, offset: rounds }, attempts: rounds }];
    await vi.waitFor(async () => expect(await readWatermarks(sql, [spoolId])).toEqual(done), patient);
    const [row] = await sql`
      select count(*)::int as rows, (select sum(attempts)::int from usage.rollups where organization_id = ${organizationId}) as rolled,
        count(distinct tableoid)::int as tables, bool_and(tableoid::regclass::text <> 'usage.attempts_default') as placed
      from usage.attempts where organization_id = ${organizationId}`;
    expect(row).toEqual({ rows: rounds, rolled: rounds, tables: 1, placed: true });
    const { text } = (await workers[0]?.metrics()) ?? { text: '' };
    expect(text).toContain('weir_usage_batches_total');
    expect(text).toMatch(/weir_usage_queue_batches\{state="failed"\} 0/);
  });
});

describe('health', () => {
  it('says why the worker does not work', async () => {
    const sql = openSql('postgres://nobody@127.0.0.1:1/none', { max: 1 });
    // What still waits for a connection would be waited for.
    closing.push(() => sql.end({ timeout: 1 }));
    const worker = run({ sql, queue: { kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' } });
    const reasons = () => worker.reasons();
    const health = await startHealthServer({ port: 0, reasons, metrics: () => worker.metrics() });
    closing.push(() => health.close());
    const at = (path: string) => fetch(`http://127.0.0.1:${health.port}${path}`);
    expect((await at('/healthz')).status).toBe(200);
    const ready = await at('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reasons: expect.arrayContaining(['Postgres cannot be reached']) });
    expect((await at('/metrics')).headers.get('content-type')).toContain('text/plain');
    expect((await at('/else')).status).toBe(404);
    await expect(startHealthServer({ port: health.port, reasons, metrics: () => worker.metrics() })).rejects.toThrow(
      'EADDRINUSE',
    );
  });
});
