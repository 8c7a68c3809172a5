import type { CostSource } from '@weir/protocol/cost';
import type { AttemptRecord, CallRecord } from '@weir/protocol/ledger';
import { type Usage, usageBuckets } from '@weir/protocol/usage';
import { uuidv7 } from '@weir/runtime/uuid';
import { testSeed } from '@weir/testing/seed';
import { testDatabase } from '@weir/testing/services';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCalls } from './calls.ts';
import type { CallsFilter } from './calls-query.ts';
import { type CallsSummary, sumCalls, summarizeCalls } from './calls-summary.ts';
import { openSql, type Sql } from './client.ts';
import { compactRollups } from './compact.ts';
import { readUsage, type UsageGroup, usageGroups } from './usage.ts';
import { none, type UsageFilters } from './usage-filters.ts';
import { attempt, callOf, write } from './usage-write.test-support.ts';
import { usdOf } from './usd.ts';
import { writeUsage } from './write-usage.ts';

const quarterMs = 900_000;
/** Berlin sets its clocks back in this night. */
const startMs = Date.parse('2026-10-24T20:00:00Z');
const endMs = startMs + 40 * quarterMs;
/** Ids that stand for the same place in every run. */
const ids = [1, 2, 3].map((n) => `0190000${n}-0000-7000-8000-000000000000`);

let sql: Sql;
beforeAll(async () => {
  sql = openSql((await testDatabase()).url, { max: 4 });
});
afterAll(() => sql.end());

type Try = Readonly<{
  provider: number;
  model: number;
  source: CostSource;
  cost: bigint;
  ended: number;
  lateMs: number;
}>;
type Shape = Readonly<{
  atMs: number;
  project: number;
  key: number;
  /** None at 0. */
  route: number;
  /** Written by a release whose attempts do not name their route. */
  earlier: boolean;
  tries: readonly Try[];
  recorded: boolean;
}>;
type History = { readonly attempts: AttemptRecord[]; readonly calls: CallRecord[] };

const statuses = ['succeeded', 'failed', 'canceled', 'truncated', 'interrupted'] as const;
const sources = ['reported', 'computed', 'estimated', 'unknown', 'simulated'] as const;
const nth = fc.nat(1);

const oneTry: fc.Arbitrary<Try> = fc.record({
  provider: nth,
  model: nth,
  source: fc.constantFrom(...sources),
  // Beyond what a double holds.
  cost: fc.bigInt(0n, 10n ** 17n),
  ended: fc.nat(statuses.length - 1),
  // Often just over the border of a quarter, up to an hour late.
  lateMs: fc.oneof(fc.constant(0), fc.nat(quarterMs), fc.nat(3_600_000)),
});

const shape: fc.Arbitrary<Shape> = fc.record({
  atMs: fc.oneof(
    fc.nat(endMs - startMs - 1),
    fc.nat(39).map((quarter) => Math.max(0, quarter * quarterMs - 1)),
    fc.nat(39).map((quarter) => quarter * quarterMs),
  ),
  project: nth,
  key: fc.nat(2),
  route: fc.nat(2),
  earlier: fc.nat(9).map((n) => n === 0),
  tries: fc.array(oneTry, { maxLength: 3 }),
  recorded: fc.nat(9).map((n) => n > 0),
});

/** Some of each bucket, in some attempts: as random as the cost. */
function usageOf(cost: bigint): Usage {
  const counts = usageBuckets.map((bucket, n) => [bucket, Number((cost >> BigInt(n)) % 1_009n)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count % 3 !== 0));
}

