import { testSeed } from '@weir/testing/seed';
import { testDatabase } from '@weir/testing/services';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type Sql } from './client.ts';
import { QueryError } from './query-error.ts';
import { insertRollups } from './sample-rows.ts';
import { readUsage } from './usage.ts';

const seed = testSeed('read usage');
const quarter = 900_000;
let sql: Sql;

beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
});
afterAll(() => sql.end());

function tenant() {
  return { organization_id: crypto.randomUUID(), project_id: crypto.randomUUID() };
}

const day = { fromMs: Date.parse('2026-03-01T00:00:00Z'), toMs: Date.parse('2026-03-02T00:00:00Z') };
const at = new Date('2026-03-01T10:15:00Z');

describe('readUsage', () => {
  it('sums deltas of one key, exactly, beyond what a double holds', async () => {
    const own = tenant();
    const pico = 9_007_199_254_740_993_000n;
    await insertRollups(sql, [
      { ...own, bucket_at: at, calls: 1, input: 10, cost_pico_usd: pico },
      { ...own, bucket_at: at, calls: 2, input: 5, cost_pico_usd: 1n },
    ]);
    const report = await readUsage(sql, { organizationId: own.organization_id, ...day });
    expect(report.lines).toHaveLength(1);
    expect(report.total).toMatchObject({ calls: 3, attempts: 2, usd: '9007199.254740993001', unknownCost: 0 });
    expect(report.total.units.input).toBe(15);
  });

  it('keeps simulated cost apart and counts unknown cost instead of adding 0', async () => {
    const own = tenant();
    await insertRollups(sql, [
      { ...own, bucket_at: at, cost_source: 'computed', cost_pico_usd: 2_000_000_000_000n },
      { ...own, bucket_at: at, cost_source: 'estimated', cost_pico_usd: 1_000_000_000_000n },
      { ...own, bucket_at: at, cost_source: 'simulated', cost_pico_usd: 7_000_000_000_000n },
      { ...own, bucket_at: at, cost_source: 'unknown', attempts: 4 },
    ]);
    const query = { organizationId: own.organization_id, ...day };
    const { total } = await readUsage(sql, query);
    expect(total).toMatchObject({ usd: '3', simulatedUsd: '7', unknownCost: 4 });
    const bySource = await readUsage(sql, { ...query, groupBy: ['source'] });
    expect(bySource.lines.map((line) => [line.group.source, line.usd])).toEqual([
      ['computed', '2'],
      ['estimated', '1'],
      ['simulated', '0'],
      ['unknown', null],
    ]);
  });

  it('never shows another organization or another project', async () => {
    const own = tenant();
    const other = tenant();
    const sibling = { organization_id: own.organization_id, project_id: crypto.randomUUID() };
    await insertRollups(
      sql,
      [own, other, sibling].map((ids) => ({ ...ids, bucket_at: at, calls: 1 })),
    );
    const query = { organizationId: own.organization_id, ...day };
    expect((await readUsage(sql, query)).total.calls).toBe(2);
    expect((await readUsage(sql, { ...query, filters: { project: [own.project_id] } })).total.calls).toBe(1);
    expect((await readUsage(sql, { ...query, filters: { project: [other.project_id] } })).total.calls).toBe(0);
  });

  it('groups by everything it offers, with null for none', async () => {
    const own = tenant();
    const key = crypto.randomUUID();
    const member = crypto.randomUUID();
    await insertRollups(sql, [
      { ...own, bucket_at: at, gateway_key_id: key, member_id: member, route: 'chat', calls: 1 },
      { ...own, bucket_at: at, status: 'refused', provider: '', model: '', cost_source: '', attempts: 0, calls: 1 },
    ]);
    const groupBy = ['project', 'model', 'provider', 'route', 'key', 'member', 'status', 'source'];
    const project = own.project_id;
    const report = await readUsage(sql, { organizationId: own.organization_id, ...day, groupBy });
    expect(report.lines.map((line) => line.group)).toEqual([
      {
        project,
        model: 'llama',
        provider: 'groq',
        route: 'chat',
        key,
        member,
        status: 'succeeded',
        source: 'computed',
      },
      { project, model: null, provider: null, route: null, key: null, member: null, status: 'refused', source: null },
    ]);
  });

  it('cuts days and months where the time zone does, through changes of the clock', async () => {
    const shown = (timeZone: string, atMs: number) =>
      new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(atMs);
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    const start = Date.parse('2026-03-20T00:00:00Z');
    const quarters = fc.array(fc.integer({ min: 0, max: 25 * 96 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(zones, quarters, async (timeZone, offsets) => {
        const own = tenant();
        const times = offsets.map((offset) => start + offset * quarter);
        await insertRollups(
          sql,
          times.map((time) => ({ ...own, bucket_at: new Date(time), calls: 1 })),
        );
        const query = { organizationId: own.organization_id, fromMs: start, toMs: start + 26 * 96 * quarter, timeZone };
        const { lines } = await readUsage(sql, { ...query, interval: 'day' });
        const expected = Map.groupBy(times, (time) => shown(timeZone, time));
        expect(new Map(lines.map((line) => [shown(timeZone, Date.parse(line.at ?? '')), line.calls]))).toEqual(
          new Map([...expected].sort().map(([name, list]) => [name, list.length])),
        );
        const months = await readUsage(sql, { ...query, interval: 'month' });
        expect(months.lines.map((line) => shown(timeZone, Date.parse(line.at ?? '')))).toEqual([
          ...new Set([...expected.keys()].sort().map((name) => `${name.slice(0, 7)}-01`)),
        ]);
      }),
      { seed, numRuns: 25 },
    );
  });

  it('tells the two hours apart that a clock shows twice', async () => {
    const own = tenant();
    const times = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((text) => new Date(text));
    await insertRollups(
      sql,
      times.map((time) => ({ ...own, bucket_at: time, calls: 1 })),
    );
    const { lines } = await readUsage(sql, {
      organizationId: own.organization_id,
      fromMs: Date.parse('2026-10-24T22:00:00Z'),
      toMs: Date.parse('2026-10-25T23:00:00Z'),
      interval: 'hour',
      timeZone: 'Europe/Berlin',
    });
    expect(lines.map((line) => line.at)).toEqual(['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z']);
  });

  it.each([
    ['groupBy', { groupBy: ['team'] }],
    ['tz', { timeZone: 'Mars/Base' }],
    ['project', { filters: { project: ['x'] } }],
    ['member', { filters: { member: ['none'] } }],
    ['to', { toMs: day.fromMs }],
  ])('refuses a wrong %s by name', async (field, wrong) => {
    const asked = readUsage(sql, { organizationId: crypto.randomUUID(), ...day, ...wrong });
    await expect(asked).rejects.toSatisfy((error) => error instanceof QueryError && error.field === field);
  });
});
