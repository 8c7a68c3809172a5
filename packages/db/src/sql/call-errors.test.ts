import type { AttemptRecord, CallRecord, LedgerRecord } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCallErrors } from './call-errors.ts';
import { readCalls } from './calls.ts';
import { summarizeCalls } from './calls-summary.ts';
import { openSql, type Sql } from './client.ts';
import { ensurePartitions } from './partitions.ts';
import { none } from './usage-filters.ts';
import { atMs, attempt, callOf, newFacts, write } from './usage-write.test-support.ts';
import { writeUsage } from './write-usage.ts';

let sql: Sql;
const facts = newFacts();
const { organizationId } = facts;
const span = { fromMs: atMs - 3_600_000, toMs: atMs + 3_600_000 };

type Ending = Pick<AttemptRecord, 'status'> & Partial<Pick<CallRecord, 'errorCode'>> & { model?: string };

const endings: readonly Ending[] = [
  { status: 'succeeded' },
  { status: 'canceled' },
  { status: 'failed', errorCode: 'overloaded' },
  { status: 'failed', errorCode: 'overloaded' },
  { status: 'failed', errorCode: 'overloaded', model: 'other' },
  { status: 'failed', errorCode: 'timeout' },
  { status: 'interrupted' },
];

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
  await ensurePartitions(sql, atMs);
  const records = endings.flatMap(({ model = 'm', ...ending }): LedgerRecord[] => {
    const line = attempt(facts, { callId: uuidv7(atMs), model, status: ending.status });
    return [line, callOf(line, ending)];
  });
  await writeUsage(sql, write(uuidv7(), [0, 100], records));
});
afterAll(() => sql.end());

describe('errors of calls', () => {
  it('are counted by how the call ended and by code, the most frequent first', async () => {
    expect(await readCallErrors(sql, { organizationId, ...span })).toEqual([
      { status: 'failed', code: 'overloaded', calls: 3 },
      { status: 'failed', code: 'timeout', calls: 1 },
      { status: 'interrupted', code: null, calls: 1 },
    ]);
  });

  it('are counted within filters and time', async () => {
    const filters = { model: ['other'] };
    expect(await readCallErrors(sql, { organizationId, ...span, filters })).toEqual([
      { status: 'failed', code: 'overloaded', calls: 1 },
    ]);
    expect(await readCallErrors(sql, { organizationId, fromMs: span.toMs, toMs: span.toMs + 1 })).toEqual([]);
    expect(await readCallErrors(sql, { organizationId: uuidv7(), ...span })).toEqual([]);
  });

  it('open just the calls that they count', async () => {
    for (const { status, code, calls } of await readCallErrors(sql, { organizationId, ...span })) {
      const query = { organizationId, ...span, filters: { status: [status] }, errorCode: [code ?? none] };
      const [listed, summary] = await Promise.all([
        readCalls(sql, { ...query, take: 100 }),
        summarizeCalls(sql, query),
      ]);
      expect(listed).toHaveLength(calls);
      expect(new Set(listed.map(({ errorCode }) => errorCode))).toEqual(new Set([code]));
      expect(summary.calls).toBe(calls);
    }
  });
});
