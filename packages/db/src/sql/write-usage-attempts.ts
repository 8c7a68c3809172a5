import type { AttemptRecord } from '@weir/protocol/ledger';
import type { TransactionSql } from './client.ts';
import { postgresJson } from './postgres-json.ts';

/** Rows that an insert really added; repeated ones are not among them. */
export type InsertedAttempts = { readonly inserted: number; readonly interrupted: number };

function toRow(record: AttemptRecord): Record<string, unknown> {
  const { usage, cost } = record;
  return {
    organization_id: record.organizationId,
    call_id: record.callId,
    attempt_no: record.attemptNo,
    project_id: record.projectId,
    gateway_key_id: record.gatewayKeyId,
    member_id: record.memberId,
    provider_key_id: record.providerKeyId,
    provider: record.provider,
    model: record.model,
    upstream_model: record.upstreamModel,
    requested_model: record.requestedModel,
    route: record.route,
    operation: record.operation,
    purpose: record.purpose,
    streaming: record.streaming,
    status: record.status,
    error_code: record.errorCode,
    error_message: record.errorMessage,
    http_status: record.httpStatus,
    provider_request_id: record.providerRequestId,
    finish_reason: record.finishReason,
    started_at: new Date(record.startedAtMs).toISOString(),
    duration_ms: record.durationMs,
    first_token_ms: record.firstTokenMs,
    input: usage.input,
    cache_read: usage.cacheRead,
    cache_write_5m: usage.cacheWrite5m,
    cache_write_1h: usage.cacheWrite1h,
    output: usage.output,
    reasoning: usage.reasoning,
    audio_input: usage.audioInput,
    audio_output: usage.audioOutput,
    audio_cache_read: usage.audioCacheRead,
    audio_seconds: usage.audioSeconds,
    image_input: usage.imageInput,
    image_output: usage.imageOutput,
    images: usage.images,
    searches: usage.searches,
    requests: usage.requests,
    cost_source: cost.source,
    cost_pico_usd: cost.totalPicoUsd,
    cost_lines: cost.lines,
    price_id: cost.priceId,
    cost_reason: cost.reason,
  };
}

/**
 * Inserts Attempts and, for those that were not there yet, the deltas of the core cube: all in one statement, so that
 * the cube can only ever count what the table holds.
 */
export async function insertAttempts(tx: TransactionSql, records: readonly AttemptRecord[]): Promise<InsertedAttempts> {
  if (records.length === 0) return { inserted: 0, interrupted: 0 };
  const [counts] = await tx<[{ inserted: number; interrupted: number }]>`
    with rows as (
      select * from json_to_recordset(${postgresJson(records.map(toRow))}::text::json) as r(
        organization_id uuid, call_id uuid, attempt_no smallint, project_id uuid, gateway_key_id uuid, member_id uuid,
        provider_key_id uuid, provider text, model text, upstream_model text, requested_model text, route text, operation text,
        purpose text, streaming boolean, status text, error_code text, error_message text, http_status smallint,
        provider_request_id text, finish_reason text, started_at timestamptz, duration_ms integer,
        first_token_ms integer, input bigint, cache_read bigint, cache_write_5m bigint, cache_write_1h bigint,
        output bigint, reasoning bigint, audio_input bigint, audio_output bigint, audio_cache_read bigint, audio_seconds bigint,
        image_input bigint, image_output bigint, images bigint, searches bigint, requests bigint, cost_source text, cost_pico_usd bigint, cost_lines jsonb, price_id text, cost_reason text)
    ), inserted as (
      insert into usage.attempts (
        organization_id, call_id, attempt_no, project_id, gateway_key_id, member_id, provider_key_id, provider, model,
        upstream_model, requested_model, route, operation, purpose, streaming, status, error_code, error_message, http_status,
        provider_request_id, finish_reason, started_at, duration_ms, first_token_ms, input, cache_read, cache_write_5m,
        cache_write_1h, output, reasoning, audio_input, audio_output, audio_cache_read, audio_seconds, image_input, image_output,
        images, searches, requests, cost_source, cost_pico_usd, cost_lines, price_id, cost_reason)
      select
        organization_id, call_id, attempt_no, project_id, gateway_key_id, member_id, provider_key_id, provider, model,
        upstream_model, requested_model, route, operation, purpose, streaming, status, error_code, error_message, http_status,
        provider_request_id, finish_reason, started_at, duration_ms, first_token_ms, input, cache_read, cache_write_5m,
        cache_write_1h, output, reasoning, audio_input, audio_output, audio_cache_read, audio_seconds, image_input, image_output,
        images, searches, requests, cost_source, cost_pico_usd, cost_lines, price_id, cost_reason
      from rows
      on conflict do nothing
      returning *
    ), rolled as (
      insert into usage.rollups (
        organization_id, bucket_at, project_id, gateway_key_id, member_id, route, provider, model, status, cost_source,
        attempts, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output,
        audio_cache_read, audio_seconds, image_input, image_output, images, searches, requests, cost_pico_usd, max_pico_usd)
      select
        organization_id, date_bin('15 minutes', started_at, timestamptz 'epoch') as bucket_at, project_id,
        gateway_key_id, member_id, coalesce(route, ''), provider, model, status, cost_source, count(*), coalesce(sum(input), 0),
        coalesce(sum(cache_read), 0), coalesce(sum(cache_write_5m), 0), coalesce(sum(cache_write_1h), 0),
        coalesce(sum(output), 0), coalesce(sum(reasoning), 0), coalesce(sum(audio_input), 0),
        coalesce(sum(audio_output), 0), coalesce(sum(audio_cache_read), 0), coalesce(sum(audio_seconds), 0), coalesce(sum(image_input), 0),
        coalesce(sum(image_output), 0), coalesce(sum(images), 0), coalesce(sum(searches), 0),
        coalesce(sum(requests), 0), coalesce(sum(cost_pico_usd), 0), max(cost_pico_usd)
      from inserted
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    )
    select count(*)::int as inserted, (count(*) filter (where status = 'interrupted'))::int as interrupted
    from inserted`;
  return counts;
}
