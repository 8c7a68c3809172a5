import type { Usage } from '@weir/protocol/usage';
import { uuidFloor } from '@weir/runtime/uuid';
import { type BucketRow, bucketColumns, toUsage } from './attempt-row.ts';
import type { Fragment, Sql } from './client.ts';

/** The Calls of a project that began in [fromMs, toMs); of one route where it is given. */
export type DecidedCallsFilter = {
  readonly organizationId: string;
  readonly projectId: string;
  /** By the name that it had then. */
  readonly route?: string | undefined;
  readonly fromMs: number;
  readonly toMs: number;
};

/** A random `share` of them, 0 to 1, in the order of their ids: at most `take` behind `after`. */
export type DecidedCallsQuery = DecidedCallsFilter & {
  readonly share: number;
  readonly after?: string | undefined;
  readonly take: number;
};

/** A Call with what was decided for it and what came of that. */
export type DecidedCall = {
  readonly callId: string;
  readonly gatewayKeyId: string | null;
  /** The Explanation as it was recorded, without the hashes of the prompt's words; null where nothing was to be decided. */
  readonly decision: unknown;
  /** From the start of the Call to its first token. */
  readonly firstTokenMs: number | null;
  /** Of all its Attempts, simulated ones included; null when one of them is unknown. */
  readonly costPicoUsd: bigint | null;
  /** Of the Attempt that succeeded last. */
  readonly usage: Usage;
};

type Row = Omit<DecidedCall, 'usage' | 'costPicoUsd'> & { readonly pico: string | null } & BucketRow;

/** Hashes are compared in 31 bits. */
const hashesMax = 2 ** 31;

function where(sql: Sql, { organizationId, projectId, route, fromMs, toMs }: DecidedCallsFilter): Fragment {
  return sql`
    where c.organization_id = ${organizationId} and c.project_id = ${projectId}
      and c.call_id >= ${uuidFloor(fromMs)}::uuid and c.call_id < ${uuidFloor(toMs)}::uuid
      ${route === undefined ? sql`` : sql`and c.route = ${route}`}`;
}

/** How many Calls there are. */
export async function countDecidedCalls(sql: Sql, filter: DecidedCallsFilter): Promise<number> {
  const [row] = await sql<[{ calls: bigint }]>`select count(*) as calls from usage.calls c ${where(sql, filter)}`;
  return Number(row.calls);
}

/** The next of the Calls; the same ones for the same share, since their ids are hashed. */
export async function readDecidedCalls(sql: Sql, query: DecidedCallsQuery): Promise<DecidedCall[]> {
  const { share, after, take } = query;
  const drawn = sql`and (uuid_hash_extended(c.call_id, 0) & ${hashesMax - 1}::bigint) < ${Math.ceil(share * hashesMax)}::bigint`;
  const rows = await sql<Row[]>`
    select c.call_id as "callId", c.gateway_key_id as "gatewayKeyId", c.first_token_ms as "firstTokenMs",
      case when jsonb_typeof(c.decision) = 'object' then c.decision #- '{inputs,features}' else c.decision end as decision,
      case when cost.known = cost.all and cost.all = c.attempts then cost.pico end as pico, answered.*
    from usage.calls c
    left join lateral (
      select sum(a.cost_pico_usd)::text as pico, count(a.cost_pico_usd) as known, count(*) as all
      from usage.attempts a where a.organization_id = c.organization_id and a.call_id = c.call_id) cost on true
    left join lateral (
      select ${sql(Object.values(bucketColumns))} from usage.attempts a
      where a.organization_id = c.organization_id and a.call_id = c.call_id and a.status = 'succeeded'
      order by a.attempt_no desc limit 1) answered on true
    ${where(sql, query)} ${share >= 1 ? sql`` : drawn}
      ${after === undefined ? sql`` : sql`and c.call_id > ${after}::uuid`}
    order by c.call_id limit ${take}`;
  return rows.map((row) => {
    const { callId, gatewayKeyId, decision, firstTokenMs, pico } = row;
    const costPicoUsd = pico === null ? null : BigInt(pico);
    return { callId, gatewayKeyId, decision, firstTokenMs, costPicoUsd, usage: toUsage(row) };
  });
}