function recordsOf(organizationId: string, shapes: readonly Shape[]): History {
  const history: History = { attempts: [], calls: [] };
  for (const { atMs, project, key, route, earlier, tries, recorded } of shapes) {
    const startedAtMs = startMs + atMs;
    const callId = uuidv7(startedAtMs);
    const who = {
      ...{ organizationId, projectId: ids[project] ?? '', callId },
      ...(key === 0 ? {} : { gatewayKeyId: ids[key] ?? '', memberId: ids[2 - key] ?? '' }),
    };
    const named = route === 0 ? {} : { route: `r${route}` };
    const attempts = tries.map(({ provider, model, source, cost, ended, lateMs }, n) =>
      attempt(
        { ...who, gatewayKeyId: '' },
        {
          ...{ callId, attemptNo: n + 1, startedAtMs: startedAtMs + lateMs, status: statuses[ended] ?? 'failed' },
          ...{ provider: `p${provider}`, model: `m${model}`, usage: usageOf(cost) },
          cost: { source, lines: [], ...(source === 'unknown' ? {} : { totalPicoUsd: String(cost) }) },
        },
      ),
    );
    const known = attempts.map(({ gatewayKeyId: _, ...record }) => ({ ...record, ...who, ...(earlier ? {} : named) }));
    history.attempts.push(...known);
    const last = known.at(-1);
    const {
      provider: _p,
      model: _m,
      ...refused
    } = callOf(attempt({ ...who, gatewayKeyId: '' }, { callId, startedAtMs }));
    const call: CallRecord =
      last === undefined
        ? { ...refused, status: 'refused', attempts: 0 }
        : callOf(last, { startedAtMs, status: last.status, attempts: known.length });
    const { gatewayKeyId: _k, ...keyless } = call;
    if (recorded || last === undefined) history.calls.push({ ...keyless, ...who, ...named });
  }
  return history;
}

type Dimensions = Readonly<Record<UsageGroup, string | undefined>>;

function matches(filters: UsageFilters, row: Dimensions): boolean {
  const has = (values: readonly string[] | undefined, name: UsageGroup) => values?.includes(row[name] ?? none);
  return usageGroups.every((name) => (has(filters[name], name) ?? true) && !has(filters.not?.[name], name));
}

function dimensionsOf(record: AttemptRecord | CallRecord): Dimensions {
  const { projectId: project, gatewayKeyId: key, memberId: member, provider, model, status, route } = record;
  const source = record.kind === 'attempt' ? record.cost.source : undefined;
  return { project, key, member, provider, model, status, source, route };
}

function isIn(record: AttemptRecord | CallRecord, { filters = {}, fromMs = 0, toMs = 0 }: CallsFilter): boolean {
  return record.startedAtMs >= fromMs && record.startedAtMs < toMs && matches(filters, dimensionsOf(record));
}

/** Each bucket's sum by its definition: what was not reported adds nothing. */
function unitsOf({ attempts }: History, filter: CallsFilter): Record<string, number> {
  const counted = attempts.filter((record) => isIn(record, filter));
  const sums = usageBuckets.map((bucket) => [
    bucket,
    counted.reduce((sum, { usage }) => sum + (usage[bucket] ?? 0), 0),
  ]);
  return Object.fromEntries(sums);
}

/** The figure by its definition, without a database. */
function figureOf({ attempts, calls }: History, filter: CallsFilter): CallsSummary {
  const counted = attempts.filter((record) => isIn(record, filter));
  const sum = (wanted: (source: CostSource) => boolean) =>
    counted
      .filter(({ cost }) => wanted(cost.source))
      .reduce((total, { cost }) => total + BigInt(cost.totalPicoUsd ?? 0), 0n);
  const unknown = counted.filter(({ cost }) => cost.source === 'unknown').length;
  const isMoney = (source: CostSource) => source !== 'unknown' && source !== 'simulated';
  const isOnlyUnknown = unknown > 0 && !counted.some(({ cost }) => isMoney(cost.source));
  return {
    calls: calls.filter((record) => isIn(record, filter)).length,
    attempts: counted.length,
    usd: isOnlyUnknown ? null : usdOf(sum(isMoney)),
    simulatedUsd: usdOf(sum((source) => source === 'simulated')),
    unknownCost: unknown,
  };
}

const picoOf = (usd: string | null) => toPico(usd ?? '0');

function toPico(usd: string): bigint {
  const [whole = '0', fraction = ''] = usd.split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
}

