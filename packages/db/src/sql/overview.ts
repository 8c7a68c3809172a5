import { type Interval, type Span, toQuarters, type UsageInterval } from './calendar.ts';
import type { Sql } from './client.ts';
import { inReport } from './in-report.ts';
import { type Latencies, readLatencies } from './latency.ts';
import { QueryError } from './query-error.ts';
import { spanOf, type UsageReport } from './usage.ts';
import { type FigureColumns, figuresOf, type UsageFigures } from './usage-figures.ts';
import { checkFilters, type UsageFilters } from './usage-filters.ts';
import { figureColumns, usageRows } from './usage-rows.ts';

/** What the series of an overview may be stacked by. */
export const overviewGroups = ['project', 'provider', 'model', 'route', 'key', 'member', 'status', 'source'] as const;
export type OverviewGroup = (typeof overviewGroups)[number];

export type OverviewQuery = Span & {
  readonly organizationId: string;
  readonly filters?: UsageFilters | undefined;
  readonly interval: UsageInterval;
  readonly timeZone?: string | undefined;
  readonly groupBy: OverviewGroup;
  /** What it is compared with: ends before the span begins. As long, and just before it, when absent. */
  readonly previous?: Span | undefined;
};

/** How many Calls and Attempts ended in each way. */
export type Outcome = { readonly status: string; readonly calls: number; readonly attempts: number };

/** What a span came to. */
export type OverviewTotals = UsageFigures &
  Latencies & {
    readonly outcomes: readonly Outcome[];
    /** Attempts and money by source of cost. */
    readonly sources: readonly { readonly source: string; readonly attempts: number; readonly usd: string | null }[];
  };

/** One of those that cost most, with what it came to in the span before. */
export type OverviewTop = {
  readonly value: string | null;
  /** Of models. */
  readonly provider: string | null;
  readonly figures: UsageFigures;
  readonly previous: UsageFigures | null;
};

export type OverviewPoint = { readonly at: string; readonly value?: string | null; readonly figures: UsageFigures };

export type Overview = Pick<UsageReport, 'span' | 'intervals'> & {
  readonly previousSpan: Span;
  readonly totals: OverviewTotals;
  readonly previous: OverviewTotals;
  readonly series: readonly OverviewPoint[];
  /** The same by the group asked for. */
  readonly stacked: readonly OverviewPoint[];
  readonly tops: Readonly<Record<'models' | 'providers' | 'keys' | 'members', readonly OverviewTop[]>>;
};

/** The first of each kind that an overview shows. */
const topMax = 8;

type Base = { readonly organizationId: string; readonly filters: UsageFilters };
type Row = FigureColumns & {
  readonly nth: number;
  readonly set: OverviewGroup;
  readonly value: string | null;
  readonly provider: string | null;
};

const columns = {
  project: 'project_id',
  provider: 'provider',
  model: 'model',
  route: 'route',
  key: 'gateway_key_id',
  member: 'member_id',
  status: 'status',
  source: 'cost_source',
} as const;

/** Figures by interval and by the values of each of `sets`. */
function readSets(
  sql: Sql,
  base: Base & { intervals: readonly Interval[] },
  sets: readonly OverviewGroup[],
): Promise<Row[]> {
  const parts = sets.map((set) => {
    const provider = set === 'model' ? sql`nullif(r.provider, '')` : sql`null::text`;
    return sql`
      select r.nth, ${set}::text as set, nullif(r.${sql(columns[set])}::text, '') as value, ${provider} as provider,
        ${figureColumns(sql)} from rows r group by 1, 2, 3, 4`;
  });
  const union = parts.reduce((text, part) => sql`${text} union all ${part}`);
  return inReport(sql, (tx) => tx<Row[]>`with ${usageRows(sql, { ...base, dimensions: sets })} ${union} order by 1`);
}

function ofSet(rows: readonly Row[], set: Row['set'], nth: number): Row[] {
  return rows.filter((row) => row.set === set && row.nth === nth);
}

