import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { ensurePartitions } from './partitions.ts';
import { attempt, newFacts, write } from './usage-write.test-support.ts';
import { writeUsage } from './write-usage.ts';

const december = Date.UTC(2026, 11, 31, 23, 59, 59);
const made = ['2026_12', '2027_01', '2027_02'].flatMap((month) => [`attempts_${month}`, `calls_${month}`]);

let sql: Sql;
const opened: Sql[] = [];
beforeEach(async () => {
  sql = openSql((await testDatabase()).url, { max: 6 });
  opened.push(sql);
});
afterAll(() => Promise.all(opened.map((each) => each.end())));

async function partitionOf(callId: string): Promise<string> {
  const rows = await sql`select tableoid::regclass::text as name from usage.attempts where call_id = ${callId}`;
  expect(rows).toHaveLength(1);
  return String(rows[0]?.['name']);
}

it('makes this month and the two after it, once, however many ask at the same time', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => ensurePartitions(sql, december)));
  expect(answers.flat().sort()).toEqual([...made].sort());
  expect(await ensurePartitions(sql, december)).toEqual([]);
  expect(await ensurePartitions(sql, december + 1_000)).toEqual(['attempts_2027_03', 'calls_2027_03']);
});

it('puts each row where its id belongs, to the millisecond, and the rest into the default', async () => {
  await ensurePartitions(sql, december);
  const times = [Date.UTC(2026, 11, 1) - 1, Date.UTC(2026, 11, 1), Date.UTC(2027, 0, 1) - 1, Date.UTC(2027, 0, 1)];
  const records = times.map((atMs) => attempt(newFacts(), { callId: uuidv7(atMs), startedAtMs: atMs }));
  await writeUsage(sql, write(uuidv7(), [0, 100], records));
  const names = await Promise.all(records.map(({ callId }) => partitionOf(callId)));
  expect(names).toEqual([
    'usage.attempts_default',
    'usage.attempts_2026_12',
    'usage.attempts_2026_12',
    'usage.attempts_2027_01',
  ]);
});

it('moves rows that came before their partition, and still knows them when they come again', async () => {
  const facts = newFacts();
  const record = attempt(facts, { callId: uuidv7(december), startedAtMs: december });
  await writeUsage(sql, write(uuidv7(), [0, 100], [record]));
  expect(await partitionOf(record.callId)).toBe('usage.attempts_default');
  await ensurePartitions(sql, december);
  expect(await partitionOf(record.callId)).toBe('usage.attempts_2026_12');
  const again = await writeUsage(sql, write(uuidv7(), [0, 100], [record]));
  expect(again).toMatchObject({ status: 'applied', attempts: 0 });
});

it('does not disturb workers that write at the same time', async () => {
  const facts = newFacts();
  const spools = Array.from({ length: 20 }, () => uuidv7());
  const writes = spools.map((spoolId) =>
    writeUsage(sql, write(spoolId, [0, 100], [attempt(facts, { callId: uuidv7(december), startedAtMs: december })])),
  );
  await Promise.all([...writes, ensurePartitions(sql, december)]);
  const [row] =
    await sql`select count(*)::int as count from usage.attempts where organization_id = ${facts.organizationId}`;
  expect(row).toEqual({ count: 20 });
});
