import type { AttemptRecord, CallRecord, LedgerRecord, SpoolPosition } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Sql } from './client.ts';
import type { UsageWrite } from './write-usage.ts';

/** In the middle of a quarter of an hour. */
export const atMs = Date.UTC(2026, 10, 22, 12, 7);

type Facts = Pick<AttemptRecord, 'organizationId' | 'projectId' | 'gatewayKeyId'>;

/** A tenant of the test's own. */
export function newFacts(): Facts {
  return { organizationId: uuidv7(), projectId: uuidv7(), gatewayKeyId: uuidv7() };
}

export function attempt(facts: Facts, changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    kind: 'attempt',
    ...facts,
    ...{ callId: uuidv7(atMs), attemptNo: 1, startedAtMs: atMs, purpose: 'first', operation: 'chat' },
    ...{ streaming: false, requestedModel: 'sim/m', provider: 'sim', model: 'm', status: 'succeeded', durationMs: 100 },
    usage: { input: 10, output: 5 },
    cost: { source: 'computed', totalPicoUsd: '1500', lines: [], priceId: 'sim/m@2026-01-01#own' },
    ...changes,
  };
}

/** The Call of an Attempt. */
export function callOf(record: AttemptRecord, changes: Partial<CallRecord> = {}): CallRecord {
  const { organizationId, projectId, callId, startedAtMs, provider, model } = record;
  return {
    kind: 'call',
    ...{ organizationId, projectId, callId, startedAtMs, provider, model, operation: 'chat', streaming: false },
    ...{ requestedModel: 'sim/m', status: 'succeeded', attempts: 1, durationMs: 120, firstTokenMs: 40 },
    ...(record.gatewayKeyId === undefined ? {} : { gatewayKeyId: record.gatewayKeyId }),
    ...changes,
  };
}

type Span = readonly [from: SpoolPosition | number, to: SpoolPosition | number];

function position(at: SpoolPosition | number): SpoolPosition {
  return typeof at === 'number' ? { segment: at === 0 ? 0 : 1, offset: at } : at;
}

/** A batch over a span of a spool; plain numbers are offsets in segment 1. */
export function write(spoolId: string, span: Span, records: readonly LedgerRecord[]): UsageWrite {
  const attempts = records.filter(({ kind }) => kind === 'attempt').length;
  return { batch: { spoolId, from: position(span[0]), to: position(span[1]), attempts }, records };
}

export type Totals = { attempts: number; calls: number; rolledAttempts: string; rolledCalls: string; cost: string };

/** What the tables hold of a tenant, counted from rows and summed from rollups. */
export async function totals(sql: Sql, organizationId: string): Promise<Totals> {
  const [row] = await sql<[Totals]>`
    select
      (select count(*)::int from usage.attempts where organization_id = ${organizationId}) as attempts,
      (select count(*)::int from usage.calls where organization_id = ${organizationId}) as calls,
      coalesce(sum(attempts), 0)::text as "rolledAttempts", coalesce(sum(calls), 0)::text as "rolledCalls",
      coalesce(sum(cost_pico_usd), 0)::text as cost
    from usage.rollups where organization_id = ${organizationId}`;
  return row;
}
