import type { Interval } from './calendar.ts';
import type { Sql } from './client.ts';
import { inReport } from './in-report.ts';
import { type Histogram, type Percentiles, percentilesOf } from './percentiles.ts';
import { spanOf, type UsageQuery, type UsageReport } from './usage.ts';
import { checkFilters } from './usage-filters.ts';
import { latencyRows, type RowsQuery } from './usage-rows.ts';

export const latencyGroups = ['provider', 'model'] as const;
export type LatencyGroup = (typeof latencyGroups)[number];

/** Latencies of succeeded Calls; of the filters only project, provider and model say anything. */
export type LatencyQuery = Omit<UsageQuery, 'groupBy'> & {
  readonly groupBy?: readonly LatencyGroup[] | undefined;
};

/** Milliseconds: of the whole Call, and to its first token where it streamed. */
export type Latencies = { readonly duration: Percentiles; readonly firstToken: Percentiles };

export type LatencyLine = Latencies & {
  readonly at: string | null;
  readonly group: Readonly<Partial<Record<LatencyGroup, string | null>>>;
  /** Calls by bin of their duration, see latencyBinBounds. */
  readonly bins: readonly (readonly [bin: number, calls: number])[];
};

export type LatencyReport = Pick<UsageReport, 'span' | 'intervals'> & { readonly lines: readonly LatencyLine[] };

type Row = {
  readonly nth: number;
  readonly provider: string | null;
  readonly model: string | null;
  readonly metric: string;
  readonly bins: readonly number[];
  readonly calls: readonly string[];
};

function histogramOf(rows: readonly Row[], metric: string): Histogram {
  const row = rows.find((each) => each.metric === metric);
  return new Map(row?.bins.map((bin, n) => [bin, Number(row.calls[n] ?? 0)]));
}

/** Histograms by interval and group. */
async function readRows(sql: Sql, query: RowsQuery): Promise<Row[][]> {
  const has = (name: LatencyGroup) => query.dimensions.includes(name);
  const not = sql`null::text`;
  const rows = await inReport(
    sql,
    (tx) => tx<Row[]>`
    with ${latencyRows(sql, query)}, binned as (
      select r.nth, ${has('provider') ? sql`nullif(r.provider, '')` : not} as provider,
        ${has('model') ? sql`nullif(r.model, '')` : not} as model, r.metric, r.bin, sum(r.calls) as calls
      from rows r group by 1, 2, 3, 4, 5
    )
    select nth, provider, model, metric, array_agg(bin order by bin)::int[] as bins,
      array_agg(calls::text order by bin) as calls
    from binned group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  );
  const keyOf = ({ nth, provider, model }: Row) => JSON.stringify([nth, provider, model]);
  return [...Map.groupBy(rows, keyOf).values()];
}

function latenciesOf(rows: readonly Row[]): Latencies {
  return {
    duration: percentilesOf(histogramOf(rows, 'duration')),
    firstToken: percentilesOf(histogramOf(rows, 'first_token')),
  };
}

/** Latencies of one organization from the histograms. Throws QueryError as readUsage does. */
export async function readLatency(sql: Sql, query: LatencyQuery): Promise<LatencyReport> {
  const { organizationId, filters = {}, groupBy = [] } = query;
  checkFilters(filters);
  const { span, intervals } = spanOf(query);
  const whole = [{ atMs: span.fromMs, ...span }];
  const asked = intervals.length === 0 ? whole : intervals;
  const found = await readRows(sql, { organizationId, filters, intervals: asked, dimensions: groupBy });
  const lines = found.flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const interval = intervals[first.nth];
    const at = interval === undefined ? null : new Date(interval.atMs).toISOString();
    const group = Object.fromEntries(groupBy.map((name) => [name, first[name]] as const));
    return [{ at, group, ...latenciesOf(rows), bins: [...histogramOf(rows, 'duration')] }];
  });
  return { span, intervals, lines };
}

/** The latencies of each of `intervals`, which must follow each other. */
export async function readLatencies(
  sql: Sql,
  query: {
    readonly organizationId: string;
    readonly filters: RowsQuery['filters'];
    readonly intervals: readonly Interval[];
  },
): Promise<Latencies[]> {
  const found = await readRows(sql, { ...query, dimensions: [] });
  return query.intervals.map((_, nth) => latenciesOf(found.find(([first]) => first?.nth === nth) ?? []));
}
