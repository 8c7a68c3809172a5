import { usageBuckets } from '@weir/protocol/usage';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketColumns } from './attempt-row.ts';
import { openSql, type Sql } from './client.ts';
import { compactRollups } from './compact.ts';
import { atMs, attempt, callOf, newFacts, write } from './usage-write.test-support.ts';
import { writeUsage } from './write-usage.ts';

const quarterMs = 900_000;

let sql: Sql;
beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 6 });
});
afterAll(() => sql.end());

const sumsOf = () =>
  sql.unsafe(
    Object.values(bucketColumns)
      .map((column) => `coalesce(sum(${column}), 0) as ${column}`)
      .join(', '),
  );

/** What readers see: sums by key, whatever the rows are. */
async function sums(organizationId: string): Promise<unknown[]> {
  const cube = await sql`
    select bucket_at, project_id, gateway_key_id, route, provider, model, status, cost_source, sum(calls) as calls,
      sum(attempts) as attempts, ${sumsOf()}, sum(cost_pico_usd) as cost
    from usage.rollups where organization_id = ${organizationId}
    group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 3, 4, 5, 6, 7, 8`;
  const latencies = await sql`
    select bucket_at, model, metric, bin, sum(calls) as calls from usage.latency_rollups
    where organization_id = ${organizationId} group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
  return [...cube, ...latencies];
}

async function rowCount(organizationId: string): Promise<number> {
  const [row] = await sql`select count(*)::int as count from usage.rollups where organization_id = ${organizationId}`;
  return Number(row?.['count']);
}

type Shape = { quarter: number; model: string; keyed: boolean; failed: boolean; route?: string | undefined };
const shape: fc.Arbitrary<Shape> = fc.record({
  quarter: fc.nat(2),
  model: fc.constantFrom('a', 'b'),
  keyed: fc.boolean(),
  failed: fc.boolean(),
  route: fc.option(fc.constantFrom('r', 's'), { nil: undefined }),
});

async function writeShapes(facts: ReturnType<typeof newFacts>, shapes: readonly Shape[]): Promise<void> {
  const { gatewayKeyId, ...keyless } = facts;
  for (const { quarter, model, keyed, failed, route } of shapes) {
    const status = failed ? 'failed' : 'succeeded';
    const startedAtMs = atMs + quarter * quarterMs;
    const owner = keyed ? { ...facts } : { ...keyless };
    const usage = Object.fromEntries(usageBuckets.map((bucket, n) => [bucket, n + 1]));
    const named = route === undefined ? {} : { route };
    const record = attempt(owner, { model, startedAtMs, status, usage, ...named });
    await writeUsage(sql, write(uuidv7(), [0, 100], [record, callOf(record, { status, ...named })]));
  }
}

describe('compactRollups', () => {
  it('leaves every sum as it was, with one row a key, however often and between whatever writes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(shape, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
        async (rounds) => {
          const facts = newFacts();
          for (const shapes of rounds) {
            await writeShapes(facts, shapes);
            const before = await sums(facts.organizationId);
            await compactRollups(sql, atMs + 4 * quarterMs);
            expect(await sums(facts.organizationId)).toEqual(before);
          }
          const keys = (await sums(facts.organizationId)).filter(
            (row) => typeof row === 'object' && row !== null && 'status' in row,
          );
          expect(await rowCount(facts.organizationId)).toBe(keys.length);
        },
      ),
      { seed: 20_261_122, numRuns: 15 },
    );
  });

  it('has every bucket of usage in the wide cube, too', async () => {
    const facts = newFacts();
    await writeShapes(facts, [
      { quarter: 0, model: 'a', keyed: true, failed: false },
      { quarter: 1, model: 'a', keyed: true, failed: false },
    ]);
    await compactRollups(sql, atMs + 4 * quarterMs);
    const [row] = await sql`
      select ${sumsOf()} from usage.wide_rollups
      where organization_id = ${facts.organizationId} and cut = 'full' and grain = 'day'`;
    const expected = Object.values(bucketColumns).map((column, n) => [column, String(2 * (n + 1))]);
    expect(row).toEqual(Object.fromEntries(expected));
  });

  it('leaves buckets alone that are still being written', async () => {
    const facts = newFacts();
    await writeShapes(facts, [
      { quarter: 0, model: 'a', keyed: true, failed: false },
      { quarter: 0, model: 'a', keyed: true, failed: false },
    ]);
    const bucketAt = Math.floor(atMs / quarterMs) * quarterMs;
    await compactRollups(sql, bucketAt + 5 * 60_000);
    expect(await rowCount(facts.organizationId)).toBe(4);
    await compactRollups(sql, bucketAt + 5 * 60_000 + 1);
    expect(await rowCount(facts.organizationId)).toBe(2);
  });

  it('loses nothing while others write and compact at the same time', async () => {
    const facts = newFacts();
    const writing = Array.from({ length: 40 }, async () => {
      const record = attempt(facts);
      await writeUsage(sql, write(uuidv7(), [0, 100], [record, callOf(record)]));
    });
    const compacting = Array.from({ length: 6 }, () => compactRollups(sql, atMs + quarterMs));
    await Promise.all([...writing, ...compacting]);
    await compactRollups(sql, atMs + quarterMs);
    const rows = await sql`
      select sum(attempts) as attempts, sum(calls) as calls, sum(cost_pico_usd) as cost, count(*)::int as rows
      from usage.rollups where organization_id = ${facts.organizationId}`;
    expect(rows[0]).toEqual({ attempts: '40', calls: '40', cost: '60000', rows: 2 });
  });
});
