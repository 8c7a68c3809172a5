import type { FeedbackRecord } from '@weir/protocol/ledger';
import type { TransactionSql } from './client.ts';
import { postgresJson } from './postgres-json.ts';

function toRow(record: FeedbackRecord): Record<string, unknown> {
  return {
    organization_id: record.organizationId,
    project_id: record.projectId,
    call_id: record.callId,
    other_call_id: record.otherCallId,
    score: record.score,
    sampled: record.sampled,
    gateway_key_id: record.gatewayKeyId,
    member_id: record.memberId,
    said_at: new Date(record.saidAtMs).toISOString(),
  };
}

/**
 * Keeps what was last said of each answer or pair, in one statement. Something else said later takes a new place in the
 * order in which labels are learnt, and has no label yet; the same said again only moves its time, and what is older
 * than the row changes nothing. Gives the rows written.
 */
export async function upsertFeedback(tx: TransactionSql, records: readonly FeedbackRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  // Places are taken in the order in which it was said, rows in that of their key: batches of two spools never wait for each other.
  const written = await tx`
    with said as (
      select distinct on (organization_id, project_id, call_id, other_call_id) *
      from rows from (json_to_recordset(${postgresJson(records.map(toRow))}::text::json) as (
        organization_id uuid, project_id uuid, call_id uuid, other_call_id uuid, score double precision,
        sampled boolean, gateway_key_id uuid, member_id uuid, said_at timestamptz)) with ordinality as r(
        organization_id, project_id, call_id, other_call_id, score, sampled, gateway_key_id, member_id, said_at, nth)
      order by organization_id, project_id, call_id, other_call_id, said_at desc, nth desc
    ), placed as (
      select *, nextval('usage.feedback_seq_seq') as seq from (select * from said order by said_at, nth) as in_order
    )
    insert into usage.feedback as f (
      organization_id, project_id, call_id, other_call_id, score, sampled, gateway_key_id, member_id, said_at, seq)
    select organization_id, project_id, call_id, other_call_id, score, sampled, gateway_key_id, member_id, said_at, seq
    from placed order by organization_id, project_id, call_id, other_call_id
    on conflict (organization_id, project_id, call_id, other_call_id) do update set
      score = excluded.score, sampled = excluded.sampled, gateway_key_id = excluded.gateway_key_id,
      member_id = excluded.member_id, said_at = excluded.said_at,
      seq = case when (f.score, f.sampled) = (excluded.score, excluded.sampled) then f.seq else excluded.seq end,
      label = case when (f.score, f.sampled) = (excluded.score, excluded.sampled) then f.label end
    where f.said_at < excluded.said_at`;
  return written.count;
}
