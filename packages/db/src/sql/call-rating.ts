import type { FeedbackRecord } from '@weir/protocol/ledger';
import type { Sql } from './client.ts';
import { upsertFeedback } from './write-usage-feedback.ts';

/** The score that was last said of a Call's answer by itself; undefined when nobody rated it. */
export async function readCallRating(
  sql: Sql,
  { organizationId, callId }: { readonly organizationId: string; readonly callId: string },
): Promise<number | undefined> {
  const rows = await sql<{ score: number }[]>`
    select f.score from usage.feedback f
    join usage.calls c using (organization_id, project_id, call_id)
    where organization_id = ${organizationId} and call_id = ${callId} and f.other_call_id is null`;
  return rows[0]?.score;
}

/** Keeps what a member says of an answer, as what comes by the gateway is kept. */
export async function rateCall(sql: Sql, record: FeedbackRecord): Promise<void> {
  await sql.begin((tx) => upsertFeedback(tx, [record]));
}