/** What all pages of the list show together. */
async function pagesOf(filter: CallsFilter, take: number) {
  const seen: string[] = [];
  const sum = { attempts: 0, pico: 0n, simulated: 0n, unknownCost: 0 };
  for (let after: string | undefined; ; ) {
    const page = await readCalls(sql, { ...filter, after, take });
    for (const { callId, matched } of page) {
      seen.push(callId);
      sum.attempts += matched.attempts;
      sum.pico += toPico(matched.usd);
      sum.simulated += toPico(matched.simulatedUsd);
      sum.unknownCost += matched.unknownCost;
    }
    after = page.at(-1)?.callId;
    if (page.length < take || after === undefined) return { seen, sum };
  }
}

const someOf = (values: readonly string[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined, freq: 3 });

const valuesArbitrary = fc.record({
  project: someOf([ids[0] ?? '', ids[1] ?? '']),
  key: someOf([ids[1] ?? '', ids[2] ?? '', none]),
  member: someOf([ids[0] ?? '', ids[1] ?? '', none]),
  provider: someOf(['p0', 'p1', none]),
  model: someOf(['m0', 'm1', 'nowhere', none]),
  status: someOf([...statuses, 'refused']),
  source: someOf([...sources, none]),
  route: someOf(['r1', 'r2', 'nowhere', none]),
});

const filtersArbitrary: fc.Arbitrary<UsageFilters> = fc.oneof(
  valuesArbitrary,
  valuesArbitrary.map((not) => ({ not })),
  fc.tuple(valuesArbitrary, valuesArbitrary).map(([values, not]) => ({ ...values, not })),
);

const question = fc.record({
  filters: filtersArbitrary,
  from: fc.nat(40),
  length: fc.integer({ min: 1, max: 44 }),
  take: fc.integer({ min: 1, max: 7 }),
  groupBy: fc.subarray<UsageGroup>([...usageGroups], { maxLength: 2 }),
});

it('every figure is that of the calls behind it, to the pico-dollar, whatever is filtered, cut and compacted', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.array(shape, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
    fc.array(question, { minLength: 3, maxLength: 6 }),
    fc.nat(44),
    async (batches, questions, compactedUpTo) => {
      const organizationId = uuidv7();
      const history: History = { attempts: [], calls: [] };
      for (const [n, shapes] of batches.entries()) {
        const { attempts, calls } = recordsOf(organizationId, shapes);
        await writeUsage(sql, write(uuidv7(), [0, 100], [...attempts, ...calls]));
        history.attempts.push(...attempts);
        history.calls.push(...calls);
        if (n < batches.length - 1) await compactRollups(sql, startMs + compactedUpTo * quarterMs);
      }
      for (const { filters, from, length, take, groupBy } of questions) {
        const fromMs = startMs + (from - 2) * quarterMs;
        const asked = { organizationId, filters, fromMs, toMs: fromMs + length * quarterMs };
        const expected = figureOf(history, asked);
        expect(await summarizeCalls(sql, asked)).toEqual(expected);
        expect(await sumCalls(sql, asked)).toEqual(expected);
        const report = await readUsage(sql, { ...asked, interval: 'day', timeZone: 'Europe/Berlin', groupBy });
        expect(report.total).toMatchObject({ ...expected, units: unitsOf(history, asked) });
        const { seen, sum } = await pagesOf(asked, take);
        expect(seen).toEqual([...new Set(seen)].sort().reverse());
        expect(sum).toEqual({
          attempts: expected.attempts,
          pico: picoOf(expected.usd),
          simulated: picoOf(expected.simulatedUsd),
          unknownCost: expected.unknownCost,
        });
      }
    },
  );
  await fc.assert(property, { seed: testSeed('drill-down'), numRuns: 25 });
});

