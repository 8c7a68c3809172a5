import { uuidFloor } from '@weir/runtime/uuid';
import { advisoryLocks } from '../advisory-locks.ts';
import type { Sql, TransactionSql } from './client.ts';

const monthsAhead = 2;
const tables = ['attempts', 'calls'] as const;

type Month = { readonly suffix: string; readonly from: string; readonly to: string };

/** The calendar month (UTC) `ahead` months after the one of `nowMs`, as a range of UUIDv7. */
function monthOf(nowMs: number, ahead: number): Month {
  const now = new Date(nowMs);
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
  const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1);
  const suffix = start.toISOString().slice(0, 7).replace('-', '_');
  return { suffix, from: uuidFloor(start.getTime()), to: uuidFloor(end) };
}

async function exists(tx: TransactionSql, name: string): Promise<boolean> {
  const [row] = await tx<[{ found: boolean }]>`select to_regclass(${`usage.${name}`}) is not null as found`;
  return row.found;
}

/** Makes one month's partition, moving into it what the default partition holds of that month. */
async function create(tx: TransactionSql, table: string, month: Month): Promise<void> {
  const parent = tx(`usage.${table}`);
  const name = tx(`usage.${table}_${month.suffix}`);
  const rest = tx(`usage.${table}_default`);
  // Made apart and attached, it does not lock the whole table as CREATE ... PARTITION OF would.
  await tx`create table ${name} (like ${parent} including all)`;
  await tx`lock table ${rest} in access exclusive mode`;
  await tx`
    with moved as (delete from ${rest} where call_id >= ${month.from}::uuid and call_id < ${month.to}::uuid returning *)
    insert into ${name} select * from moved`;
  await tx.unsafe(
    `alter table usage.${table} attach partition usage.${table}_${month.suffix}
     for values from ('${month.from}') to ('${month.to}')`,
  );
}

/**
 * Makes the monthly partitions of the usage tables for the month of `nowMs` and the two after it; names those it made.
 * Safe to run at any time and from several workers at once.
 */
export async function ensurePartitions(sql: Sql, nowMs: number): Promise<string[]> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${advisoryLocks.partitions}::bigint)`;
    const made: string[] = [];
    for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
      const month = monthOf(nowMs, ahead);
      for (const table of tables) {
        if (await exists(tx, `${table}_${month.suffix}`)) continue;
        await create(tx, table, month);
        made.push(`${table}_${month.suffix}`);
      }
    }
    return made;
  });
}
