import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '@weir/db/sql/client';
import type { FinishReason } from '@weir/protocol/meter-event';

/** An Attempt as Postgres has it, with its tokens summed as vendors report them. */
export type AttemptRow = {
  readonly callId: string;
  readonly inputTotal: number | undefined;
  readonly outputTotal: number | undefined;
  readonly cacheRead: number | undefined;
  readonly reasoning: number | undefined;
  readonly finish: FinishReason | undefined;
  readonly requestId: string | undefined;
  readonly costSource: string;
  readonly costPicoUsd: bigint | undefined;
};

const finishReasons: readonly FinishReason[] = [
  'stop',
  'length',
  'tool_calls',
  'content_filter',
  'refusal',
  'pause',
  'other',
];

type Row = { [column: string]: string | null } & { call_id: string; cost_source: string };

function numberOf(text: string | null | undefined): number | undefined {
  return text === null || text === undefined ? undefined : Number(text);
}

function sumOf(row: Row, columns: readonly string[]): number | undefined {
  const counts = columns.map((column) => numberOf(row[column])).filter((value) => value !== undefined);
  return counts.length === 0 ? undefined : counts.reduce((sum, value) => sum + value, 0);
}

const inputColumns = [
  'input',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'audio_input',
  'audio_cache_read',
  'image_input',
];
const outputColumns = ['output', 'reasoning', 'audio_output', 'image_output'];

function toAttempt(row: Row): AttemptRow {
  const pico = row['cost_pico_usd'];
  return {
    callId: row.call_id,
    inputTotal: sumOf(row, inputColumns),
    outputTotal: sumOf(row, outputColumns),
    cacheRead: sumOf(row, ['cache_read', 'audio_cache_read']),
    reasoning: numberOf(row['reasoning']),
    finish: finishReasons.find((reason) => reason === row['finish_reason']),
    requestId: row['provider_request_id'] ?? undefined,
    costSource: row.cost_source,
    costPicoUsd: pico === null || pico === undefined ? undefined : BigInt(pico),
  };
}

const waitMsMax = 60_000;

/** An organization's Attempts by call id, once there are `expected` of them; what there is when time is up. */
export async function waitForAttempts(
  sql: Sql,
  organizationId: string,
  expected: number,
): Promise<Map<string, AttemptRow>> {
  const deadline = Date.now() + waitMsMax;
  for (;;) {
    const rows = await sql<Row[]>`
      select call_id::text, finish_reason, provider_request_id, cost_source, cost_pico_usd::text, input::text, cache_read::text,
        cache_write_5m::text, cache_write_1h::text, audio_input::text, audio_cache_read::text, output::text, reasoning::text, audio_output::text,
        image_input::text, image_output::text
      from usage.attempts where organization_id = ${organizationId}`;
    if (rows.length >= expected || Date.now() > deadline)
      return new Map(rows.map((row) => [row.call_id, toAttempt(row)]));
    await sleep(200);
  }
}
