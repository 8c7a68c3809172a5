import type { Sql, TransactionSql } from './client.ts';

/** Held while rollups are compacted: two at once would each take the other's result for a delta. */
const lockKey = 7_305_414_003;
/** Buckets that began later still get new deltas all the time. */
const settledMs = 5 * 60_000;
const rowsMax = 50_000;

/** Rows taken by one merge: deltas, and the compacted rows that they join. */
async function mergeCube(tx: TransactionSql, before: Date): Promise<number> {
  const [counts] = await tx<[{ deltas: number }]>`
    with deltas as (
      delete from usage.rollups where ctid = any(array(
        select ctid from usage.rollups where not compacted and bucket_at < ${before} limit ${rowsMax}))
      returning *
    ), keys as (
      select distinct organization_id, bucket_at, project_id, gateway_key_id, route, provider, model, status,
        cost_source from deltas
    ), joined as (
      delete from usage.rollups r using keys k
      where r.compacted and r.organization_id = k.organization_id and r.project_id = k.project_id
        and r.bucket_at = k.bucket_at and r.gateway_key_id is not distinct from k.gateway_key_id
        and r.route = k.route and r.provider = k.provider and r.model = k.model and r.status = k.status
        and r.cost_source = k.cost_source
      returning r.*
    ), merged as (
      insert into usage.rollups (
        organization_id, bucket_at, project_id, gateway_key_id, route, provider, model, status, cost_source, calls,
        attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output,
        images, searches, requests, cost_pico_usd, compacted)
      select
        organization_id, bucket_at, project_id, gateway_key_id, route, provider, model, status, cost_source,
        sum(calls), sum(attempts), sum(input), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h), sum(output),
        sum(reasoning), sum(audio_input), sum(audio_output), sum(images), sum(searches), sum(requests),
        sum(cost_pico_usd), true
      from (select * from deltas union all select * from joined) as r
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    )
    select count(*)::int as deltas from deltas`;
  return counts.deltas;
}

async function mergeLatencies(tx: TransactionSql, before: Date): Promise<number> {
  const [counts] = await tx<[{ deltas: number }]>`
    with deltas as (
      delete from usage.latency_rollups where ctid = any(array(
        select ctid from usage.latency_rollups where not compacted and bucket_at < ${before} limit ${rowsMax}))
      returning *
    ), keys as (
      select distinct organization_id, bucket_at, project_id, provider, model, metric, bin from deltas
    ), joined as (
      delete from usage.latency_rollups r using keys k
      where r.compacted and r.organization_id = k.organization_id and r.project_id = k.project_id
        and r.bucket_at = k.bucket_at and r.provider = k.provider and r.model = k.model and r.metric = k.metric
        and r.bin = k.bin
      returning r.*
    ), merged as (
      insert into usage.latency_rollups (
        organization_id, bucket_at, project_id, provider, model, metric, bin, calls, compacted)
      select organization_id, bucket_at, project_id, provider, model, metric, bin, sum(calls), true
      from (select * from deltas union all select * from joined) as r
      group by 1, 2, 3, 4, 5, 6, 7
    )
    select count(*)::int as deltas from deltas`;
  return counts.deltas;
}

async function untilDone(sql: Sql, before: Date, merge: typeof mergeCube): Promise<number> {
  let total = 0;
  for (;;) {
    const merged = await sql.begin(async (tx) => {
      const [lock] = await tx<[{ held: boolean }]>`select pg_try_advisory_xact_lock(${lockKey}::bigint) as held`;
      return lock.held ? merge(tx, before) : 0;
    });
    total += merged;
    if (merged < rowsMax) return total;
  }
}

/**
 * Merges the deltas of buckets that began 5 minutes or more before `nowMs` into one row a key; what readers sum stays
 * the same at every moment. Gives the deltas merged; 0 while another worker is at it.
 */
export async function compactRollups(sql: Sql, nowMs: number): Promise<{ rollups: number; latencies: number }> {
  const before = new Date(nowMs - settledMs);
  return { rollups: await untilDone(sql, before, mergeCube), latencies: await untilDone(sql, before, mergeLatencies) };
}
