import { type Interval, intervalsOf, isTimeZone, type Span, toQuarters, type UsageInterval } from './calendar.ts';
import type { Sql } from './client.ts';
import { inReport } from './in-report.ts';
import { QueryError } from './query-error.ts';
import { type FigureColumns, figuresOf, type UsageFigures } from './usage-figures.ts';
import { checkFilters, type UsageFilters } from './usage-filters.ts';
import { figureColumns, usageRows } from './usage-rows.ts';

/** What usage can be grouped by. */
export const usageGroups = ['project', 'model', 'provider', 'route', 'key', 'member', 'status', 'source'] as const;
export type UsageGroup = (typeof usageGroups)[number];

/** Usage in [fromMs, toMs), widened to quarters of an hour. Without `interval` the whole time is one. */
export type UsageQuery = {
  readonly organizationId: string;
  readonly filters?: UsageFilters | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  readonly interval?: UsageInterval | undefined;
  /** IANA name; where days, weeks and months begin. Default UTC. */
  readonly timeZone?: string | undefined;
  /** Of `usageGroups`; anything else is a QueryError. */
  readonly groupBy?: readonly string[] | undefined;
};

/** One line: null in a group means "none" (a refused Call has no model, a Call itself no cost source). */
export type UsageLine = UsageFigures & {
  /** Start of the interval, RFC 3339; null without an interval. */
  readonly at: string | null;
  readonly group: Readonly<Partial<Record<UsageGroup, string | null>>>;
};

export type UsageReport = {
  /** What was really summed. */
  readonly span: Span;
  /** Every interval of it, those without a line too; empty without an interval. */
  readonly intervals: readonly Interval[];
  readonly lines: readonly UsageLine[];
  readonly total: UsageFigures;
};

/** More lines than anybody reads; a narrower question is asked for rather than an answer cut. */
const linesMax = 20_000;

type Row = FigureColumns & Readonly<Record<UsageGroup, string | null>> & { readonly nth: number };
type Checked = UsageReport['span'] & {
  readonly query: UsageQuery;
  readonly groups: ReadonlySet<UsageGroup>;
  readonly intervals: readonly Interval[];
};

function isUsageGroup(name: string): name is UsageGroup {
  return usageGroups.some((group) => group === name);
}

function tooMany(): QueryError {
  const message = `The answer has more than ${linesMax} lines: ask for less time or wider intervals.`;
  return new QueryError('interval', message);
}

/** The quarters of an hour and the intervals of a question. Throws QueryError on an empty span or a wrong zone. */
export function spanOf(
  query: Pick<UsageQuery, 'fromMs' | 'toMs' | 'interval' | 'timeZone'>,
): Pick<UsageReport, 'span' | 'intervals'> {
  const { fromMs, toMs, interval, timeZone = 'UTC' } = query;
  if (!(fromMs < toMs)) throw new QueryError('to', 'to must be after from.');
  if (!isTimeZone(timeZone)) throw new QueryError('tz', `tz: ${timeZone} is no time zone (an IANA name is).`);
  const span = toQuarters({ fromMs: Math.max(fromMs, 0), toMs: Math.max(toMs, 0) });
  if (interval === undefined) return { span, intervals: [] };
  const intervals = intervalsOf(span, { interval, timeZone, max: linesMax });
  if (intervals.length > linesMax) throw tooMany();
  return { span, intervals };
}

function check(query: UsageQuery): Checked {
  const { filters = {}, groupBy = [] } = query;
  checkFilters(filters);
  const { span, intervals } = spanOf(query);
  const groups = groupBy.map((name) => {
    if (isUsageGroup(name)) return name;
    throw new QueryError('groupBy', `groupBy: usage cannot be grouped by ${name}, but by ${usageGroups.join(', ')}.`);
  });
  return { ...span, query, intervals, groups: new Set(groups) };
}

function groupColumns(sql: Sql, groups: ReadonlySet<UsageGroup>) {
  const not = sql`null::text`;
  return sql`
    ${groups.has('project') ? sql`r.project_id::text` : not} as project,
    ${groups.has('model') ? sql`nullif(r.model, '')` : not} as model,
    ${groups.has('provider') ? sql`nullif(r.provider, '')` : not} as provider,
    ${groups.has('route') ? sql`nullif(r.route, '')` : not} as route,
    ${groups.has('key') ? sql`r.gateway_key_id::text` : not} as key,
    ${groups.has('member') ? sql`r.member_id::text` : not} as member,
    ${groups.has('status') ? sql`r.status` : not} as status,
    ${groups.has('source') ? sql`nullif(r.cost_source, '')` : not} as source`;
}

function readRows(sql: Sql, { query, groups, intervals, fromMs, toMs }: Checked): Promise<Row[]> {
  const { organizationId, filters = {} } = query;
  const whole = [{ atMs: fromMs, fromMs, toMs }];
  const asked = {
    organizationId,
    filters,
    intervals: intervals.length === 0 ? whole : intervals,
    dimensions: [...groups],
  };
  return inReport(
    sql,
    (tx) => tx<Row[]>`
    with ${usageRows(sql, asked)}
    select r.nth, ${groupColumns(sql, groups)}, ${figureColumns(sql)}
    from rows r
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9
    limit ${linesMax + 1}`,
  );
}

function toLine(row: Row, { groups, intervals }: Checked): UsageLine {
  const group = Object.fromEntries([...groups].map((name) => [name, row[name]] as const));
  const interval = intervals[row.nth];
  const at = interval === undefined ? null : new Date(interval.atMs).toISOString();
  return { at, group, ...figuresOf([row]) };
}

/**
 * Usage of one organization from the rollups. Throws QueryError when the question cannot be answered as put: unknown
 * grouping, time zone or id, an empty span, more than 20,000 lines.
 */
export async function readUsage(sql: Sql, query: UsageQuery): Promise<UsageReport> {
  const checked = check(query);
  const rows = await readRows(sql, checked);
  if (rows.length > linesMax) throw tooMany();
  const { fromMs, toMs, intervals } = checked;
  const lines = rows.map((row) => toLine(row, checked));
  return { span: { fromMs, toMs }, intervals, lines, total: figuresOf(rows) };
}
