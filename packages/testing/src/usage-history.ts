import type { Sql } from '@weir/db/sql/client';
import { widen, widenLatencies } from '@weir/db/sql/compact';
import { ensurePartitions } from '@weir/db/sql/partitions';

/** Who calls: each with its share of the traffic. */
export type HistoryCaller = {
  readonly projectId: string;
  readonly gatewayKeyId?: string;
  readonly memberId?: string;
  readonly weight: number;
};

export type HistoryModel = {
  readonly provider: string;
  readonly model: string;
  readonly weight: number;
  /** Pico-dollars per million tokens in and out; absent: the price is not known. */
  readonly picoUsdPerMillion?: { readonly input: bigint; readonly output: bigint };
  /** Of half the calls. */
  readonly durationMs: number;
  /** Sandbox: its cost is no money. */
  readonly isSimulated?: boolean;
};

export type HistoryOptions = {
  readonly organizationId: string;
  readonly callers: readonly HistoryCaller[];
  readonly models: readonly HistoryModel[];
  readonly calls: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly seed: number;
};

/** Where in [0, 1) the share of each entry ends and the next one's begins. */
function upTo(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sofar = 0;
  return weights.slice(0, -1).map((weight) => {
    sofar += weight / total;
    return sofar;
  });
}

// Numbers in [0, 1) that depend on the seed, the call and what they are for, and on nothing else.
async function defineDraws(sql: Sql): Promise<void> {
  await sql`
    create or replace function pg_temp.draw(seed int, what int, n int) returns float8 language sql immutable as
    $$ select (hashint8extended(n::bigint * 64 + what, seed) & 4503599627370495)::float8 / 4503599627370496 $$`;
}

// More by day than by night, fewer at weekends: a call whose moment is thin goes to another moment of its own.
async function drawCalls(sql: Sql, { calls, fromMs, toMs, seed }: HistoryOptions): Promise<void> {
  await sql`
    create temporary table drawn as
    with moments as (
      select n, ${fromMs}::float8 + pg_temp.draw(${seed}, 0, n) * ${toMs - fromMs}::float8 as first_ms,
        ${fromMs}::float8 + pg_temp.draw(${seed}, 1, n) * ${toMs - fromMs}::float8 as other_ms
      from generate_series(1, ${calls}::int) as n
    ), placed as (
      select n, floor(case when pg_temp.draw(${seed}, 2, n) < 0.55 + 0.4 * sin((first_ms / 86400000 - 0.3) * 2 * pi())
        then first_ms else other_ms end)::bigint as at_ms
      from moments
    )
    select n, at_ms, to_timestamp(at_ms / 1000.0) as at,
      (lpad(to_hex(at_ms), 12, '0') || '7' || substr(id, 1, 3) || '8' || substr(id, 4, 15))::uuid as call_id,
      pg_temp.draw(${seed}, 3, n) as caller_at, pg_temp.draw(${seed}, 4, n) as model_at,
      pg_temp.draw(${seed}, 5, n) as fate, exp(pg_temp.draw(${seed}, 6, n) * 3 - 1.5) as slow,
      (40 * exp(pg_temp.draw(${seed}, 7, n) * 5))::int as input, (20 * exp(pg_temp.draw(${seed}, 8, n) * 4))::int as output,
      pg_temp.draw(${seed}, 9, n) < 0.6 as streaming
    from placed cross join lateral md5(${seed}::text || '/' || n) as id`;
}

async function nameCalls(sql: Sql, { callers, models }: HistoryOptions): Promise<void> {
  const callerEnds = upTo(callers.map(({ weight }) => weight));
  const modelEnds = upTo(models.map(({ weight }) => weight));
  const callerRows = callers.map((caller, n) => ({ ...caller, nth: n }));
  const modelRows = models.map(({ picoUsdPerMillion: price, ...model }, n) => ({
    ...{ ...model, isSimulated: model.isSimulated ?? false, nth: n },
    ...{ picoIn: price?.input.toString(), picoOut: price?.output.toString() },
  }));
  await sql`
    create temporary table named as
    select d.*, c."projectId" as project_id, c."gatewayKeyId" as gateway_key_id, c."memberId" as member_id, m.provider,
      m.model, m."durationMs" as base_ms, m."isSimulated" as simulated, m."picoIn" as pico_in, m."picoOut" as pico_out
    from drawn d
    join json_to_recordset(${JSON.stringify(callerRows)}::text::json)
      as c(nth int, "projectId" uuid, "gatewayKeyId" uuid, "memberId" uuid)
      on c.nth = width_bucket(d.caller_at, ${callerEnds}::float8[])
    join json_to_recordset(${JSON.stringify(modelRows)}::text::json)
      as m(nth int, provider text, model text, "durationMs" int, "isSimulated" bool, "picoIn" int8, "picoOut" int8)
      on m.nth = width_bucket(d.model_at, ${modelEnds}::float8[])`;
}

