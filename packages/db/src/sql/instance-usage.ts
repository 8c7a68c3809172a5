import type { Sql } from './client.ts';

/** How much the whole instance holds. */
export type InstanceUsage = {
  readonly calls: bigint;
  readonly deadLetters: bigint;
  readonly databaseBytes: bigint;
};

/** Counts over all organizations; calls come from rollups, which are exact. */
export async function readInstanceUsage(sql: Sql): Promise<InstanceUsage> {
  const [row] = await sql<[InstanceUsage]>`
    select
      ((select coalesce(sum(calls), 0) from usage.wide_rollups where cut = 'model' and grain = 'month')
        + (select coalesce(sum(calls), 0) from usage.rollups where not merged))::bigint as calls,
      (select count(*) from usage.dead_letters) as "deadLetters",
      pg_database_size(current_database()) as "databaseBytes"`;
  return row;
}

/** Calls of each of these organizations since the UTC day of `sinceMs` began, by id; one without calls is missing. */
export async function countCallsSince(
  sql: Sql,
  organizationIds: readonly string[],
  sinceMs: number,
): Promise<ReadonlyMap<string, number>> {
  const ids = [...organizationIds];
  const since = new Date(Math.floor(sinceMs / 86_400_000) * 86_400_000);
  const rows = await sql<{ id: string; calls: bigint }[]>`
    select organization_id as id, sum(calls)::bigint as calls from (
      select organization_id, calls from usage.wide_rollups
      where organization_id = any(${ids}::uuid[]) and cut = 'model' and grain = 'day' and bucket_at >= ${since}
      union all
      select organization_id, calls from usage.rollups
      where organization_id = any(${ids}::uuid[]) and not merged and bucket_at >= ${since}
    ) as parts group by 1`;
  return new Map(rows.map(({ id, calls }) => [id, Number(calls)]));
}
