import type { FeedbackRecord } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { insertCall } from './sample-rows.ts';
import { deleteStrayFeedback } from './stray-feedback.ts';
import { atMs, attempt, callOf, newFacts, totals, write } from './usage-write.test-support.ts';
import { writeUsage } from './write-usage.ts';

const dayMs = 24 * 3_600_000;
let sql: Sql;
beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 8 });
});
afterAll(() => sql.end());

type Facts = ReturnType<typeof newFacts>;

function said(facts: Facts, changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  return {
    kind: 'feedback',
    ...facts,
    ...{ callId: uuidv7(atMs), score: 1, sampled: false, saidAtMs: atMs },
    ...changes,
  };
}

type Row = {
  call_id: string;
  other_call_id: string | null;
  score: number;
  sampled: boolean;
  said_at: Date;
  seq: bigint;
  label: unknown;
};

async function rowsOf({ organizationId }: Pick<Facts, 'organizationId'>): Promise<Row[]> {
  return [...(await sql<Row[]>`select * from usage.feedback where organization_id = ${organizationId} order by seq`)];
}

/** Writes records as a spool of their own. */
const writeNow = (...records: FeedbackRecord[]) => writeUsage(sql, write(uuidv7(), [0, 100], records));
const labelAll = ({ organizationId }: Facts) =>
  sql`update usage.feedback set label = '{"task": "other"}' where organization_id = ${organizationId}`;

describe('feedback', () => {
  it('becomes one row an answer and one a pair, beside what a batch holds of Attempts and Calls', async () => {
    const [facts, spoolId, memberId] = [newFacts(), uuidv7(), uuidv7()];
    const line = attempt(facts);
    const otherCallId = uuidv7(atMs + 1_000);
    const score = said(facts, { callId: line.callId, score: 0.25, memberId });
    const verdict = said(facts, { callId: line.callId, otherCallId, score: 0.5, sampled: true, saidAtMs: atMs + 1 });
    const written = await writeUsage(sql, write(spoolId, [0, 900], [line, verdict, callOf(line), score]));
    expect(written).toMatchObject({ attempts: 1, calls: 1, feedback: 2, deadLetters: 0 });
    expect(written.watermark.attempts).toBe(1);
    expect(await totals(sql, facts.organizationId)).toMatchObject({ attempts: 1, calls: 1, rolledAttempts: '1' });
    const shared = { call_id: line.callId, project_id: facts.projectId, label: null };
    expect(await rowsOf(facts)).toMatchObject([
      { ...shared, other_call_id: null, score: 0.25, sampled: false, member_id: memberId },
      { ...shared, other_call_id: otherCallId, score: 0.5, sampled: true, gateway_key_id: facts.gatewayKeyId },
    ]);
  });

  it('that says something else later takes the place of what was said, without its label', async () => {
    const facts = newFacts();
    const first = said(facts);
    const between = said(facts);
    await writeNow(first, between);
    await labelAll(facts);
    const before = await rowsOf(facts);
    expect((await writeNow({ ...first, score: 0, saidAtMs: atMs + 1 })).feedback).toBe(1);
    const rows = await rowsOf(facts);
    expect(rows.map(({ call_id, score, label }) => ({ call_id, score, label }))).toEqual([
      { call_id: between.callId, score: 1, label: { task: 'other' } },
      { call_id: first.callId, score: 0, label: null },
    ]);
    expect(rows[1]?.seq).toBeGreaterThan(before[1]?.seq ?? 0n);
  });

  it('that comes again, or is older, changes nothing', async () => {
    const facts = newFacts();
    const record = said(facts);
    const later = { ...record, score: 0.5, saidAtMs: atMs + 10 };
    await writeNow(record, later);
    await labelAll(facts);
    const before = await rowsOf(facts);
    expect(before).toMatchObject([{ score: 0.5 }]);
    for (const again of [[record, later], [later], [record], [{ ...record, score: 0.7, saidAtMs: atMs + 9 }]]) {
      expect((await writeNow(...again)).feedback).toBe(0);
    }
    expect(await rowsOf(facts)).toEqual(before);
  });

  it('said once more in the same words keeps its place and its label, and outlasts what was said between', async () => {
    const facts = newFacts();
    const record = said(facts);
    await writeNow(record);
    await labelAll(facts);
    const before = await rowsOf(facts);
    await writeNow({ ...record, saidAtMs: atMs + 20 });
    await writeNow({ ...record, score: 0, saidAtMs: atMs + 10 });
    expect(await rowsOf(facts)).toEqual(before.map((row) => ({ ...row, said_at: new Date(atMs + 20) })));
  });

  it('of one batch counts as it was said last, the later record where the time is the same', async () => {
    const facts = newFacts();
    const record = said(facts, { saidAtMs: atMs + 5 });
    await writeNow(record, { ...record, score: 0, saidAtMs: atMs }, { ...record, score: 0.3 });
    expect(await rowsOf(facts)).toMatchObject([{ score: 0.3, said_at: new Date(atMs + 5) }]);
  });

  it('is in exactly once when its batch comes again, cut differently', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const [one, two, three] = [said(facts), said(facts), said(facts)];
    const batch = write(spoolId, [0, 500], [one, two]);
    await writeUsage(sql, batch);
    expect(await writeUsage(sql, batch)).toMatchObject({ status: 'already', feedback: 0 });
    const rows = await rowsOf(facts);
    expect((await writeUsage(sql, write(spoolId, [250, 900], [two, three]))).feedback).toBe(1);
    expect((await rowsOf(facts)).slice(0, 2)).toEqual(rows);
    expect(await rowsOf(facts)).toHaveLength(3);
  });

  it('of many gateways at once ends as it was said last, without a deadlock', async () => {
    const facts = newFacts();
    const callIds = Array.from({ length: 20 }, () => uuidv7(atMs));
    const batches = Array.from({ length: 12 }, (_, nth) => {
      const records = callIds.map((callId) => said(facts, { callId, score: nth / 12, saidAtMs: atMs + nth }));
      return nth % 2 === 0 ? records : records.toReversed();
    });
    await Promise.all(batches.map((records) => writeNow(...records)));
    const rows = await rowsOf(facts);
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map(({ score }) => score))).toEqual(new Set([11 / 12]));
  });

  it('of another tenant on the same Call is a row of that tenant alone', async () => {
    const [own, stranger] = [newFacts(), newFacts()];
    const record = said(own);
    await writeNow(record);
    await labelAll(own);
    const before = await rowsOf(own);
    const sameOrganization = { organizationId: own.organizationId, projectId: uuidv7() };
    await writeNow(
      said(stranger, { callId: record.callId, score: 0, saidAtMs: atMs + 100 }),
      said({ ...own, ...sameOrganization }, { callId: record.callId, score: 0, saidAtMs: atMs + 100 }),
    );
    const rows = await rowsOf(own);
    expect(rows.slice(0, 1)).toEqual(before);
    expect(rows).toMatchObject([{}, { project_id: sameOrganization.projectId, score: 0 }]);
    expect(await rowsOf(stranger)).toMatchObject([{ score: 0, label: null }]);
  });

  it('that Postgres refuses becomes a dead letter and stops nothing', async () => {
    const facts = newFacts();
    const [good, pair] = [said(facts), said(facts, { otherCallId: '00000000-0000-7000-8000-000000000000' })];
    const written = await writeNow(good, said(facts, { score: 1.5 }), pair);
    expect(written).toMatchObject({ feedback: 1, deadLetters: 2 });
    const letters = await sql`
      select reason, record from usage.dead_letters where organization_id = ${facts.organizationId} order by id`;
    expect(letters).toMatchObject([{ reason: expect.stringContaining('check') }, { record: JSON.stringify(pair) }]);
  });
});