function topsOf(rows: readonly Row[], set: Row['set'], nth: number): OverviewTop[] {
  const before = ofSet(rows, set, 0);
  const now = ofSet(rows, set, nth).filter(({ value }) => value !== null);
  const money = ({ pico }: Row) => BigInt(pico);
  now.sort((a, b) => (money(a) === money(b) ? Number(b.calls) - Number(a.calls) : money(a) < money(b) ? 1 : -1));
  return now.slice(0, topMax).map((row) => {
    const { value, provider } = row;
    const previous = before.find((each) => each.value === value && each.provider === provider);
    return {
      value,
      provider,
      figures: figuresOf([row]),
      previous: previous === undefined ? null : figuresOf([previous]),
    };
  });
}

function totalsOf(rows: readonly Row[], nth: number, latencies: Latencies): OverviewTotals {
  return {
    // Every row has a source or is of Calls: together they are all.
    ...figuresOf(ofSet(rows, 'source', nth)),
    ...latencies,
    outcomes: ofSet(rows, 'status', nth).map((row) => {
      return { status: row.value ?? '', calls: Number(row.calls), attempts: Number(row.attempts) };
    }),
    sources: ofSet(rows, 'source', nth)
      .filter(({ value }) => value !== null)
      .map((row) => ({ source: row.value ?? '', attempts: Number(row.attempts), usd: figuresOf([row]).usd })),
  };
}

function atOf({ nth }: Row, intervals: readonly Interval[]): string {
  return new Date(intervals[nth]?.atMs ?? 0).toISOString();
}

function seriesOf(rows: readonly Row[], intervals: readonly Interval[]): OverviewPoint[] {
  const points = Map.groupBy(rows, (row) => atOf(row, intervals));
  return [...points].map(([at, list]) => ({ at, figures: figuresOf(list) }));
}

const nothing: Latencies = {
  duration: { count: 0, p50: null, p95: null, p99: null },
  firstToken: { count: 0, p50: null, p95: null, p99: null },
};

/** The span to compare with, what lies between, and the span itself: one after the other, as rows are read. */
function comparedSpans(span: Span, previous: Span | undefined): readonly [Span, ...Span[]] {
  const lengthMs = span.toMs - span.fromMs;
  const before = previous ?? { fromMs: Math.max(0, span.fromMs - lengthMs), toMs: span.fromMs };
  if (!(before.fromMs < before.toMs && before.toMs <= span.fromMs)) {
    throw new QueryError('previousTo', 'previousTo must be after previousFrom and not after from.');
  }
  const { fromMs, toMs } = toQuarters(before);
  const between = { fromMs: toMs, toMs: span.fromMs };
  return between.fromMs < between.toMs ? [{ fromMs, toMs }, between, span] : [{ fromMs, toMs }, span];
}

/** All that the overview of one organization shows, from the rollups. Throws QueryError as readUsage does. */
export async function readOverview(sql: Sql, query: OverviewQuery): Promise<Overview> {
  const { organizationId, filters = {}, groupBy } = query;
  checkFilters(filters);
  const { span, intervals } = spanOf(query);
  const spans = comparedSpans(span, query.previous);
  const [previousSpan] = spans;
  const compared = spans.map(({ fromMs, toMs }) => ({ atMs: fromMs, fromMs, toMs }));
  const last = spans.length - 1;
  const base = { organizationId, filters };
  const [sums, callers, points, latencies] = await Promise.all([
    readSets(sql, { ...base, intervals: compared }, ['provider', 'model', 'status', 'source']),
    readSets(sql, { ...base, intervals: compared }, ['key', 'member']),
    readSets(sql, { ...base, intervals }, [groupBy]),
    readLatencies(sql, { ...base, intervals: compared }),
  ]);
  return {
    ...{ span, intervals, previousSpan },
    totals: totalsOf(sums, last, latencies[last] ?? nothing),
    previous: totalsOf(sums, 0, latencies[0] ?? nothing),
    series: seriesOf(points, intervals),
    stacked: points.map((row) => ({ at: atOf(row, intervals), value: row.value, figures: figuresOf([row]) })),
    tops: {
      models: topsOf(sums, 'model', last),
      providers: topsOf(sums, 'provider', last),
      keys: topsOf(callers, 'key', last),
      members: topsOf(callers, 'member', last),
    },
  };
}
