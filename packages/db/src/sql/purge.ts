import { advisoryLocks } from '../advisory-locks.ts';
import type { Sql, TransactionSql } from './client.ts';

const rowsDefault = 5_000;
/** Gateways may still send what was served before the deletion; after this nothing is waited for. */
const lateUsageMs = 7 * 24 * 3_600_000;

/** Partitioned, keyed by call. */
const ledgerTables = ['usage.attempts', 'usage.calls'] as const;
/** Those that others refer to come last. */
const plainTables = [
  ...['usage.rollups', 'usage.wide_rollups', 'usage.latency_rollups', 'usage.wide_latency_rollups'],
  'usage.dead_letters',
  'usage.response_states',
  'usage.feedback',
  'usage.quality_states',
  ...[
    'route_versions',
    'routes',
    'project_configs',
    'gateway_keys',
    'provider_keys',
    'custom_prices',
    'management_tokens',
    'invitations',
  ],
  ...['team_members', 'teams', 'members', 'projects', 'audit_lines'],
] as const;

export type PurgeOptions = {
  readonly nowMs: number;
  /** Rows of one transaction, about. */
  readonly batchRows?: number;
  /** Aborted: the batch in hand is the last one for now. */
  readonly stop?: AbortSignal;
};

/** What a pass has taken away. */
export type Purged = {
  readonly rows: number;
  /** Organizations of which nothing is left. */
  readonly organizationIds: readonly string[];
};

type Batch = { readonly organizationId: string; readonly rows: number };
type Remove = (tx: TransactionSql, batch: Batch) => Promise<number>;

/** From the oldest on, a range of ids at a time: only the partitions that hold it are touched. */
function fromLedger(table: (typeof ledgerTables)[number]): Remove {
  return async (tx, { organizationId, rows }) => {
    const ids = await tx<{ callId: string }[]>`
      select call_id as "callId" from ${tx(table)} where organization_id = ${organizationId} order by call_id limit ${rows}`;
    const [first, last] = [ids[0]?.callId, ids.at(-1)?.callId];
    if (first === undefined || last === undefined) return 0;
    const deleted = await tx`
      delete from ${tx(table)}
      where organization_id = ${organizationId} and call_id >= ${first} and call_id <= ${last}`;
    return deleted.count;
  };
}

/** The organization is named twice: a place in the table may hold another's row by the time it is deleted. */
function fromPlain(table: (typeof plainTables)[number]): Remove {
  return async (tx, { organizationId, rows }) => {
    const deleted = await tx`
      delete from ${tx(table)} where organization_id = ${organizationId} and ctid = any(array(
        select ctid from ${tx(table)} where organization_id = ${organizationId} limit ${rows}))`;
    return deleted.count;
  };
}

const removals: readonly Remove[] = [...ledgerTables.map(fromLedger), ...plainTables.map(fromPlain)];

/** One batch, in a transaction of its own: a kill between any two leaves nothing half done. Undefined: another is at it. */
async function removeBatch(sql: Sql, remove: Remove, batch: Batch): Promise<number | undefined> {
  return sql.begin(async (tx) => {
    const [lock] = await tx<
      [{ held: boolean }]
    >`select pg_try_advisory_xact_lock(${advisoryLocks.purge}::bigint) as held`;
    if (!lock.held) return undefined;
    // Lines of the log may go with the organization that is named here, and with no other.
    await tx`select set_config('weir.purge', ${batch.organizationId}, true)`;
    return remove(tx, batch);
  });
}

/** Takes away what is there now; gives the rows, and whether it came to the end. */
async function empty(
  sql: Sql,
  batch: Batch,
  stop: AbortSignal | undefined,
): Promise<{ rows: number; isDone: boolean }> {
  let rows = 0;
  for (const remove of removals) {
    for (;;) {
      if (stop?.aborted === true) return { rows, isDone: false };
      const removed = await removeBatch(sql, remove, batch);
      if (removed === undefined) return { rows, isDone: false };
      if (removed === 0) break;
      rows += removed;
    }
  }
  return { rows, isDone: true };
}

/** The name goes at once, and with the data key all that it sealed, wherever a copy of that may lie. */
async function obscure(sql: Sql, organizationId: string): Promise<void> {
  await sql`
    update organizations set name = 'Deleted', slug = 'deleted-' || id, sealed_data_key = ''
    where id = ${organizationId} and deleted_at is not null and sealed_data_key <> ''`;
}

/** The last row, and the organization's lines in the change feed, when no late usage is waited for. */
async function finish(sql: Sql, organizationId: string, nowMs: number): Promise<boolean> {
  return sql.begin(async (tx) => {
    const gone = await tx`
      delete from organizations where id = ${organizationId} and deleted_at < ${new Date(nowMs - lateUsageMs)}`;
    if (gone.count === 0) return false;
    await tx`delete from control_changes where organization_id = ${organizationId}`;
    return true;
  });
}

/**
 * Takes away the rows of deleted organizations, in small transactions: it may be killed at any point and goes on where
 * it was. Usage that comes late is taken away by later passes; after a week the organization's own row goes as well.
 * Rows of others are never touched. Does nothing while another worker is at it.
 */
export async function purgeDeleted(sql: Sql, options: PurgeOptions): Promise<Purged> {
  const { nowMs, batchRows = rowsDefault, stop } = options;
  const deleted = await sql<{ id: string }[]>`select id from organizations where deleted_at is not null order by id`;
  const organizationIds: string[] = [];
  let rows = 0;
  for (const { id } of deleted) {
    await obscure(sql, id);
    const emptied = await empty(sql, { organizationId: id, rows: batchRows }, stop);
    rows += emptied.rows;
    if (!emptied.isDone) break;
    if (await finish(sql, id, nowMs)) organizationIds.push(id);
  }
  return { rows, organizationIds };
}