describe('deleteStrayFeedback', () => {
  it('takes away after a day what is said of Calls that never came, and keeps the rest', async () => {
    const facts = newFacts();
    const own = { organization_id: facts.organizationId, project_id: facts.projectId };
    const nowMs = Date.now();
    const old = { saidAtMs: nowMs - dayMs - 1_000 };
    await sql`delete from usage.feedback`;
    const callId = await insertCall(sql, nowMs - 2 * dayMs, own);
    const foreign = await insertCall(sql, nowMs, { ...own, project_id: uuidv7() });
    const never = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
    const kept = [said(facts, { callId, ...old }), said(facts, { saidAtMs: nowMs - dayMs + 60_000 }), said(facts, old)];
    await writeNow(...kept, said(facts, old), said(facts, { callId: foreign, ...old }));
    await writeNow(said(facts, { callId, otherCallId: never, ...old }));
    await sql`update usage.feedback set label = '{}' where call_id = ${kept[2]?.callId ?? ''}`;
    expect(await deleteStrayFeedback(sql, nowMs, 2)).toBe(2);
    expect(await deleteStrayFeedback(sql, nowMs, 2)).toBe(1);
    expect(await deleteStrayFeedback(sql, nowMs, 2)).toBe(0);
    const left = (await rowsOf(facts)).map(({ call_id, other_call_id }) => [call_id, other_call_id]);
    expect(left.toSorted()).toEqual(kept.map(({ callId: id }) => [id, null]).toSorted());
    await deleteStrayFeedback(sql, nowMs + 7 * dayMs, 10);
    expect((await rowsOf(facts)).map(({ call_id }) => call_id)).toEqual([kept[2]?.callId]);
  });
});
