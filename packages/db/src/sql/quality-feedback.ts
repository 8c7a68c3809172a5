import type { Sql, TransactionSql } from './client.ts';
import { postgresJson } from './postgres-json.ts';

/** What a rated Call is known by: what of its record a label is made of. */
export type RatedCall = {
  readonly status: string;
  /** Of the Attempt that answered; null where none did. */
  readonly provider: string | null;
  readonly model: string | null;
  /** Who asked, as a hash: the client's end user, else its session. */
  readonly asker: string | null;
  readonly route: unknown;
  readonly isSmart: boolean;
  /** The Target that the choice fell on first. */
  readonly first: unknown;
  readonly task: string | null;
  readonly features: string | null;
};

/** Something said of an answer, or of two, that has no label yet. A Call that is not recorded is undefined. */
export type UnlabelledFeedback = {
  readonly seq: bigint;
  readonly isVerdict: boolean;
  /** Behind it a pass may go on. */
  readonly place: FeedbackPlace;
  readonly call: RatedCall | undefined;
  readonly other: RatedCall | undefined;
};

/** A row's place in the order in which all was said: the time as the database writes it, to the microsecond. */
export type FeedbackPlace = { readonly said: string; readonly seq: bigint };

type Row = Omit<UnlabelledFeedback, 'call' | 'other' | 'place'> & {
  readonly said: string;
  readonly call: RatedCall | null;
  readonly other: RatedCall | null;
};

/** The Call of that id, of the feedback's own organization and project and of no other. */
function recorded(tx: TransactionSql, id: 'call_id' | 'other_call_id') {
  return tx`(
    select jsonb_build_object(
      'status', c.status, 'provider', c.provider, 'model', c.model,
      'asker', md5(coalesce(c.end_user, c.session)),
      'route', c.decision -> 'route',
      'isSmart', coalesce(c.decision @? '$.nodes[*] ? (@.kind == "smart")', false),
      'first', jsonb_path_query_first(c.decision, '$.considered[*] ? (!exists(@.excluded))'),
      'task', c.decision #>> '{inputs,facts,task}',
      'features', c.decision #>> '{inputs,features}')
    from usage.calls c
    where c.organization_id = f.organization_id and c.project_id = f.project_id and c.call_id = f.${tx(id)})`;
}

/**
 * Locks up to `take` of what was said and has no label, the oldest behind `after` first, with their Calls. Rows that
 * another worker has are passed over.
 */
export async function takeUnlabelled(
  tx: TransactionSql,
  { after, take }: { readonly after: FeedbackPlace | undefined; readonly take: number },
): Promise<readonly UnlabelledFeedback[]> {
  const behind = after === undefined ? tx`` : tx`and (said_at, seq) > (${after.said}::text::timestamptz, ${after.seq})`;
  const rows = await tx<Row[]>`
    with f as materialized (
      select * from usage.feedback where label is null ${behind} order by said_at, seq limit ${take}
      for update skip locked)
    select f.seq, f.other_call_id is not null as "isVerdict", f.said_at::text as said,
      ${recorded(tx, 'call_id')} as call, ${recorded(tx, 'other_call_id')} as other
    from f order by f.said_at, f.seq`;
  return rows.map(({ call, other, said, ...row }) => ({
    ...row,
    place: { said, seq: row.seq },
    call: call ?? undefined,
    other: other ?? undefined,
  }));
}

/** Stores labels, and counts them for their projects, which are learnt from anew. */
export async function writeLabels(
  tx: TransactionSql,
  labels: readonly { readonly seq: bigint; readonly label: object }[],
): Promise<void> {
  if (labels.length === 0) return;
  const rows = labels.map(({ seq, label }) => ({ seq: String(seq), label }));
  await tx`
    with labelled as (
      update usage.feedback f set label = r.label
      from json_to_recordset(${postgresJson(rows)}::text::json) as r(seq bigint, label jsonb)
      where f.seq = r.seq and f.label is null
      returning f.organization_id, f.project_id)
    insert into usage.quality_states (organization_id, project_id, labelled)
    select organization_id, project_id, count(*) from labelled group by 1, 2 order by 1, 2
    on conflict (organization_id, project_id) do update set labelled = quality_states.labelled + excluded.labelled`;
}

/** A label with what was said. */
export type LabelledRow = { readonly score: number; readonly label: unknown };

/** The last `take` labels behind `resetSeq` in the order in which they were said, `rowsAtOnce` at a time. */
export async function* readLabels(
  sql: Sql | TransactionSql,
  query: {
    readonly organizationId: string;
    readonly projectId: string;
    readonly resetSeq: bigint;
    readonly take: number;
    readonly rowsAtOnce: number;
  },
): AsyncGenerator<readonly LabelledRow[]> {
  const { organizationId, projectId, resetSeq, take, rowsAtOnce } = query;
  const newest = sql<LabelledRow[]>`
    select score, label from (
      select seq, score, label from usage.feedback
      where organization_id = ${organizationId} and project_id = ${projectId} and seq > ${resetSeq}
        and label is not null and label <> '{}'
      order by seq desc limit ${take}) as newest
    order by seq`;
  yield* newest.cursor(rowsAtOnce);
}

/** The first `take` verdicts behind `resetSeq` on a random sample of requests, in their order; without features. */
export async function readSampledVerdicts(
  sql: Sql,
  query: {
    readonly organizationId: string;
    readonly projectId: string;
    readonly resetSeq: bigint;
    readonly take: number;
  },
): Promise<readonly LabelledRow[]> {
  const { organizationId, projectId, resetSeq, take } = query;
  return sql<LabelledRow[]>`
    select score, label || '{"features": ""}' as label from usage.feedback
    where organization_id = ${organizationId} and project_id = ${projectId} and seq > ${resetSeq}
      and sampled and other_call_id is not null and label is not null and label <> '{}'
    order by seq limit ${take}`;
}
