import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { countDecidedCalls, type DecidedCallsQuery, readDecidedCalls } from './decided-calls.ts';
import { insertAttempt, insertCall } from './sample-rows.ts';

const may = Date.parse('2031-05-01T00:00:00Z');
let sql: Sql;

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 2 });
});
afterAll(() => sql.end());

function tenant() {
  return { organization_id: crypto.randomUUID(), project_id: crypto.randomUUID() };
}
type Tenant = ReturnType<typeof tenant>;

function queryOf(own: Tenant, more: Partial<DecidedCallsQuery> = {}): DecidedCallsQuery {
  const { organization_id: organizationId, project_id: projectId } = own;
  return { organizationId, projectId, fromMs: may, toMs: may + 1e6, share: 1, take: 100, ...more };
}

async function idsOf(query: DecidedCallsQuery): Promise<readonly string[]> {
  return (await readDecidedCalls(sql, query)).map(({ callId }) => callId);
}

describe('calls with their decisions', () => {
  it('come in the order of their ids, of one project, route and time, a page at a time', async () => {
    const own = tenant();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push(await insertCall(sql, may + n * 1_000, { ...own, route: 'chat' }));
    await insertCall(sql, may + 9_000, { ...own, route: 'other' });
    await insertCall(sql, may - 1_000, { ...own, route: 'chat' });
    await insertCall(sql, may + 1e6, { ...own, route: 'chat' });
    await insertCall(sql, may, { ...own, project_id: crypto.randomUUID(), route: 'chat' });
    await insertCall(sql, may, { ...tenant(), project_id: own.project_id, route: 'chat' });
    const query = queryOf(own, { route: 'chat', take: 3 });
    expect(await countDecidedCalls(sql, query)).toBe(5);
    expect(await countDecidedCalls(sql, queryOf(own))).toBe(6);
    expect(await idsOf(query)).toEqual(made.slice(0, 3));
    expect(await idsOf({ ...query, after: made[2] })).toEqual(made.slice(3));
  });

  it('tell the decision without hashes, the cost of all attempts and the usage of the last that succeeded', async () => {
    const own = tenant();
    const { organization_id, project_id } = own;
    const decision = sql.json({ requestedModel: 'chat', inputs: { seed: 1, features: 'AAAA' } });
    const call = await insertCall(sql, may, { ...own, decision, attempts: 2, first_token_ms: 70 });
    const half = await insertCall(sql, may + 1, { ...own, attempts: 2 });
    const unknown = await insertCall(sql, may + 2, { ...own, attempts: 1 });
    await insertAttempt(sql, call, { organization_id, project_id, status: 'failed', cost_pico_usd: 5n });
    await insertAttempt(sql, call, {
      organization_id,
      project_id,
      attempt_no: 2,
      cost_pico_usd: 7n,
      input: 3n,
      output: 4n,
    });
    await insertAttempt(sql, half, { organization_id, project_id, cost_pico_usd: 5n });
    const none = { cost_source: 'unknown', cost_pico_usd: null };
    await insertAttempt(sql, unknown, { organization_id, project_id, ...none });
    const rows = await readDecidedCalls(sql, queryOf(own));
    expect(rows).toEqual([
      {
        ...{ callId: call, gatewayKeyId: null, firstTokenMs: 70, costPicoUsd: 12n, usage: { input: 3, output: 4 } },
        decision: { requestedModel: 'chat', inputs: { seed: 1 } },
      },
      { callId: half, gatewayKeyId: null, decision: null, firstTokenMs: null, costPicoUsd: null, usage: {} },
      { callId: unknown, gatewayKeyId: null, decision: null, firstTokenMs: null, costPicoUsd: null, usage: {} },
    ]);
  });

  it('are drawn alike for each page of a sample', async () => {
    const own = tenant();
    for (let n = 0; n < 400; n += 1) await insertCall(sql, may + n, own);
    const all = await idsOf(queryOf(own, { share: 0.25, take: 400 }));
    expect(all.length).toBeGreaterThan(60);
    expect(all.length).toBeLessThan(140);
    const paged: string[] = [];
    for (;;) {
      const page = await idsOf(queryOf(own, { share: 0.25, take: 9, after: paged.at(-1) }));
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(all);
    expect(await idsOf(queryOf(own, { share: 0 }))).toEqual([]);
  });
});
