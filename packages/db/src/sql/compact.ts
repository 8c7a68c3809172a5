import { advisoryLocks } from '../advisory-locks.ts';
import { bucketColumns } from './attempt-row.ts';
import type { Fragment, Sql, TransactionSql } from './client.ts';

/** Buckets that began later still get new deltas all the time. */
const settledMs = 5 * 60_000;
const rowsMax = 50_000;

const units = Object.values(bucketColumns);

function list(columns: readonly string[]): string {
  return columns.join(', ');
}

/** The statement that adds `rows` of the cube to the wide one. The names in it are our own, so they may be text. */
export function widen(tx: Sql | TransactionSql, rows: Fragment): Fragment {
  const sums = units.map((unit) => `nullif(sum(${unit}), 0)`);
  const added = units.map((unit) => `${unit} = nullif(coalesce(w.${unit}, 0) + coalesce(excluded.${unit}, 0), 0)`);
  return tx`
    insert into usage.wide_rollups as w (
      organization_id, cut, grain, bucket_at, project_id, gateway_key_id, member_id, route, provider, model, status,
      cost_source, calls, attempts, cost_pico_usd, max_pico_usd, ${tx.unsafe(list(units))})
    select organization_id, cut, grain, date_trunc(grain, bucket_at, 'UTC'), project_id,
      case when cut <> 'model' then gateway_key_id end, case when cut <> 'model' then member_id end,
      case when cut <> 'key' then route else '' end, case when cut <> 'key' then provider else '' end,
      case when cut <> 'key' then model else '' end, status, cost_source, sum(calls), sum(attempts),
      sum(cost_pico_usd), max(coalesce(max_pico_usd, cost_pico_usd)), ${tx.unsafe(list(sums))}
    from ${rows}
    cross join (values ('full'), ('model'), ('key')) as c(cut)
    cross join (values ('hour'), ('day'), ('month')) as g(grain)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    on conflict (organization_id, cut, grain, bucket_at, project_id, gateway_key_id, member_id, route, provider, model,
      status, cost_source)
    do update set calls = w.calls + excluded.calls, attempts = w.attempts + excluded.attempts,
      cost_pico_usd = w.cost_pico_usd + excluded.cost_pico_usd,
      max_pico_usd = greatest(coalesce(w.max_pico_usd, w.cost_pico_usd), excluded.max_pico_usd), ${tx.unsafe(list(added))}`;
}

/** The same for the latency histograms. */
export function widenLatencies(tx: Sql | TransactionSql, rows: Fragment): Fragment {
  return tx`
    insert into usage.wide_latency_rollups as w (
      organization_id, cut, grain, bucket_at, project_id, provider, model, metric, bin, calls)
    select organization_id, cut, grain, date_trunc(grain, bucket_at, 'UTC'), project_id,
      case when cut = 'model' then provider else '' end, case when cut = 'model' then model else '' end, metric, bin,
      sum(calls)
    from ${rows}
    cross join (values ('model'), ('all')) as c(cut)
    cross join (values ('hour'), ('day'), ('month')) as g(grain)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict (organization_id, cut, grain, bucket_at, project_id, provider, model, metric, bin)
    do update set calls = w.calls + excluded.calls`;
}

/** Merges deltas with the merged rows that they join, and adds them to the wide cube. Gives the deltas. */
async function mergeCube(tx: TransactionSql, before: Date): Promise<number> {
  const [counts] = await tx<[{ deltas: number }]>`
    with deltas as (
      delete from usage.rollups where ctid = any(array(
        select ctid from usage.rollups where not merged and bucket_at < ${before} limit ${rowsMax}))
      returning *
    ), keys as (
      select distinct organization_id, bucket_at, project_id, gateway_key_id, member_id, route, provider, model, status,
        cost_source from deltas
    ), joined as (
      delete from usage.rollups r using keys k
      where r.merged and r.organization_id = k.organization_id and r.project_id = k.project_id
        and r.bucket_at = k.bucket_at and r.gateway_key_id is not distinct from k.gateway_key_id
        and r.member_id is not distinct from k.member_id and r.route = k.route and r.provider = k.provider and r.model = k.model and r.status = k.status
        and r.cost_source = k.cost_source
      returning r.*
    ), merged as (
      insert into usage.rollups (
        organization_id, bucket_at, project_id, gateway_key_id, member_id, route, provider, model, status, cost_source,
        calls, attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input,
        audio_output, audio_cache_read, audio_seconds, image_input, image_output, images, searches, requests, cost_pico_usd, max_pico_usd, merged)
      select
        organization_id, bucket_at, project_id, gateway_key_id, member_id, route, provider, model, status, cost_source,
        sum(calls), sum(attempts), sum(input), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h), sum(output),
        sum(reasoning), sum(audio_input), sum(audio_output), coalesce(sum(audio_cache_read), 0), coalesce(sum(audio_seconds), 0),
        coalesce(sum(image_input), 0), coalesce(sum(image_output), 0), sum(images), sum(searches), sum(requests),
        sum(cost_pico_usd), max(coalesce(max_pico_usd, cost_pico_usd)), true
      from (select * from deltas union all select * from joined) as r
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ), widened as (${widen(tx, tx`deltas`)}
    )
    select count(*)::int as deltas from deltas`;
  return counts.deltas;
}

async function mergeLatencies(tx: TransactionSql, before: Date): Promise<number> {
  const [counts] = await tx<[{ deltas: number }]>`
    with deltas as (
      delete from usage.latency_rollups where ctid = any(array(
        select ctid from usage.latency_rollups where not merged and bucket_at < ${before} limit ${rowsMax}))
      returning *
    ), keys as (
      select distinct organization_id, bucket_at, project_id, provider, model, metric, bin from deltas
    ), joined as (
      delete from usage.latency_rollups r using keys k
      where r.merged and r.organization_id = k.organization_id and r.project_id = k.project_id
        and r.bucket_at = k.bucket_at and r.provider = k.provider and r.model = k.model and r.metric = k.metric
        and r.bin = k.bin
      returning r.*
    ), merged as (
      insert into usage.latency_rollups (
        organization_id, bucket_at, project_id, provider, model, metric, bin, calls, merged)
      select organization_id, bucket_at, project_id, provider, model, metric, bin, sum(calls), true
      from (select * from deltas union all select * from joined) as r
      group by 1, 2, 3, 4, 5, 6, 7
    ), widened as (${widenLatencies(tx, tx`deltas`)}
    )
    select count(*)::int as deltas from deltas`;
  return counts.deltas;
}

async function untilDone(sql: Sql, before: Date, merge: typeof mergeCube): Promise<number> {
  let total = 0;
  for (;;) {
    const merged = await sql.begin(async (tx) => {
      const [lock] = await tx<
        [{ held: boolean }]
      >`select pg_try_advisory_xact_lock(${advisoryLocks.compact}::bigint) as held`;
      return lock.held ? merge(tx, before) : 0;
    });
    total += merged;
    if (merged < rowsMax) return total;
  }
}

/**
 * Merges the deltas of buckets that began 5 minutes or more before `nowMs` into one row a key, and adds them to the same
 * cube by hour, day and month; what readers sum stays the same at every moment. Gives the deltas merged; 0 while another worker is at it.
 */
export async function compactRollups(sql: Sql, nowMs: number): Promise<{ rollups: number; latencies: number }> {
  const before = new Date(nowMs - settledMs);
  return { rollups: await untilDone(sql, before, mergeCube), latencies: await untilDone(sql, before, mergeLatencies) };
}
