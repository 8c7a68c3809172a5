import type { Sql } from './client.ts';

/** A compiled document as stored; the reader parses `document`. */
export type StoredProjectConfig = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly version: number;
  readonly document: unknown;
};

/** A line of the change feed: `projectId` is undefined when all of the organization's projects changed. */
export type Change = { readonly seq: number; readonly organizationId: string; readonly projectId: string | undefined };

/** The channel that hints at new changes. */
export const changesChannel = 'weir_changes';

/**
 * The document of the project that a gateway key with this hex SHA-256, or with it before its rotation, belongs to.
 * Whether the key is still good stands in the document.
 */
export async function projectByKeyHash(sql: Sql, hash: string): Promise<StoredProjectConfig | undefined> {
  const rows = await sql<StoredProjectConfig[]>`
    select c.organization_id as "organizationId", c.project_id as "projectId", c.version, c.document
    from gateway_keys k join project_configs c on c.project_id = k.project_id
    where k.hash = ${hash} or k.previous_hash = ${hash}
    limit 1`;
  return rows[0];
}

/** The document of a project. */
export async function projectById(sql: Sql, projectId: string): Promise<StoredProjectConfig | undefined> {
  const rows = await sql<StoredProjectConfig[]>`
    select organization_id as "organizationId", project_id as "projectId", version, document
    from project_configs where project_id = ${projectId}`;
  return rows[0];
}

/** Changes after `seq`, oldest first, at most `limit`. A reader that has seen n never misses a smaller one. */
export async function changesSince(sql: Sql, seq: number, limit = 1000): Promise<Change[]> {
  const rows = await sql<{ seq: bigint; organizationId: string; projectId: string | null }[]>`
    select seq, organization_id as "organizationId", project_id as "projectId"
    from control_changes where seq > ${seq} order by seq limit ${limit}`;
  return rows.map((row) => ({ ...row, seq: Number(row.seq), projectId: row.projectId ?? undefined }));
}

/** The newest change's `seq`; 0 before the first. */
export async function lastChange(sql: Sql): Promise<number> {
  const rows = await sql<{ seq: bigint | null }[]>`select max(seq) as seq from control_changes`;
  return Number(rows[0]?.seq ?? 0n);
}
