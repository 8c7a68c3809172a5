import type { Watermark } from '@weir/protocol/ledger';
import type { Sql } from './client.ts';

type Row = { spoolId: string; segment: bigint; offset: bigint; attempts: bigint };

function toWatermark(row: Row): Watermark {
  return {
    spoolId: row.spoolId,
    position: { segment: Number(row.segment), offset: Number(row.offset) },
    attempts: Number(row.attempts),
  };
}

/** How far each spool, or each of `spoolIds`, is recorded. A spool that never sent anything is missing. */
export async function readWatermarks(sql: Sql, spoolIds?: readonly string[]): Promise<Watermark[]> {
  const rows = await sql<Row[]>`
    select spool_id as "spoolId", segment, "offset", attempts from usage.watermarks
    ${spoolIds === undefined ? sql`` : sql`where spool_id = any(${[...spoolIds]}::text[])`}
    order by spool_id`;
  return rows.map(toWatermark);
}

/** When a batch of any spool was last recorded; undefined before the first. */
export async function lastRecordedAt(sql: Sql): Promise<Date | undefined> {
  const rows = await sql<{ at: Date | null }[]>`select max(updated_at) as at from usage.watermarks`;
  return rows[0]?.at ?? undefined;
}
