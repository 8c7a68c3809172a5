import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { advisoryLocks } from '../advisory-locks.ts';
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
      await tx`select pg_advisory_xact_lock(${advisoryLocks.purge}::bigint)`;
      expect((await purgeDeleted(sql, { nowMs: Date.now() })).rows).toBe(0);
    });
    const passes = await Promise.all([1, 2, 3].map(() => purgeDeleted(sql, { nowMs: Date.now(), batchRows: 1 })));
    expect(passes.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(0);
    await purgeDeleted(sql, { nowMs: Date.now() });
    expect(await leftOf(gone)).toEqual(['control_changes', 'organizations']);
  });
});

const rowsOf = async (id: string) => (await dumpOf(sql, id)).length;

/** A process that purges in batches of one row, killed when so many rows of the organization are left. */
async function purgeAndKill(id: string, rowsLeft: number): Promise<void> {
  const code = `
    import { openSql } from ${JSON.stringify(import.meta.resolve('./client.ts'))};
    import { purgeDeleted } from ${JSON.stringify(import.meta.resolve('./purge.ts'))};
    await purgeDeleted(openSql(process.argv[1], { max: 1 }), { nowMs: Date.now(), batchRows: 1 });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, url], { stdio: 'inherit' });
  const ended = once(child, 'exit');
  try {
    await vi.waitFor(async () => expect(await rowsOf(id)).toBeLessThanOrEqual(rowsLeft), { timeout: 15_000 });
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** Makes each batch last a few milliseconds, so that a kill meets the purge in the middle on any machine. */
async function slowDown(): Promise<void> {
  await sql.unsafe(`
    create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01); return null; end $$;
    create trigger dawdle after delete on usage.rollups for each statement execute function dawdle();
    create trigger dawdle after delete on audit_lines for each statement execute function dawdle();`);
}

describe('a purge that is killed', () => {
  it('goes on where it was, and never touches another', async () => {
    await slowDown();
    const [gone, other] = [await wholeOrganization(sql, 25), await wholeOrganization(sql, 25)];
    const before = await dumpOf(sql, other);
    await markDeleted(gone);
    const left: number[] = [];
    for (const rowsLeft of [before.length - 1, 65, 50, 20]) {
      await purgeAndKill(gone, rowsLeft);
      left.push(await rowsOf(gone));
    }
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(left.filter((count) => count > 2 && count < before.length).length).toBeGreaterThan(1);
    // A killed session may hold its lock for a moment.
    await vi.waitFor(
      async () => {
        await purgeDeleted(sql, { nowMs: Date.now() });
        expect(await leftOf(gone)).toEqual(['control_changes', 'organizations']);
      },
      { timeout: 10_000 },
    );
    expect(await dumpOf(sql, other)).toEqual(before);
  });
});
