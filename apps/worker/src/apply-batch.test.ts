import { openSql, type Sql } from '@weir/db/sql/client';
import { packRecords } from '@weir/queue/batch-records';
import { BatchRejected } from '@weir/queue/consumer';
import type { UsageBatch } from '@weir/queue/usage-batch';
import { createLogger } from '@weir/runtime/logger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatchHandler } from './apply-batch.ts';
import { createWorkerMetrics } from './worker-metrics.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const metrics = createWorkerMetrics(async () => undefined);
const stop = new AbortController();

let sql: Sql;
beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
});
afterAll(() => sql.end());

function attempt(organizationId: string) {
  return {
    kind: 'attempt',
    ...{ organizationId, projectId: uuidv7(), callId: uuidv7(), attemptNo: 1, startedAtMs: Date.now() },
    ...{ purpose: 'first', operation: 'chat', streaming: false, requestedModel: 'sim/m', provider: 'sim', model: 'm' },
    ...{ status: 'succeeded', durationMs: 5, usage: { input: 1 } },
    cost: { source: 'computed', totalPicoUsd: '25', lines: [] },
  };
}

async function batchOf(
  spoolId: string,
  span: readonly [number, number],
  lines: readonly unknown[],
): Promise<UsageBatch> {
  const place = (offset: number) => ({ segment: offset === 0 ? 0 : 1, offset });
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  const records = await packRecords(Buffer.from(text));
  return { format: 1, spoolId, from: place(span[0]), to: place(span[1]), attempts: lines.length, records };
}

async function counts(organizationId: string): Promise<unknown> {
  const [row] = await sql`
    select (select count(*)::int from usage.attempts where organization_id = ${organizationId}) as attempts,
      (select count(*)::int from usage.dead_letters where organization_id = ${organizationId}) as letters`;
  return row;
}

describe('a batch', () => {
  it('becomes rows, and what cannot be read becomes dead letters', async () => {
    const handle = createBatchHandler({ sql, log, metrics, stop: stop.signal });
    const organizationId = uuidv7();
    const lines = [attempt(organizationId), { ...attempt(organizationId), status: 'odd' }, '{"torn'];
    await handle(await batchOf(uuidv7(), [0, 100], lines));
    expect(await counts(organizationId)).toEqual({ attempts: 1, letters: 1 });
  });

  it('before its turn waits for the one before it', async () => {
    const handle = createBatchHandler({ sql, log, metrics, stop: stop.signal });
    const [spoolId, organizationId] = [uuidv7(), uuidv7()];
    const second = handle(await batchOf(spoolId, [50, 100], [attempt(organizationId)]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await handle(await batchOf(spoolId, [0, 50], [attempt(organizationId)]));
    await second;
    expect(await counts(organizationId)).toMatchObject({ attempts: 2 });
  });

  it('whose predecessor is lost is let go, at once after the first, until the spool sends all of them again', async () => {
    const handle = createBatchHandler({ sql, log, metrics, stop: stop.signal });
    const [spoolId, organizationId] = [uuidv7(), uuidv7()];
    const spans = [10, 20, 30, 40, 50].map((from) => [from, from + 10] as const);
    const early = await Promise.all(spans.map((span) => batchOf(spoolId, span, [attempt(organizationId)])));
    const began = performance.now();
    for (const batch of early) await handle(batch);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await counts(organizationId)).toMatchObject({ attempts: 0 });
    await handle(await batchOf(spoolId, [0, 10], [attempt(organizationId)]));
    for (const batch of early) await handle(batch);
    expect(await counts(organizationId)).toMatchObject({ attempts: 6 });
  });

  it('that cannot be unpacked is rejected, and the fifth copy is kept as a dead letter and passed over', async () => {
    const handle = createBatchHandler({ sql, log, metrics, stop: stop.signal });
    const [spoolId, organizationId] = [uuidv7(), uuidv7()];
    const damaged = { ...(await batchOf(spoolId, [0, 100], [attempt(organizationId)])), records: 'bm90IHpzdGQ=' };
    for (let copy = 1; copy < 5; copy += 1) await expect(handle(damaged)).rejects.toBeInstanceOf(BatchRejected);
    await handle(damaged);
    const letters = await sql`select reason, record from usage.dead_letters where spool_id = ${spoolId}`;
    expect(letters[0]).toMatchObject({ reason: expect.stringContaining('cannot be unpacked'), record: 'bm90IHpzdGQ=' });
    await handle(await batchOf(spoolId, [100, 200], [attempt(organizationId)]));
    expect(await counts(organizationId)).toMatchObject({ attempts: 1 });
  });

  it('waits for Postgres, and goes back to the queue when the worker stops meanwhile', async () => {
    const away = openSql('postgres://nobody@127.0.0.1:1/none', { max: 1 });
    const stopping = new AbortController();
    const handle = createBatchHandler({ sql: away, log, metrics, stop: stopping.signal });
    const waiting = expect(handle(await batchOf(uuidv7(), [0, 100], [attempt(uuidv7())]))).rejects.toThrow();
    setTimeout(() => stopping.abort(), 100);
    await waiting;
    await away.end();
  });
});
