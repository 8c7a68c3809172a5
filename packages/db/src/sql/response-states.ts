import type { Sql } from './client.ts';

/** Names one kept answer of a project. */
export type ResponseStateKey = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly responseId: string;
};

/** The sealed state of an answer; undefined where there is none or its time is over at `nowMs`. */
export async function readResponseState(sql: Sql, key: ResponseStateKey, nowMs: number): Promise<string | undefined> {
  const rows = await sql<{ sealed: string }[]>`
    select sealed from usage.response_states
    where organization_id = ${key.organizationId} and project_id = ${key.projectId}
      and response_id = ${key.responseId} and expires_at > ${new Date(nowMs)}`;
  return rows[0]?.sealed;
}

/** Keeps the sealed state of an answer until `expiresAtMs`. A second time for one answer changes nothing. */
export async function writeResponseState(
  sql: Sql,
  key: ResponseStateKey,
  state: { readonly sealed: string; readonly expiresAtMs: number },
): Promise<void> {
  await sql`
    insert into usage.response_states (organization_id, project_id, response_id, sealed, expires_at)
    values (${key.organizationId}, ${key.projectId}, ${key.responseId}, ${state.sealed}, ${new Date(state.expiresAtMs)})
    on conflict do nothing`;
}

/** Takes away at most `rowsMax` states whose time is over; gives how many there were. */
export async function deleteExpiredResponseStates(sql: Sql, nowMs: number, rowsMax = 1_000): Promise<number> {
  const deleted = await sql`
    delete from usage.response_states where ctid = any(array(
      select ctid from usage.response_states where expires_at <= ${new Date(nowMs)} limit ${rowsMax}
      for update skip locked))`;
  return deleted.count;
}
