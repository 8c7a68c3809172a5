import type { Sql } from './client.ts';

/** What the ledger holds of one organization. Counts are of Attempts. */
export type LedgerHealth = {
  readonly recorded: number;
  /** Of those recorded: cut by the death of a gateway. */
  readonly interrupted: number;
  /** Records that could not be written and wait in usage.dead_letters. */
  readonly deadLetters: number;
  /** RFC 3339; null before the first. */
  readonly lastRecordedAt: string | null;
  /** From the end of an Attempt until it was recorded: the longest among the last 100, in milliseconds. */
  readonly lagMs: number | null;
};

type Counts = { recorded: string | null; interrupted: string | null };
type Latest = { lastRecordedAt: Date | null; lagMs: number | null };

/** The state of an organization's ledger. Counts come from rollups, which are exact. */
export async function readLedgerHealth(sql: Sql, organizationId: string): Promise<LedgerHealth> {
  const [counts, letters, latest] = await Promise.all([
    sql<Counts[]>`
      select sum(attempts) as recorded, sum(attempts) filter (where status = 'interrupted') as interrupted
      from (
        select attempts, status from usage.wide_rollups
        where organization_id = ${organizationId} and cut = 'key' and grain = 'month'
        union all
        select attempts, status from usage.rollups where organization_id = ${organizationId} and not merged
      ) as r`,
    sql<{ count: bigint }[]>`
      select count(*) as count from usage.dead_letters where organization_id = ${organizationId}`,
    sql<Latest[]>`
      select max(recorded_at) as "lastRecordedAt",
        max(greatest(0, extract(epoch from recorded_at - started_at) * 1000 - duration_ms))::float8 as "lagMs"
      from (select recorded_at, started_at, duration_ms from usage.attempts
        where organization_id = ${organizationId} order by call_id desc limit 100) as latest`,
  ]);
  const lagMs = latest[0]?.lagMs ?? null;
  return {
    recorded: Number(counts[0]?.recorded ?? 0),
    interrupted: Number(counts[0]?.interrupted ?? 0),
    deadLetters: Number(letters[0]?.count ?? 0n),
    lastRecordedAt: latest[0]?.lastRecordedAt?.toISOString() ?? null,
    lagMs: lagMs === null ? null : Math.round(lagMs),
  };
}
