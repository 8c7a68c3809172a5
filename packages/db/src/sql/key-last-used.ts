import { timeOfUuid } from '@weir/runtime/uuid';
import type { Sql } from './client.ts';

/** When each of an organization's gateway keys last made a recorded call; a key without one is not in the answer. */
export async function keysLastUsed(
  sql: Sql,
  organizationId: string,
  gatewayKeyIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (gatewayKeyIds.length === 0) return new Map();
  const rows = await sql<{ id: string; callId: string }[]>`
    select keys.id, latest.call_id as "callId"
    from unnest(${[...gatewayKeyIds]}::uuid[]) as keys (id)
    cross join lateral (
      select call_id from usage.calls
      where organization_id = ${organizationId} and gateway_key_id = keys.id
      order by call_id desc limit 1) as latest`;
  return new Map(rows.map(({ id, callId }) => [id, new Date(timeOfUuid(callId))]));
}
