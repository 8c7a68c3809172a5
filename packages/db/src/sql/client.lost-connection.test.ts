import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSql, type Sql } from './client.ts';

// The driver is patched for this (packages/db/patches): unpatched, each of these hangs or ends the process.
let url: string;
let admin: Sql;
beforeAll(async () => {
  url = (await testDatabase()).url;
  admin = openSql(url, { max: 1 });
  await admin`create table steps (worker int, step int)`;
});
afterAll(() => admin.end());

const terminateOthers = () => admin`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

const sleepers = () => admin`select 1 from pg_stat_activity where query = 'select pg_sleep(5)' and state = 'active'`;

describe('a pool whose connections are cut', () => {
  it('fails what was under way, then works again, and closes', async () => {
    const sql = openSql(url, { max: 1 });
    await expect(sql`select pg_terminate_backend(pg_backend_pid())`).rejects.toThrow();
    for (let tries = 0; tries < 3; tries += 1) {
      await vi.waitFor(() => sql`select 1`);
      const slow = expect(sql`select pg_sleep(5)`).rejects.toThrow();
      await vi.waitFor(async () => expect(await sleepers()).toHaveLength(1));
      await terminateOthers();
      await slow;
    }
    await vi.waitFor(async () => expect(await sql`select 2 as two`).toEqual([{ two: 2 }]));
    await sql.end();
  });

  it('never lets the rest of a cut transaction run on its own', async () => {
    const sql = openSql(url, { max: 1 });
    const cut = sql.begin(async (tx) => {
      await tx`insert into steps values (0, 1)`;
      await tx`select pg_terminate_backend(pg_backend_pid())`.catch(() => undefined);
      await sql`select 1`;
      await tx`insert into steps values (0, 2)`;
    });
    await expect(cut).rejects.toThrow();
    expect(await sql`select * from steps where worker = 0`).toHaveLength(0);
    await sql.end();
  });

  it('keeps every transaction whole through a storm of cuts', async () => {
    const sql = openSql(url, { max: 4 });
    let storming = true;
    let committed = 0;
    const worker = async (id: number) => {
      while (storming) {
        await sql
          .begin(async (tx) => {
            for (const step of [1, 2, 3]) await tx`insert into steps values (${id}, ${step})`;
          })
          .then(
            () => {
              committed += 1;
            },
            () => undefined,
          );
      }
    };
    const workers = [1, 2, 3, 4, 5, 6].map(worker);
    for (let cuts = 0; cuts < 80; cuts += 1) {
      await terminateOthers();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    storming = false;
    await Promise.all(workers);
    await sql.end();
    const rows =
      await admin`select step, count(*)::int as count from steps where worker > 0 group by step order by step`;
    expect(new Set(rows.map(({ count }) => count)).size).toBe(1);
    // A commit may have been made although its answer was cut.
    expect(rows[0]?.['count']).toBeGreaterThanOrEqual(committed);
    expect(committed).toBeGreaterThan(10);
  });
});
