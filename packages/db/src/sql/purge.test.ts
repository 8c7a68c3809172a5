import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { ensurePartitions } from './partitions.ts';
import { purgeDeleted } from './purge.ts';
import { insertCall } from './sample-rows.ts';
import { dumpOf, tenantTables, wholeOrganization } from './whole-organization.test-support.ts';

const dayMs = 24 * 3_600_000;

let url: string;
let sql: Sql;

beforeAll(async () => {
  ({ url } = await testDatabase());
  sql = openSql(url, { max: 4 });
  await ensurePartitions(sql, Date.now());
});
afterAll(() => sql.end());

const markDeleted = (id: string) => sql`update organizations set deleted_at = now() where id = ${id}`;
const tablesIn = (lines: readonly string[]) => new Set(lines.map((line) => line.slice(0, line.indexOf(':'))));
/** The tables that still hold something of an organization. */
const leftOf = async (id: string) => [...tablesIn(await dumpOf(sql, id))];

describe('purgeDeleted', () => {
  it('takes away every row of a deleted organization, and none of another', async () => {
    const [gone, other] = [await wholeOrganization(sql), await wholeOrganization(sql)];
    const before = await dumpOf(sql, other);
    expect([...tablesIn(await dumpOf(sql, gone))].sort()).toEqual(
      ['organizations', ...(await tenantTables(sql))].sort(),
    );
    expect((await purgeDeleted(sql, { nowMs: Date.now() })).rows).toBe(0);
    await markDeleted(gone);
    const first = await purgeDeleted(sql, { nowMs: Date.now(), batchRows: 2 });
    expect(first).toMatchObject({ organizationIds: [] });
    expect(await leftOf(gone)).toEqual(['control_changes', 'organizations']);
    const [row] = await sql`select name, slug, sealed_data_key from organizations where id = ${gone}`;
    expect(row).toEqual({ name: 'Deleted', slug: `deleted-${gone}`, sealed_data_key: '' });
    const last = await purgeDeleted(sql, { nowMs: Date.now() + 8 * dayMs });
    expect(last).toEqual({ rows: 0, organizationIds: [gone] });
    expect(await leftOf(gone)).toEqual([]);
    expect(await dumpOf(sql, other)).toEqual(before);
  });

  it('takes away what a gateway sends late', async () => {
    const gone = await wholeOrganization(sql, 1);
    await markDeleted(gone);
    await purgeDeleted(sql, { nowMs: Date.now() });
    await insertCall(sql, Date.now(), { organization_id: gone, project_id: gone });
    expect(await leftOf(gone)).toContain('usage.calls');
    expect((await purgeDeleted(sql, { nowMs: Date.now() })).rows).toBe(1);
    expect(await leftOf(gone)).not.toContain('usage.calls');
  });

  it('leaves the log of an organization that is not named alone', async () => {
    const [one, other] = [await wholeOrganization(sql, 1), await wholeOrganization(sql, 1)];
    const remove = (named: string, id: string) =>
      sql.begin(async (tx) => {
        await tx`select set_config('weir.purge', ${named}, true)`;
        await tx`delete from audit_lines where organization_id = ${id}`;
      });
    await expect(remove(one, other)).rejects.toThrow('never changed');
    await expect(sql`delete from audit_lines where organization_id = ${one}`).rejects.toThrow('never changed');
  });

  it('waits while another worker is at it, and stops when told', async () => {
    const gone = await wholeOrganization(sql, 1);
    await markDeleted(gone);
    const stop = AbortSignal.abort();
    expect((await purgeDeleted(sql, { nowMs: Date.now(), stop })).rows).toBe(0);
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(7305414004::bigint)`;
      expect((await purgeDeleted(sql, { nowMs: Date.now() })).rows).toBe(0);
    });
    const passes = await Promise.all([1, 2, 3].map(() => purgeDeleted(sql, { nowMs: Date.now(), batchRows: 1 })));
    expect(passes.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(0);
    await purgeDeleted(sql, { nowMs: Date.now() });
    expect(await leftOf(gone)).toEqual(['control_changes', 'organizations']);
  });
});

/** A process that purges in batches of one row and is killed after a while. */
async function purgeAndKill(afterMs: number): Promise<void> {
  const code = `
    import { openSql } from ${JSON.stringify(import.meta.resolve('./client.ts'))};
    import { purgeDeleted } from ${JSON.stringify(import.meta.resolve('./purge.ts'))};
    const sql = openSql(process.argv[1], { max: 1 });
    await sql\`select 1\`;
    console.log('ready');
    await purgeDeleted(sql, { nowMs: Date.now(), batchRows: 1 });
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await ended;
}

describe('a purge that is killed', () => {
  it('goes on where it was, and never touches another', async () => {
    const [gone, other] = [await wholeOrganization(sql, 30), await wholeOrganization(sql, 30)];
    const before = await dumpOf(sql, other);
    await markDeleted(gone);
    const left: number[] = [];
    for (const afterMs of [0, 5, 20, 45, 80]) {
      await purgeAndKill(afterMs);
      left.push((await dumpOf(sql, gone)).length);
    }
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(left.some((count) => count > 2 && count < before.length)).toBe(true);
    // A killed session may hold its lock for a moment.
    for (let tries = 0; tries < 50 && (await leftOf(gone)).length > 2; tries += 1) {
      await purgeDeleted(sql, { nowMs: Date.now() });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await leftOf(gone)).toEqual(['control_changes', 'organizations']);
    expect(await dumpOf(sql, other)).toEqual(before);
  });
});
