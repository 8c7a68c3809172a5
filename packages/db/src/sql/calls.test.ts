import { uuidFloor, uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalls } from './calls.ts';
import type { CallsQuery } from './calls-query.ts';
import { openSql, type Sql } from './client.ts';
import { readLedgerHealth } from './ledger-health.ts';
import { readReceipt } from './receipt.ts';
import { insertAttempt, insertCall, insertRollups, makePartition } from './sample-rows.ts';

const may = Date.parse('2031-05-01T00:00:00Z');
const june = Date.parse('2031-06-01T00:00:00Z');
const july = Date.parse('2031-07-01T00:00:00Z');
let url: string;
let sql: Sql;

beforeAll(async () => {
  url = (await testDatabase()).url;
  sql = openSql(url, { max: 4 });
  await makePartition(sql, '2031_05', { from: uuidFloor(may), to: uuidFloor(june) });
  await makePartition(sql, '2031_06', { from: uuidFloor(june), to: uuidFloor(july) });
});
afterAll(() => sql.end());

function tenant() {
  return { organization_id: crypto.randomUUID(), project_id: crypto.randomUUID() };
}

describe('readCalls', () => {
  it('pages newest first without a gap or a repetition', async () => {
    const own = tenant();
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.unshift(await insertCall(sql, may + n * 1000, own));
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await readCalls(sql, { organizationId: own.organization_id, take: 3, after });
      if (page.length === 0) break;
      seen.push(...page.map((call) => call.callId));
      after = page.at(-1)?.callId;
    }
    expect(seen).toEqual(made);
  });

  it('filters by time, model, route, key and status', async () => {
    const own = tenant();
    const key = crypto.randomUUID();
    const early = await insertCall(sql, may + 1000, { ...own, model: 'gpt' });
    const late = await insertCall(sql, june + 1000, {
      ...own,
      route: 'chat',
      gateway_key_id: key,
      status: 'failed',
    });
    await insertRollups(sql, [
      { ...own, bucket_at: new Date(may), model: 'gpt', calls: 1, attempts: 0 },
      {
        ...own,
        bucket_at: new Date(june),
        route: 'chat',
        gateway_key_id: key,
        status: 'failed',
        calls: 1,
        attempts: 0,
      },
    ]);
    const find = async (filter: Partial<CallsQuery>) =>
      (await readCalls(sql, { organizationId: own.organization_id, take: 10, ...filter })).map((call) => call.callId);
    expect(await find({ fromMs: may, toMs: june })).toEqual([early]);
    expect(await find({ filters: { model: ['gpt'] } })).toEqual([early]);
    expect(await find({ filters: { route: ['chat'] } })).toEqual([late]);
    expect(await find({ filters: { key: [key] } })).toEqual([late]);
    expect(await find({ filters: { status: ['failed'] } })).toEqual([late]);
    expect(await find({ filters: { status: ['canceled'] } })).toEqual([]);
    await expect(find({ filters: { key: ['no id'] } })).rejects.toMatchObject({ field: 'key' });
  });

  it('gives each call the sum of its attempts, or null and why', async () => {
    const own = tenant();
    const cheap = await insertCall(sql, may + 2000, { ...own, attempts: 2 });
    await insertAttempt(sql, cheap, { ...own, cost_pico_usd: 1_000_000_000_000n, status: 'failed' });
    await insertAttempt(sql, cheap, { ...own, attempt_no: 2, cost_pico_usd: 500_000_000_000n });
    const unpriced = await insertCall(sql, may + 3000, own);
    await insertAttempt(sql, unpriced, {
      ...own,
      cost_source: 'unknown',
      cost_pico_usd: null,
      cost_reason: 'no price',
    });
    const calls = await readCalls(sql, { organizationId: own.organization_id, take: 10 });
    expect(calls.map((call) => [call.callId, call.cost.usd, call.cost.reason])).toEqual([
      [unpriced, null, 'no price'],
      [cheap, '1.5', null],
    ]);
  });

  it('gives the tokens of all attempts, and keeps apart what is none and what is not known', async () => {
    const own = tenant();
    const unreported = { input: null, cache_read: null, output: null };
    const silent = await insertCall(sql, may + 1000, own);
    await insertAttempt(sql, silent, { ...own, ...unreported });
    const twice = await insertCall(sql, may + 2000, { ...own, attempts: 2 });
    await insertAttempt(sql, twice, { ...own, ...unreported, input: 5, cache_write_1h: 2, cache_read: 0 });
    await insertAttempt(sql, twice, { ...own, ...unreported, attempt_no: 2, input: 3, output: 7, reasoning: 4 });
    const calls = await readCalls(sql, { organizationId: own.organization_id, take: 10 });
    expect(calls.map(({ tokens }) => tokens)).toEqual([
      { in: 10, cached: 0, out: 11 },
      { in: null, cached: null, out: null },
    ]);
  });

  it('touches only the partitions of the time asked for', async () => {
    const own = tenant();
    const callId = await insertCall(sql, may + 12 * 3_600_000, own);
    await insertAttempt(sql, callId, own);
    const seen: { query: string; parameters: unknown[] }[] = [];
    const watched = postgres(url, {
      max: 1,
      prepare: false,
      types: { bigint: postgres.BigInt },
      debug: (_, query, parameters) => {
        if (query.includes('usage.')) seen.push({ query, parameters });
      },
    });
    await readCalls(watched, {
      organizationId: own.organization_id,
      fromMs: may + 6 * 3_600_000,
      toMs: june - 3_600_000,
      take: 10,
    });
    await watched.end();
    expect(seen).toHaveLength(4);
    for (const { query, parameters } of seen) {
      const text = parameters.reduceRight<string>((sofar, value, n) => {
        return sofar.replaceAll(`$${n + 1}`, `'${value}'`);
      }, query);
      const plan = JSON.stringify(await sql.unsafe(`explain ${text}`));
      expect(plan).toMatch(/_2031_05/);
      expect(plan).not.toMatch(/_2031_06|_default/);
    }
  });
});

