import type { Sql } from './client.ts';
import { isUuid } from './is-uuid.ts';
import { QueryError } from './query-error.ts';
import { type FigureColumns, figuresOf, type UsageFigures } from './usage-figures.ts';

export const usageIntervals = ['15m', 'hour', 'day', 'month'] as const;
export type UsageInterval = (typeof usageIntervals)[number];

/** What usage can be grouped by. `member` is the present owner of the gateway key. */
export const usageGroups = ['model', 'provider', 'route', 'key', 'member', 'status', 'source'] as const;
export type UsageGroup = (typeof usageGroups)[number];

/** Usage in [fromMs, toMs), widened to quarters of an hour. Without `interval` the whole time is one bucket. */
export type UsageQuery = {
  readonly organizationId: string;
  readonly projectId?: string | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  readonly interval?: UsageInterval | undefined;
  /** IANA name; where days and months begin. Default UTC. */
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

export type UsageReport = { readonly lines: readonly UsageLine[]; readonly total: UsageFigures };

/** More lines than anybody reads; a narrower question is asked for rather than an answer cut. */
const linesMax = 20_000;
const quarterMs = 900_000;

type Row = FigureColumns & Readonly<Record<UsageGroup, string | null>> & { readonly at: Date | null };
type Checked = UsageQuery & { readonly groups: ReadonlySet<UsageGroup>; readonly timeZone: string };

function isUsageGroup(name: string): name is UsageGroup {
  return usageGroups.some((group) => group === name);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function check(query: UsageQuery): Checked {
  const { fromMs, toMs, projectId, timeZone = 'UTC', groupBy = [] } = query;
  if (!(fromMs < toMs)) throw new QueryError('to', 'to must be after from.');
  if (projectId !== undefined && !isUuid(projectId)) throw new QueryError('projectId', 'projectId must be an id.');
  if (!isTimeZone(timeZone)) throw new QueryError('tz', `tz: ${timeZone} is no time zone (an IANA name is).`);
  const groups = groupBy.map((name) => {
    if (isUsageGroup(name)) return name;
    throw new QueryError('groupBy', `groupBy: usage cannot be grouped by ${name}, but by ${usageGroups.join(', ')}.`);
  });
  return { ...query, timeZone, groups: new Set(groups) };
}

function startOf(sql: Sql, { interval, timeZone }: Checked) {
  if (interval === undefined) return sql`null::timestamptz`;
  if (interval === '15m') return sql`r.bucket_at`;
  return sql`date_trunc(${interval}::text, r.bucket_at, ${timeZone}::text)`;
}

function groupColumns(sql: Sql, groups: ReadonlySet<UsageGroup>) {
  const none = sql`null::text`;
  return sql`
    ${groups.has('model') ? sql`nullif(r.model, '')` : none} as model,
    ${groups.has('provider') ? sql`nullif(r.provider, '')` : none} as provider,
    ${groups.has('route') ? sql`nullif(r.route, '')` : none} as route,
    ${groups.has('key') ? sql`r.gateway_key_id::text` : none} as key,
    ${groups.has('member') ? sql`k.member_id::text` : none} as member,
    ${groups.has('status') ? sql`r.status` : none} as status,
    ${groups.has('source') ? sql`nullif(r.cost_source, '')` : none} as source`;
}

function figureColumns(sql: Sql) {
  const isMoney = sql`r.cost_source in ('reported', 'computed', 'estimated')`;
  return sql`
    sum(r.calls) as calls, sum(r.attempts) as attempts, sum(r.input) as input, sum(r.cache_read) as cache_read,
    sum(r.cache_write_5m) as cache_write_5m, sum(r.cache_write_1h) as cache_write_1h, sum(r.output) as output,
    sum(r.reasoning) as reasoning, sum(r.audio_input) as audio_input, sum(r.audio_output) as audio_output,
    sum(r.images) as images, sum(r.searches) as searches, sum(r.requests) as requests,
    coalesce(sum(r.cost_pico_usd) filter (where ${isMoney}), 0) as pico,
    coalesce(sum(r.attempts) filter (where ${isMoney}), 0) as known,
    coalesce(sum(r.cost_pico_usd) filter (where r.cost_source = 'simulated'), 0) as simulated,
    coalesce(sum(r.attempts) filter (where r.cost_source = 'unknown'), 0) as unknown`;
}

function readRows(sql: Sql, query: Checked): Promise<Row[]> {
  const from = new Date(Math.floor(query.fromMs / quarterMs) * quarterMs);
  const to = new Date(Math.ceil(query.toMs / quarterMs) * quarterMs);
  const owner = sql`
    left join gateway_keys k on k.organization_id = r.organization_id and k.id = r.gateway_key_id`;
  return sql<Row[]>`
    select ${startOf(sql, query)} as at, ${groupColumns(sql, query.groups)}, ${figureColumns(sql)}
    from usage.rollups r ${query.groups.has('member') ? owner : sql``}
    where r.organization_id = ${query.organizationId}
      ${query.projectId === undefined ? sql`` : sql`and r.project_id = ${query.projectId}`}
      and r.bucket_at >= ${from} and r.bucket_at < ${to}
    group by 1, 2, 3, 4, 5, 6, 7, 8
    order by 1, 2, 3, 4, 5, 6, 7, 8
    limit ${linesMax + 1}`;
}

function toLine(row: Row, groups: ReadonlySet<UsageGroup>): UsageLine {
  const group = Object.fromEntries([...groups].map((name) => [name, row[name]] as const));
  return { at: row.at?.toISOString() ?? null, group, ...figuresOf([row]) };
}

/**
 * Usage of one organization, or one of its projects, from the rollups. Throws QueryError when the question cannot be
 * answered as put: unknown grouping, time zone or project id, an empty span, more than 20,000 lines.
 */
export async function readUsage(sql: Sql, query: UsageQuery): Promise<UsageReport> {
  const checked = check(query);
  const rows = await readRows(sql, checked);
  if (rows.length > linesMax) {
    throw new QueryError(
      'interval',
      `The answer has more than ${linesMax} lines: ask for less time or wider intervals.`,
    );
  }
  return { lines: rows.map((row) => toLine(row, checked.groups)), total: figuresOf(rows) };
}
