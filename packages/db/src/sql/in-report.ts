import type { Sql, TransactionSql } from './client.ts';

/**
 * Runs a query that groups many rows, with memory enough to do so without sorting them on disk. Parts of its statement
 * may be made with `sql`.
 */
export async function inReport<Rows>(sql: Sql, query: (tx: TransactionSql) => Promise<Rows>): Promise<Rows> {
  let rows: Rows | undefined;
  await sql.begin('read only', async (tx) => {
    await tx`set local work_mem = '32MB'`;
    rows = await query(tx);
  });
  if (rows === undefined) throw new TypeError('a report was committed without its rows');
  return rows;
}
