import { latencyBin } from '@weir/protocol/latency-bin';
import type { CallRecord } from '@weir/protocol/ledger';
import type { TransactionSql } from './client.ts';
import { postgresJson } from './postgres-json.ts';

function toRow(record: CallRecord): Record<string, unknown> {
  const { durationMs, firstTokenMs } = record;
  return {
    organization_id: record.organizationId,
    call_id: record.callId,
    project_id: record.projectId,
    gateway_key_id: record.gatewayKeyId,
    member_id: record.memberId,
    operation: record.operation,
    requested_model: record.requestedModel,
    route: record.route,
    provider: record.provider,
    model: record.model,
    streaming: record.streaming,
    status: record.status,
    error_code: record.errorCode,
    http_status: record.httpStatus,
    attempts: record.attempts,
    started_at: new Date(record.startedAtMs).toISOString(),
    duration_ms: durationMs,
    first_token_ms: firstTokenMs,
    timings: record.timings,
    decision: record.decision,
    tags: record.tags,
    session: record.session,
    end_user: record.endUser,
    duration_bin: latencyBin(durationMs),
    first_token_bin: firstTokenMs === undefined ? undefined : latencyBin(firstTokenMs),
  };
}

/** Of records with the same key only the first counts, as in the table. */
function distinct(records: readonly CallRecord[]): CallRecord[] {
  const byKey = new Map<string, CallRecord>();
  for (const record of records) {
    const key = `${record.organizationId}/${record.callId}`;
    if (!byKey.has(key)) byKey.set(key, record);
  }
  return [...byKey.values()];
}

/**
 * Inserts Calls and, for those that were not there yet, the deltas of the core cube and of the latency histograms
 * (succeeded Calls only: what was cut or refused says nothing of speed), in one statement. Gives the rows added.
 */
export async function insertCalls(tx: TransactionSql, records: readonly CallRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  const [counts] = await tx<[{ inserted: number }]>`
    with rows as materialized (
      select * from json_to_recordset(${postgresJson(distinct(records).map(toRow))}::text::json) as r(
        organization_id uuid, call_id uuid, project_id uuid, gateway_key_id uuid, member_id uuid, operation text,
        requested_model text, route text, provider text, model text, streaming boolean, status text, error_code text,
        http_status smallint, attempts smallint, started_at timestamptz, duration_ms integer, first_token_ms integer,
        timings jsonb, decision jsonb, tags jsonb, session text, end_user text, duration_bin smallint,
        first_token_bin smallint)
    ), inserted as (
      insert into usage.calls (
        organization_id, call_id, project_id, gateway_key_id, member_id, operation, requested_model, route, provider,
        model, streaming, status, error_code, http_status, attempts, started_at, duration_ms, first_token_ms, timings,
        decision, tags, session, end_user)
      select
        organization_id, call_id, project_id, gateway_key_id, member_id, operation, requested_model, route, provider,
        model, streaming, status, error_code, http_status, attempts, started_at, duration_ms, first_token_ms, timings,
        decision, tags, session, end_user
      from rows
      on conflict do nothing
      returning organization_id, call_id
    ), added as (
      select r.*, date_bin('15 minutes', r.started_at, timestamptz 'epoch') as bucket_at
      from inserted i join rows r on r.organization_id = i.organization_id and r.call_id = i.call_id
    ), rolled as (
      insert into usage.rollups (
        organization_id, bucket_at, project_id, gateway_key_id, member_id, route, provider, model, status, calls)
      select
        organization_id, bucket_at, project_id, gateway_key_id, member_id, coalesce(route, ''), coalesce(provider, ''),
        coalesce(model, ''), status, count(*)
      from added
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    ), timed as (
      insert into usage.latency_rollups (organization_id, bucket_at, project_id, provider, model, metric, bin, calls)
      select organization_id, bucket_at, project_id, coalesce(provider, ''), coalesce(model, ''), metric, bin, count(*)
      from added
      cross join lateral (values ('duration', duration_bin), ('first_token', first_token_bin)) as m(metric, bin)
      where status = 'succeeded' and bin is not null
      group by 1, 2, 3, 4, 5, 6, 7
    )
    select count(*)::int as inserted from inserted`;
  return counts.inserted;
}