describe('readReceipt', () => {
  it('shows the call, its attempts and its cost lines in dollars', async () => {
    const own = tenant();
    const callId = await insertCall(sql, may + 5000, { ...own, decision: sql.json({ why: 'only one' }) });
    const line = { bucket: 'input', quantity: 12, picoUsdPerMillion: '150000000000', picoUsd: '1800000' };
    await insertAttempt(sql, callId, {
      ...own,
      input: 12,
      cache_read: 0,
      cost_lines: sql.json([line]),
      cost_pico_usd: 1_800_000n,
      price_id: 'groq/llama@2025-01-01#weir',
      provider_request_id: 'req_1',
    });
    const receipt = await readReceipt(sql, { organizationId: own.organization_id, callId });
    expect(receipt).toMatchObject({
      callId,
      startedAt: '2031-05-01T00:00:05.000Z',
      decision: { why: 'only one' },
      cost: { usd: '0.0000018', source: 'computed' },
      attempts: [
        {
          attemptNo: 1,
          providerRequestId: 'req_1',
          usage: { input: 12, cacheRead: 0 },
          cost: { lines: [{ bucket: 'input', quantity: 12, usdPerMillion: '0.15', usd: '0.0000018' }] },
        },
      ],
    });
    expect(Object.keys(receipt?.attempts[0]?.usage ?? {})).toEqual(['input', 'cacheRead']);
  });

  it('is told by the attempts alone where the own record of a call did not come, in the list as well', async () => {
    const own = tenant();
    const callId = uuidv7(may + 7000);
    const made = { ...own, started_at: new Date(may + 7000), cost_pico_usd: 3_000_000_000_000n };
    await insertAttempt(sql, callId, { ...made, status: 'failed', recorded_at: new Date('2026-01-01T00:00:00Z') });
    await insertAttempt(sql, callId, { ...made, attempt_no: 2, recorded_at: new Date('2026-01-01T00:00:00Z') });
    const receipt = await readReceipt(sql, { organizationId: own.organization_id, callId });
    expect(receipt).toMatchObject({ status: 'succeeded', provider: 'groq', cost: { usd: '6' }, timings: null });
    expect(receipt?.attempts).toHaveLength(2);
    const [listed] = await readCalls(sql, { organizationId: own.organization_id, take: 5 });
    expect(listed).toMatchObject({ callId, status: 'succeeded', attempts: 2, matched: { attempts: 2, usd: '6' } });
    const fresh = uuidv7();
    await insertAttempt(sql, fresh, own);
    expect(await readReceipt(sql, { organizationId: own.organization_id, callId: fresh })).toBeUndefined();
  });

  it('gives nothing to another organization or project, nor for what is no id', async () => {
    const own = tenant();
    const callId = await insertCall(sql, may + 6000, own);
    await insertAttempt(sql, callId, own);
    const other = tenant();
    const organizationId = own.organization_id;
    expect(await readReceipt(sql, { organizationId, projectId: own.project_id, callId })).toBeDefined();
    expect(await readReceipt(sql, { organizationId: other.organization_id, callId })).toBeUndefined();
    expect(await readReceipt(sql, { organizationId, projectId: other.project_id, callId })).toBeUndefined();
    expect(await readReceipt(sql, { organizationId, callId: "' or 1=1" })).toBeUndefined();
    expect(await readCalls(sql, { organizationId: other.organization_id, take: 10 })).toEqual([]);
  });
});

describe('readLedgerHealth', () => {
  it('counts attempts of one organization, and how late the latest came', async () => {
    const own = tenant();
    const other = tenant();
    const bucket_at = new Date(may);
    await insertRollups(sql, [
      { ...own, bucket_at, attempts: 5 },
      { ...own, bucket_at, attempts: 2, status: 'interrupted', cost_source: 'unknown' },
      { ...other, bucket_at, attempts: 100 },
    ]);
    const callId = await insertCall(sql, may, own);
    const recorded_at = new Date(may + 5000);
    await insertAttempt(sql, callId, { ...own, started_at: new Date(may), duration_ms: 1000, recorded_at });
    await sql`insert into usage.dead_letters (organization_id, spool_id, segment, "offset", reason, record)
      values (${own.organization_id}, 's', 0, 0, 'bad', '{}')`;
    expect(await readLedgerHealth(sql, own.organization_id)).toEqual({
      recorded: 7,
      interrupted: 2,
      deadLetters: 1,
      lastRecordedAt: recorded_at.toISOString(),
      lagMs: 4000,
    });
    expect(await readLedgerHealth(sql, crypto.randomUUID())).toEqual({
      recorded: 0,
      interrupted: 0,
      deadLetters: 0,
      lastRecordedAt: null,
      lagMs: null,
    });
  });
});
