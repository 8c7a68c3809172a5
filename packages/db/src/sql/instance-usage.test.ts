import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { compactRollups } from './compact.ts';
import { countCallsSince, readInstanceUsage } from './instance-usage.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 22, 12, 7);

let sql: Sql;

beforeAll(async () => {
  const { url } = await testDatabase();
  sql = openSql(url, { max: 2 });
});
afterAll(() => sql.end());

async function roll(organizationId: string, atMs: number, calls: number): Promise<void> {
  await sql`
    insert into usage.rollups (organization_id, bucket_at, project_id, status, calls)
    values (${organizationId}, ${new Date(atMs)}, ${organizationId}, 'succeeded', ${calls})`;
}

describe('the usage of an instance', () => {
  it('is the same before and after compaction, and of each organization from its day on', async () => {
    const [one, other, idle] = [uuidv7(), uuidv7(), uuidv7()];
    const sinceMs = nowMs - 30 * dayMs;
    await roll(one, nowMs - dayMs, 5);
    await roll(one, nowMs - dayMs, 6);
    await roll(one, sinceMs - 2 * dayMs, 100);
    await roll(other, Math.floor(sinceMs / dayMs) * dayMs, 7);
    const expected = [
      [one, 11],
      [other, 7],
    ];
    const counted = async () => [...(await countCallsSince(sql, [one, other, idle], sinceMs))].sort();
    expect(await counted()).toEqual(expected.sort());
    expect((await readInstanceUsage(sql)).calls).toBe(118n);
    expect((await compactRollups(sql, nowMs)).rollups).toBeGreaterThan(0);
    await roll(one, nowMs, 1);
    expect((await countCallsSince(sql, [one], sinceMs)).get(one)).toBe(12);
    expect((await readInstanceUsage(sql)).calls).toBe(119n);
    expect((await countCallsSince(sql, [], sinceMs)).size).toBe(0);
  });
});
