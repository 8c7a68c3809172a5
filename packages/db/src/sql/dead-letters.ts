import type { Sql } from './client.ts';

/** A record of usage that could not be written. */
export type DeadLetterLine = {
  readonly id: bigint;
  readonly at: Date;
  readonly reason: string;
  /** The record as it travelled; the beginning of a long one. */
  readonly record: string;
  /** Characters of the whole record. */
  readonly length: number;
};

type Query = { readonly organizationId: string; readonly recordMax: number };

function columns(sql: Sql, recordMax: number) {
  return sql`id, at, reason, left(record, ${recordMax}::int) as record, length(record) as length`;
}

/** Dead letters of one organization, latest first, behind `after`. */
export function readDeadLetters(
  sql: Sql,
  { organizationId, recordMax, after, take }: Query & { after: bigint | undefined; take: number },
): Promise<DeadLetterLine[]> {
  return sql<DeadLetterLine[]>`
    select ${columns(sql, recordMax)} from usage.dead_letters
    where organization_id = ${organizationId} ${after === undefined ? sql`` : sql`and id < ${after}`}
    order by id desc limit ${take}`;
}

/** One dead letter of one organization; undefined when it has no such one. */
export async function readDeadLetter(
  sql: Sql,
  { organizationId, recordMax, id }: Query & { id: bigint },
): Promise<DeadLetterLine | undefined> {
  const rows = await sql<DeadLetterLine[]>`
    select ${columns(sql, recordMax)} from usage.dead_letters
    where organization_id = ${organizationId} and id = ${id}`;
  return rows[0];
}