// Of a hundred calls: one refused, two failed, one canceled, three that needed a second attempt.
async function insertCalls(sql: Sql, organizationId: string): Promise<void> {
  await sql`
    insert into usage.calls (organization_id, call_id, project_id, gateway_key_id, member_id, operation, requested_model,
      provider, model, streaming, status, error_code, http_status, attempts, started_at, duration_ms, first_token_ms)
    select ${organizationId}, call_id, project_id, gateway_key_id, member_id, 'chat', provider || '/' || model,
      case when fate >= 0.01 then provider end, case when fate >= 0.01 then model end, streaming,
      case when fate < 0.01 then 'refused' when fate < 0.03 then 'failed' when fate < 0.04 then 'canceled'
        else 'succeeded' end,
      case when fate < 0.01 then 'model_not_found' when fate < 0.03 then 'upstream_failed' end,
      case when fate < 0.01 then 404 when fate < 0.03 then 502 when fate < 0.04 then null else 200 end,
      case when fate < 0.01 then 0 when fate < 0.07 and fate >= 0.04 then 2 else 1 end,
      at, (base_ms * slow)::int + 1, case when streaming and fate >= 0.04 then (base_ms * slow / 5)::int + 1 end
    from named order by call_id`;
}

async function insertAttempts(sql: Sql, organizationId: string): Promise<void> {
  await sql`
    insert into usage.attempts (organization_id, call_id, attempt_no, project_id, gateway_key_id, member_id, provider,
      model, requested_model, operation, purpose, streaming, status, error_code, error_message, http_status, started_at,
      duration_ms, first_token_ms, input, output, cache_read, cost_source, cost_pico_usd, cost_lines, price_id,
      cost_reason, recorded_at)
    select ${organizationId}, call_id, no, project_id, gateway_key_id, member_id, provider, model,
      provider || '/' || model, 'chat', case no when 1 then 'first' else 'retry' end, streaming, state,
      case when state = 'failed' then 'overloaded' end, case when state = 'failed' then 'Overloaded.' end,
      case state when 'failed' then 529 when 'canceled' then null else 200 end,
      at + (no - 1) * interval '2 seconds', (base_ms * slow)::int,
      case when streaming and state = 'succeeded' then (base_ms * slow / 5)::int end,
      case when state = 'succeeded' then input end, case when state = 'succeeded' then output end,
      case when state = 'succeeded' then input / 4 end, cost.source,
      case cost.source when 'unknown' then null when 'estimated' then 0
        else (input * pico_in + output * pico_out) / 1000000 end,
      '[]', provider || '/' || model || '@2026-01-01#weir',
      case when cost.source = 'unknown' then 'No price is known for this model.' end, at + interval '3 seconds'
    from named
    cross join generate_series(1, case when fate >= 0.04 and fate < 0.07 then 2 else 1 end) as no
    cross join lateral (select case when fate < 0.03 or (no = 1 and fate >= 0.04 and fate < 0.07) then 'failed'
      when fate < 0.04 then 'canceled' else 'succeeded' end as state) as s
    cross join lateral (select case when pico_in is null then 'unknown' when simulated then 'simulated'
      when state = 'succeeded' then case when fate > 0.98 then 'reported' else 'computed' end
      else 'estimated' end as source) as cost
    where fate >= 0.01 order by call_id`;
}

// What the worker's inserts and its compaction would have come to.
async function rollUp(sql: Sql, organizationId: string): Promise<void> {
  const own = sql`organization_id = ${organizationId}`;
  const bucket = sql`date_bin('15 minutes', started_at, 'epoch')`;
  await sql`
    insert into usage.rollups (organization_id, bucket_at, project_id, gateway_key_id, member_id, provider, model, status,
      cost_source, attempts, input, output, cache_read, audio_seconds, cost_pico_usd, max_pico_usd, merged)
    select organization_id, ${bucket}, project_id, gateway_key_id, member_id, provider, model, status, cost_source,
      count(*), coalesce(sum(input), 0), coalesce(sum(output), 0), coalesce(sum(cache_read), 0),
      0, coalesce(sum(cost_pico_usd), 0), max(cost_pico_usd), true
    from usage.attempts where ${own} group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;
  await sql`
    insert into usage.rollups (organization_id, bucket_at, project_id, gateway_key_id, member_id, route, provider, model,
      status, calls, audio_seconds, merged)
    select organization_id, ${bucket}, project_id, gateway_key_id, member_id, coalesce(route, ''),
      coalesce(provider, ''), coalesce(model, ''), status, count(*), 0, true
    from usage.calls where ${own} group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;
  await sql`
    insert into usage.latency_rollups (organization_id, bucket_at, project_id, provider, model, metric, bin, calls, merged)
    select organization_id, ${bucket}, project_id, provider, model, metric, least(1 + floor(log(2, ms) * 8), 212),
      count(*), true
    from usage.calls
    cross join lateral (values ('duration', duration_ms), ('first_token', first_token_ms)) as v(metric, ms)
    where ${own} and status = 'succeeded' and ms is not null group by 1, 2, 3, 4, 5, 6, 7`;
  await widen(sql, sql`(select * from usage.rollups where ${own}) as r`);
  await widenLatencies(sql, sql`(select * from usage.latency_rollups where ${own}) as r`);
}

/**
 * Writes a history of calls of one organization, the same for the same options: usage by day and night, a few failures,
 * retries and refusals, costs of every source; with the rollups that the worker would have made. For an organization
 * without usage; about 20 s a million calls. `sql` must be of one connection.
 */
export async function writeUsageHistory(sql: Sql, options: HistoryOptions): Promise<void> {
  const { organizationId, fromMs, toMs } = options;
  for (let atMs = fromMs; atMs < toMs + 31 * 86_400_000; atMs += 28 * 86_400_000) await ensurePartitions(sql, atMs);
  await defineDraws(sql);
  await drawCalls(sql, options);
  await nameCalls(sql, options);
  await insertCalls(sql, organizationId);
  await insertAttempts(sql, organizationId);
  await rollUp(sql, organizationId);
  await sql`drop table drawn, named`;
  await sql`analyze`;
}
