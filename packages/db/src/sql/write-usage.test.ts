import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { atMs, attempt, callOf, newFacts, totals, write } from './usage-write.test-support.ts';
import { writeUsage } from './write-usage.ts';

let sql: Sql;
beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 8 });
});
afterAll(() => sql.end());

describe('writeUsage', () => {
  it('writes Attempts and Calls, rolls them up and moves the watermark', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const good = attempt(facts, { firstTokenMs: 33, providerRequestId: 'req_1', httpStatus: 200 });
    const unknown = attempt(facts, { status: 'interrupted', usage: {}, cost: { source: 'unknown', lines: [] } });
    const records = [good, callOf(good), unknown, callOf(unknown, { status: 'interrupted' })];
    const written = await writeUsage(sql, write(spoolId, [0, 900], records));
    expect(written).toEqual({
      status: 'applied',
      watermark: { spoolId, position: { segment: 1, offset: 900 }, attempts: 2 },
      ...{ attempts: 2, calls: 2, interrupted: 1, feedback: 0, deadLetters: 0 },
    });
    const rows =
      await sql`select * from usage.attempts where organization_id = ${facts.organizationId} order by status`;
    expect(rows[1]).toMatchObject({ status: 'succeeded', input: 10n, cache_read: null, cost_pico_usd: 1500n });
    expect(rows[0]).toMatchObject({ status: 'interrupted', input: null, cost_pico_usd: null, cost_source: 'unknown' });
    const rolled = await sql`
      select bucket_at, status, cost_source, calls, attempts, input, cost_pico_usd from usage.rollups
      where organization_id = ${facts.organizationId} order by status, cost_source`;
    const bucket = { bucket_at: new Date(Date.UTC(2026, 10, 22, 12, 0)) };
    expect([...rolled]).toEqual([
      { ...bucket, status: 'interrupted', cost_source: '', calls: 1n, attempts: 0n, input: '0', cost_pico_usd: '0' },
      {
        ...bucket,
        status: 'interrupted',
        cost_source: 'unknown',
        calls: 0n,
        attempts: 1n,
        input: '0',
        cost_pico_usd: '0',
      },
      { ...bucket, status: 'succeeded', cost_source: '', calls: 1n, attempts: 0n, input: '0', cost_pico_usd: '0' },
      {
        ...bucket,
        status: 'succeeded',
        cost_source: 'computed',
        calls: 0n,
        attempts: 1n,
        input: '10',
        cost_pico_usd: '1500',
      },
    ]);
    const latencies = await sql`
      select metric, bin, calls from usage.latency_rollups where organization_id = ${facts.organizationId} order by 1`;
    expect([...latencies]).toEqual([
      { metric: 'duration', bin: 56, calls: 1n },
      { metric: 'first_token', bin: 43, calls: 1n },
    ]);
  });

  it('writes a repeated batch once', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const record = attempt(facts);
    const batch = write(spoolId, [0, 500], [record, callOf(record)]);
    expect((await writeUsage(sql, batch)).status).toBe('applied');
    expect(await writeUsage(sql, batch)).toMatchObject({ status: 'already', attempts: 0, calls: 0 });
    expect(await totals(sql, facts.organizationId)).toMatchObject({ attempts: 1, calls: 1, rolledAttempts: '1' });
  });

  it('writes nothing of a batch that comes before its turn', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const early = write(spoolId, [500, 900], [attempt(facts)]);
    expect(await writeUsage(sql, early)).toMatchObject({
      status: 'gap',
      watermark: { position: { segment: 0, offset: 0 } },
    });
    expect(await totals(sql, facts.organizationId)).toMatchObject({ attempts: 0, rolledAttempts: '0' });
    await writeUsage(sql, write(spoolId, [0, 500], [attempt(facts)]));
    expect((await writeUsage(sql, early)).status).toBe('applied');
    expect(await totals(sql, facts.organizationId)).toMatchObject({ attempts: 2, rolledAttempts: '2', cost: '3000' });
  });

  it('adds of an overlapping batch only what was not there', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const [one, two, three] = [attempt(facts), attempt(facts), attempt(facts)];
    await writeUsage(sql, write(spoolId, [0, 500], [one, two, callOf(one)]));
    const written = await writeUsage(sql, write(spoolId, [250, 900], [two, three, callOf(one), callOf(two)]));
    expect(written).toMatchObject({ status: 'applied', attempts: 1, calls: 1 });
    const expected = { attempts: 3, calls: 2, rolledAttempts: '3', rolledCalls: '2', cost: '4500' };
    expect(await totals(sql, facts.organizationId)).toEqual(expected);
  });

  it('follows a spool across the end of a segment', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const middle = { segment: 3, offset: 64 };
    await writeUsage(sql, write(spoolId, [0, 500], [attempt(facts)]));
    await writeUsage(sql, write(spoolId, [500, middle], [attempt(facts)]));
    expect((await writeUsage(sql, write(spoolId, [middle, { segment: 4, offset: 80 }], [attempt(facts)]))).status).toBe(
      'applied',
    );
    expect(
      (
        await writeUsage(
          sql,
          write(
            spoolId,
            [
              { segment: 4, offset: 81 },
              { segment: 4, offset: 99 },
            ],
            [],
          ),
        )
      ).status,
    ).toBe('gap');
    expect(await totals(sql, facts.organizationId)).toMatchObject({ attempts: 3 });
  });

  it('keeps batches of one spool exact when several workers bring them at once, in any order, more than once', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const batches = Array.from({ length: 12 }, (_, n) => {
      const record = attempt(facts);
      return write(spoolId, [n * 100, (n + 1) * 100], [record, callOf(record)]);
    });
    const pending = [...batches, ...batches].reverse();
    for (let round = 0; round < 30 && pending.length > 0; round += 1) {
      const taken = pending.splice(0);
      const results = await Promise.all(taken.map((batch) => writeUsage(sql, batch)));
      pending.push(...taken.filter((_, index) => results[index]?.status === 'gap'));
    }
    expect(pending).toEqual([]);
    const expected = { attempts: 12, calls: 12, rolledAttempts: '12', rolledCalls: '12', cost: '18000' };
    expect(await totals(sql, facts.organizationId)).toEqual(expected);
  });

  it('puts a record that Postgres refuses among the dead letters and writes the others', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const good = attempt(facts);
    const contradictory = attempt(facts, { cost: { source: 'unknown', totalPicoUsd: '1', lines: [] } });
    const tooMuch = attempt(facts, { cost: { source: 'computed', totalPicoUsd: '9999999999999999999', lines: [] } });
    const batch = write(spoolId, [0, 700], [contradictory, good, tooMuch, callOf(good)]);
    const poison = [{ reason: 'not JSON', text: 'half a rec\0rd' }];
    expect(await writeUsage(sql, { ...batch, poison })).toMatchObject({
      status: 'applied',
      attempts: 1,
      calls: 1,
      deadLetters: 3,
    });
    const letters = await sql`
      select organization_id, reason, record, segment, "offset" from usage.dead_letters where spool_id = ${spoolId} order by id`;
    expect(letters[0]).toMatchObject({ organization_id: null, reason: 'not JSON', record: 'half a rec\ufffdrd' });
    expect(letters[1]).toMatchObject({
      organization_id: facts.organizationId,
      reason: expect.stringContaining('23514'),
    });
    expect(JSON.parse(String(letters[2]?.['record']))).toEqual(tooMuch);
    expect(await totals(sql, facts.organizationId)).toMatchObject({ attempts: 1, rolledAttempts: '1', cost: '1500' });
    const again = write(spoolId, [0, 800], batch.records);
    expect(await writeUsage(sql, { ...again, poison })).toMatchObject({
      status: 'applied',
      attempts: 0,
      deadLetters: 0,
    });
    const [mark] = await sql`select dead_letters, interrupted from usage.watermarks where spool_id = ${spoolId}`;
    expect(mark).toEqual({ dead_letters: 3n, interrupted: 0n });
  });

  it('stores text that JSON carries and Postgres does not take, without losing the record', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const odd = attempt(facts, { errorMessage: 'nul \0 half \ud800 backslash \\u0000' });
    const call = callOf(odd, { tags: { 'k\0': '\udfff' }, decision: { why: ['\0'] }, session: 'a\0b' });
    expect(await writeUsage(sql, write(spoolId, [0, 500], [odd, call]))).toMatchObject({
      attempts: 1,
      calls: 1,
      deadLetters: 0,
    });
    const [row] = await sql`select error_message from usage.attempts where organization_id = ${facts.organizationId}`;
    expect(row?.['error_message']).toBe('nul \ufffd half \ufffd backslash \\u0000');
    const [stored] = await sql`select tags, session from usage.calls where organization_id = ${facts.organizationId}`;
    expect(stored).toEqual({ tags: { 'k\ufffd': '\ufffd' }, session: 'a\ufffdb' });
  });

  it('writes nothing at all when the transaction is cut', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const batch = write(spoolId, [0, 500], [attempt(facts)]);
    await sql`create or replace function cut() returns trigger language plpgsql as
      $$ begin if new.spool_id = '${sql.unsafe(spoolId)}' then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$`;
    await sql`create trigger cut before update on usage.watermarks for each row execute function cut()`;
    await expect(writeUsage(sql, batch)).rejects.toThrow();
    await sql`drop trigger cut on usage.watermarks`;
    expect(await totals(sql, facts.organizationId)).toMatchObject({ attempts: 0, rolledAttempts: '0' });
    expect((await writeUsage(sql, batch)).status).toBe('applied');
  });

  it('counts Calls of a status on their own and gives refused ones no latency', async () => {
    const [facts, spoolId] = [newFacts(), uuidv7()];
    const base = callOf(attempt(facts), { status: 'refused', attempts: 0, httpStatus: 401, errorCode: 'invalid_key' });
    const { provider: _provider, model: _model, firstTokenMs: _firstTokenMs, ...refused } = base;
    await writeUsage(sql, write(spoolId, [0, 500], [refused]));
    const rolled =
      await sql`select provider, model, status, calls from usage.rollups where organization_id = ${facts.organizationId}`;
    expect([...rolled]).toEqual([{ provider: '', model: '', status: 'refused', calls: 1n }]);
    expect(await sql`select 1 from usage.latency_rollups where organization_id = ${facts.organizationId}`).toHaveLength(
      0,
    );
    expect(atMs % 900_000).toBe(420_000);
  });
});
