import type { AttemptRecord } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import { testDatabase } from '@weir/testing/services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalls } from './calls.ts';
import { openSql, type Sql } from './client.ts';
import { compactRollups } from './compact.ts';
import { readReceipt } from './receipt.ts';
import { insertAttempt } from './sample-rows.ts';
import { readUsage } from './usage.ts';
import { none } from './usage-filters.ts';
import { atMs, attempt, callOf, newFacts, write } from './usage-write.test-support.ts';
import { writeUsage } from './write-usage.ts';

const hourMs = 3_600_000;
const span = { fromMs: atMs - hourMs, toMs: atMs + hourMs };
type Facts = ReturnType<typeof newFacts>;

let sql: Sql;
beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
});
afterAll(() => sql.end());

const cost = (pico: number): Pick<AttemptRecord, 'cost'> => {
  return { cost: { source: 'computed', totalPicoUsd: String(pico * 10 ** 9), lines: [] } };
};

/** A call and its attempts, in one batch. */
async function record(facts: Facts, route: string | undefined, attempts: readonly Partial<AttemptRecord>[]) {
  const callId = uuidv7(atMs);
  const named = route === undefined ? {} : { route };
  const lines = attempts.map((changes, n) => attempt(facts, { callId, attemptNo: n + 1, ...named, ...changes }));
  const [first] = lines;
  if (first === undefined) throw new Error('a call without an attempt');
  await writeUsage(sql, write(uuidv7(), [0, 100], [...lines, callOf(first, { attempts: lines.length, ...named })]));
  return callId;
}

/** The kinds of calls that have more than one line, and one that has no route. */
async function recordAll(facts: Facts): Promise<void> {
  await record(facts, 'raced', [
    { ...cost(1), status: 'canceled' },
    { ...cost(2), purpose: 'race', provider: 'other' },
  ]);
  await record(facts, 'rescued', [
    { ...cost(4), status: 'truncated' },
    { ...cost(8), purpose: 'rescue', model: 'bigger' },
  ]);
  await record(facts, 'fell', [
    { status: 'failed', cost: { source: 'unknown', lines: [] } },
    { ...cost(16), purpose: 'fallback' },
  ]);
  await record(facts, undefined, [cost(32)]);
}

const byRoute = async (facts: Facts, groupBy: readonly string[] = ['route']) => {
  const { lines, total } = await readUsage(sql, { organizationId: facts.organizationId, ...span, groupBy });
  return {
    total: total.usd,
    routes: lines.map(({ group, usd, calls, attempts }) => [group.route, usd, calls, attempts]),
  };
};

const expected = [
  ['fell', '0.016', 1, 2],
  ['raced', '0.003', 1, 2],
  ['rescued', '0.012', 1, 2],
  [null, '0.032', 1, 1],
];

describe('cost by route', () => {
  it('has every line of a race, a rescue and a fallback, and sums to the cost in total, compacted or not', async () => {
    const facts = newFacts();
    await recordAll(facts);
    expect(await byRoute(facts)).toEqual({ total: '0.063', routes: expected });
    await compactRollups(sql, span.toMs);
    expect(await byRoute(facts)).toEqual({ total: '0.063', routes: expected });
    await recordAll(facts);
    expect((await byRoute(facts)).total).toBe('0.126');
    await compactRollups(sql, span.toMs);
    const twice = (await byRoute(facts)).routes.map(([route, usd]) => [route, usd]);
    expect(twice).toEqual([
      ['fell', '0.032'],
      ['raced', '0.006'],
      ['rescued', '0.024'],
      [null, '0.064'],
    ]);
  });

  it('is the same in each cut of the cube', async () => {
    const facts = newFacts();
    await recordAll(facts);
    await compactRollups(sql, span.toMs);
    expect((await byRoute(facts, ['route', 'key'])).routes).toEqual(expected);
    const filters = { key: [facts.gatewayKeyId ?? ''], route: ['raced', none] };
    const { total } = await readUsage(sql, { organizationId: facts.organizationId, ...span, filters });
    expect(total).toMatchObject({ usd: '0.035', calls: 2, attempts: 3 });
  });

  it('counts what an attempt wrote in the cube by the route of its line', async () => {
    const facts = newFacts();
    await recordAll(facts);
    const rows = await sql`
      select coalesce(route, '') as route, sum(cost_pico_usd)::text as pico, count(*)::text as attempts
      from usage.attempts where organization_id = ${facts.organizationId} group by 1 order by 1`;
    const rolled = await sql`
      select route, sum(cost_pico_usd)::text as pico, sum(attempts)::text as attempts
      from usage.rollups where organization_id = ${facts.organizationId} and attempts > 0 group by 1 order by 1`;
    expect(rolled).toEqual(rows);
    expect(rows.map(({ route }) => route)).toEqual(['', 'fell', 'raced', 'rescued']);
  });

  it('leaves what an earlier release wrote without a route: in the sum, in the lines and in the list', async () => {
    const facts = newFacts();
    const named = await record(facts, 'chat', [cost(1)]);
    const callId = uuidv7(atMs);
    const line = attempt(facts, { callId, ...cost(2) });
    await writeUsage(sql, write(uuidv7(), [0, 100], [line, callOf(line, { route: 'chat' })]));
    const { total, routes } = await byRoute(facts);
    expect(total).toBe('0.003');
    expect(routes).toEqual([
      ['chat', '0.001', 2, 1],
      [null, '0.002', 0, 1],
    ]);
    const asked = { organizationId: facts.organizationId, ...span, take: 9 };
    const list = async (route: string) =>
      (await readCalls(sql, { ...asked, filters: { route: [route] } })).map((call) => [call.callId, call.matched.usd]);
    expect(await list(none)).toEqual([[callId, '0.002']]);
    expect(new Map(await list('chat').then((calls) => calls.map(([id = '', usd = '']) => [id, usd])))).toEqual(
      new Map([
        [named, '0.001'],
        [callId, '0'],
      ]),
    );
  });

  it('knows the route of a call that was interrupted, from its attempts', async () => {
    const facts = newFacts();
    const callId = uuidv7(atMs);
    const row = { status: 'interrupted', route: 'cut', cost_source: 'unknown', cost_pico_usd: null };
    await insertAttempt(sql, callId, {
      ...{ organization_id: facts.organizationId, project_id: facts.projectId, ...row },
      ...{ started_at: new Date(atMs), recorded_at: new Date(0) },
    });
    const query = { organizationId: facts.organizationId, callId };
    expect(await readReceipt(sql, query)).toMatchObject({ route: 'cut', status: 'interrupted' });
    const listed = await readCalls(sql, { organizationId: facts.organizationId, ...span, take: 3 });
    expect(listed).toMatchObject([{ callId, route: 'cut', matched: { attempts: 1, unknownCost: 1 } }]);
  });

  it('is of no other organization, though its route has the same name', async () => {
    const [own, other] = [newFacts(), newFacts()];
    await record(own, 'chat', [cost(1)]);
    await record(other, 'chat', [cost(2)]);
    const filters = { route: ['chat'] };
    const { total } = await readUsage(sql, { organizationId: own.organizationId, filters, ...span });
    expect(total).toMatchObject({ usd: '0.001', calls: 1 });
    const project = { route: ['chat'], project: [other.projectId] };
    const theirs = await readUsage(sql, { organizationId: own.organizationId, filters: project, ...span });
    expect(theirs.total).toMatchObject({ usd: '0', calls: 0 });
  });
});
