import { timeOfUuid, uuidFloor } from '@weir/runtime/uuid';
import type { Sql } from './client.ts';

/** Told in the transaction that records usage, with the organization's id. */
export const usageChannel = 'weir_usage';

/** A recorded Call: its id, and when the transaction that recorded it began. */
export type RecordedCall = { readonly callId: string; readonly atMs: number };

export type RecordedQuery = {
  readonly organizationId: string;
  /** Of the database's clock. */
  readonly sinceMs: number;
  readonly take: number;
};

/** Calls recorded since then, in that order. */
export async function readRecorded(
  sql: Sql,
  { organizationId, sinceMs, take }: RecordedQuery,
): Promise<RecordedCall[]> {
  const rows = await sql<{ callId: string; at: Date }[]>`
    select call_id as "callId", recorded_at as at from usage.calls
    where organization_id = ${organizationId} and recorded_at >= ${new Date(sinceMs)}
    order by recorded_at, call_id limit ${take}`;
  return rows.map(({ callId, at }) => ({ callId, atMs: at.getTime() }));
}

/** When a Call was recorded; undefined when it is not. */
export async function recordedAt(
  sql: Sql,
  { organizationId, callId }: { organizationId: string; callId: string },
): Promise<number | undefined> {
  const rows = await sql<{ at: Date }[]>`
    select recorded_at as at from usage.calls
    where organization_id = ${organizationId} and call_id = ${callId} and call_id >= ${uuidFloor(timeOfUuid(callId))}`;
  return rows[0]?.at.getTime();
}

/** The database's clock. */
export async function databaseNow(sql: Sql): Promise<number> {
  const [row] = await sql<[{ at: Date }]>`select now() as at`;
  return row.at.getTime();
}
