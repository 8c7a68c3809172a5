import { advisoryLocks } from '../advisory-locks.ts';
import type { Sql, TransactionSql } from './client.ts';

type ProjectKey = { readonly organizationId: string; readonly projectId: string };

/** What is stored of a project's learning. */
export type StoredQuality = {
  /** An encoded QualityModel; undefined when nothing is learnt. */
  readonly state: Uint8Array | undefined;
  readonly labels: number;
  readonly version: number;
  readonly resetSeq: bigint;
  readonly resetAt: Date | undefined;
  readonly learntAt: Date | undefined;
  /** Labels given so far, more than the state was made of when it is due. */
  readonly labelled: bigint;
  readonly learnt: bigint;
};

type Row = {
  readonly state: Buffer | null;
  readonly labels: number;
  readonly version: bigint;
  readonly resetSeq: bigint;
  readonly resetAt: Date | null;
  readonly learntAt: Date | null;
  readonly labelled: bigint;
  readonly learnt: bigint;
};

/** What a project has learnt; undefined where nobody has rated yet. */
export async function readQuality(
  sql: Sql | TransactionSql,
  { organizationId, projectId }: ProjectKey,
): Promise<StoredQuality | undefined> {
  const [row] = await sql<Row[]>`
    select state, labels, version, reset_seq as "resetSeq", reset_at as "resetAt", learnt_at as "learntAt", labelled,
      learnt
    from usage.quality_states where organization_id = ${organizationId} and project_id = ${projectId}`;
  if (row === undefined) return undefined;
  const { state, version, resetAt, learntAt, ...rest } = row;
  return {
    ...rest,
    state: state ?? undefined,
    version: Number(version),
    resetAt: resetAt ?? undefined,
    learntAt: learntAt ?? undefined,
  };
}

/** The state of a project alone, with its version; undefined where nobody has rated yet. */
export async function readQualityState(
  sql: Sql,
  { organizationId, projectId }: ProjectKey,
): Promise<Pick<StoredQuality, 'state' | 'version'> | undefined> {
  const [row] = await sql<Pick<Row, 'state' | 'version'>[]>`
    select state, version from usage.quality_states
    where organization_id = ${organizationId} and project_id = ${projectId}`;
  return row === undefined ? undefined : { state: row.state ?? undefined, version: Number(row.version) };
}

/** The versions of the states of these projects; one that has none is not in it. */
export async function readQualityVersions(sql: Sql, keys: readonly ProjectKey[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ projectId: string; version: bigint }[]>`
    select project_id as "projectId", version from usage.quality_states
    where (organization_id, project_id) in (
      select * from unnest(${keys.map(({ organizationId }) => organizationId)}::uuid[],
        ${keys.map(({ projectId }) => projectId)}::uuid[]))`;
  return new Map(rows.map(({ projectId, version }) => [projectId, Number(version)]));
}

export type LearningPace = {
  /** At least so long between two states of a project. */
  readonly everyMs: number;
  /** And so many times as long as the last one took. */
  readonly timesItsDuration: number;
  readonly take: number;
};

/** Projects with labels that are not learnt yet, whose time has come; those that wait longest first. */
export async function readDueProjects(
  sql: Sql,
  { everyMs, timesItsDuration, take }: LearningPace,
): Promise<readonly ProjectKey[]> {
  return sql<ProjectKey[]>`
    select organization_id as "organizationId", project_id as "projectId" from usage.quality_states
    where labelled > learnt and (learnt_at is null or
      learnt_at < now() - greatest(${everyMs}::float8, ${timesItsDuration}::float8 * learnt_ms) * interval '1 millisecond')
    order by learnt_at nulls first limit ${take}`;
}

/** True when this transaction alone learns for the project, until it ends. */
export async function lockLearning(tx: TransactionSql, { projectId }: ProjectKey): Promise<boolean> {
  const [row] = await tx<[{ held: boolean }]>`
    select pg_try_advisory_xact_lock(hashtextextended(${projectId}, ${advisoryLocks.quality}::bigint)) as held`;
  return row.held;
}

/** Stores what was learnt, unless there was a reset since `from` was read. Gives the new version where it was stored. */
export async function writeQuality(
  tx: TransactionSql,
  { organizationId, projectId }: ProjectKey,
  made: {
    readonly from: StoredQuality;
    readonly state: Uint8Array | undefined;
    readonly labels: number;
    readonly tookMs: number;
  },
): Promise<number | undefined> {
  const { from, state, labels, tookMs } = made;
  const rows = await tx<{ version: bigint }[]>`
    update usage.quality_states
    set state = ${state === undefined ? null : Buffer.from(state)}, labels = ${labels}, version = version + 1,
      learnt = ${from.labelled}, learnt_at = clock_timestamp(), learnt_ms = ${Math.round(tookMs)}
    where organization_id = ${organizationId} and project_id = ${projectId} and version = ${from.version}
    returning version`;
  return rows[0] === undefined ? undefined : Number(rows[0].version);
}
