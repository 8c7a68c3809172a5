import { uuidv7 } from '@weir/runtime/uuid';
import type postgres from 'postgres';
import type { Sql } from './client.ts';

/** Rows for tests of the readers, with every column that the case does not name filled in. */
type Value = string | number | bigint | boolean | Date | null | postgres.Parameter;
type Values = Readonly<Record<string, Value>>;

const attempt = {
  attempt_no: 1,
  provider: 'groq',
  model: 'llama',
  requested_model: 'groq/llama',
  operation: 'chat',
  purpose: 'first',
  streaming: false,
  status: 'succeeded',
  duration_ms: 100,
  cost_source: 'computed',
  cost_pico_usd: 1n,
};

const call = {
  operation: 'chat',
  requested_model: 'groq/llama',
  provider: 'groq',
  model: 'llama',
  streaming: false,
  status: 'succeeded',
  http_status: 200,
  attempts: 1,
  duration_ms: 120,
};

/** Inserts a Call that started at `atMs`; gives its id. */
export async function insertCall(sql: Sql, atMs: number, values: Values): Promise<string> {
  const callId = uuidv7(atMs);
  await sql`insert into usage.calls ${sql({ call_id: callId, started_at: new Date(atMs), ...call, ...values })}`;
  return callId;
}

/** Inserts an Attempt of a Call. */
export async function insertAttempt(sql: Sql, callId: string, values: Values): Promise<void> {
  const row = { call_id: callId, started_at: new Date(), cost_lines: sql.json([]), ...attempt, ...values };
  await sql`insert into usage.attempts ${sql(row)}`;
}

const rollup = { provider: 'groq', model: 'llama', status: 'succeeded', cost_source: 'computed', attempts: 1 };

/** Inserts rollup deltas. */
export async function insertRollups(sql: Sql, rows: readonly Values[]): Promise<void> {
  for (const row of rows) await sql`insert into usage.rollups ${sql({ ...rollup, ...row })}`;
}

/** A partition of usage.calls and of usage.attempts for the ids in [from, to). */
export async function makePartition(sql: Sql, name: string, bounds: { from: string; to: string }): Promise<void> {
  for (const table of ['calls', 'attempts']) {
    await sql.unsafe(
      `create table if not exists usage.${table}_${name} partition of usage.${table}
       for values from ('${bounds.from}') to ('${bounds.to}')`,
    );
  }
}