it('every bar of a chart opens the calls that it is made of', async () => {
  const chart = fc.record({
    shapes: fc.array(shape, { minLength: 10, maxLength: 40 }),
    timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Havana'),
    interval: fc.constantFrom(...(['15m', 'hour', 'day', 'week'] as const)),
    group: fc.constantFrom<UsageGroup>(...usageGroups),
  });
  const property = fc.asyncProperty(chart, async ({ shapes, timeZone, interval, group }) => {
    const organizationId = uuidv7();
    const { attempts, calls } = recordsOf(organizationId, shapes);
    await writeUsage(sql, write(uuidv7(), [0, 100], [...attempts, ...calls]));
    await compactRollups(sql, startMs + 30 * quarterMs);
    const asked = { organizationId, fromMs: startMs, toMs: endMs + 4 * quarterMs };
    const report = await readUsage(sql, { ...asked, interval, timeZone, groupBy: [group] });
    const lines = report.lines.filter((_, n) => n % 3 === 0);
    for (const line of lines) {
      const bar = report.intervals.find(({ atMs }) => new Date(atMs).toISOString() === line.at);
      if (bar === undefined) throw new Error(`no interval begins at ${line.at}`);
      const { fromMs, toMs } = bar;
      const opened = { organizationId, fromMs, toMs, filters: { [group]: [line.group[group] ?? none] } };
      const { calls: count, attempts: tries, usd, simulatedUsd, unknownCost } = line;
      expect(await sumCalls(sql, opened)).toEqual({ calls: count, attempts: tries, usd, simulatedUsd, unknownCost });
      const { sum } = await pagesOf(opened, 50);
      expect(sum.pico).toBe(picoOf(usd));
    }
  });
  await fc.assert(property, { seed: testSeed('bars'), numRuns: 12 });
});

it('a list narrowed further adds up to its own sum, and misses nothing that is dear or went wrong', async () => {
  const narrowing = fc.record(
    { minPicoUsd: fc.bigInt(1n, 10n ** 17n), errorsOnly: fc.constant(true), filters: filtersArbitrary },
    { requiredKeys: [] },
  );
  const run = fc.record({ shapes: fc.array(shape, { minLength: 5, maxLength: 30 }), narrowing, compacted: fc.nat(44) });
  const property = fc.asyncProperty(run, async ({ shapes, narrowing: narrow, compacted }) => {
    const organizationId = uuidv7();
    const { attempts, calls } = recordsOf(organizationId, shapes);
    await writeUsage(sql, write(uuidv7(), [0, 100], [...attempts, ...calls]));
    await compactRollups(sql, startMs + compacted * quarterMs);
    const asked = { organizationId, fromMs: startMs, toMs: endMs + 4 * quarterMs, ...narrow };
    const { seen, sum } = await pagesOf(asked, 3);
    const expected = await sumCalls(sql, asked);
    expect(sum).toMatchObject({ attempts: expected.attempts, pico: picoOf(expected.usd) });
    const { minPicoUsd, errorsOnly = false, filters = {} } = narrow;
    if (errorsOnly) return;
    const dear = attempts.filter((each) => BigInt(each.cost.totalPicoUsd ?? 0) >= (minPicoUsd ?? 0n));
    const found = dear.filter((each) => matches(filters, dimensionsOf(each))).map(({ callId }) => callId);
    expect(seen).toEqual(expect.arrayContaining(found));
  });
  await fc.assert(property, { seed: testSeed('narrowed'), numRuns: 40 });
});

it('a call that is not recorded yet and failed at first is counted with all of its attempts, or none', async () => {
  const organizationId = uuidv7();
  const callId = uuidv7(startMs);
  const of = (attemptNo: number, status: AttemptRecord['status']) =>
    attempt(
      { organizationId, projectId: ids[0] ?? '' },
      { callId, attemptNo, status, startedAtMs: startMs + attemptNo },
    );
  await writeUsage(sql, write(uuidv7(), [0, 100], [of(1, 'failed'), of(2, 'succeeded')]));
  const asked = { organizationId, fromMs: startMs, toMs: endMs, errorsOnly: true };
  const { seen, sum } = await pagesOf(asked, 3);
  expect(seen).toEqual([callId]);
  expect(sum.attempts).toBe(2);
  expect((await sumCalls(sql, asked)).attempts).toBe(2);
});
