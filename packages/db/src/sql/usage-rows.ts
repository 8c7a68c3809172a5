import type { Interval, Span } from './calendar.ts';
import type { Fragment, Sql } from './client.ts';
import { namedIn, type UsageDimension, type UsageFilters, whereRollup } from './usage-filters.ts';
import { type Piece, piecesOf } from './usage-pieces.ts';

export type RowsQuery = {
  readonly organizationId: string;
  readonly filters: UsageFilters;
  /** One after the other; rows come with the place of theirs as `nth`. */
  readonly intervals: readonly Interval[];
  /** What the reader looks at besides the filters. */
  readonly dimensions: readonly UsageDimension[];
};

/** A cube and where its sums by hour, day and month stand, in the cut that has what is asked for. */
type Cube = {
  readonly fine: Fragment;
  readonly wide: Fragment;
  readonly cut: string;
  readonly columns: Fragment;
};

function at(ms: number): string {
  return new Date(ms).toISOString();
}

function anyOf(sql: Sql, conditions: readonly Fragment[]): Fragment {
  const [first, ...rest] = conditions;
  if (first === undefined) return sql`false`;
  return sql`(${rest.reduce((text, next) => sql`${text} or ${next}`, first)})`;
}

function inPieces(sql: Sql, pieces: readonly Piece[]): Fragment {
  const inPiece = ({ grain, fromMs, toMs }: Piece) => sql`
    (r.grain = ${grain}::text and r.bucket_at >= ${at(fromMs)}::timestamptz and r.bucket_at < ${at(toMs)}::timestamptz)`;
  return anyOf(sql, pieces.map(inPiece));
}

function inQuarters(sql: Sql, pieces: readonly Piece[]): Fragment {
  const inPiece = ({ fromMs, toMs }: Piece) =>
    sql`(r.bucket_at >= ${at(fromMs)}::timestamptz and r.bucket_at < ${at(toMs)}::timestamptz)`;
  return anyOf(sql, pieces.map(inPiece));
}

// A bucket lies in the last interval that begins at or before it.
function place(sql: Sql, intervals: readonly Interval[]): Fragment {
  if (intervals.length <= 1) return sql`0 as nth`;
  const starts = intervals.map(({ fromMs }) => at(fromMs));
  return sql`width_bucket(r.bucket_at, ${starts}::timestamptz[]) - 1 as nth`;
}

function rowsOf(sql: Sql, query: RowsQuery, { fine, wide, cut, columns }: Cube): Fragment {
  const { organizationId, intervals } = query;
  const filters = whereRollup(sql, query.filters);
  const pieces = piecesOf(intervals);
  const [quarters, wider] = [
    pieces.filter(({ grain }) => grain === 'quarter'),
    pieces.filter(({ grain }) => grain !== 'quarter'),
  ];
  const whole = pieces.slice(0, 1).map(({ grain, fromMs }) => ({ grain, fromMs, toMs: pieces.at(-1)?.toMs ?? fromMs }));
  const rows = sql`select ${place(sql, intervals)}, ${columns} from`;
  return sql`
    rows as (
      ${rows} ${wide} r
      where r.organization_id = ${organizationId} and r.cut = ${cut} and ${inPieces(sql, wider)} ${filters}
      union all
      ${rows} ${fine} r
      where r.organization_id = ${organizationId} and r.merged and ${inQuarters(sql, quarters)} ${filters}
      union all
      ${rows} ${fine} r
      where r.organization_id = ${organizationId} and not r.merged and ${inQuarters(sql, whole)} ${filters}
    )`;
}

/** The cut with the fewest rows that has all that is asked for. */
function cutFor({ filters, dimensions }: Pick<RowsQuery, 'filters' | 'dimensions'>): string {
  const asked = [...namedIn(filters), ...dimensions];
  const asks = (...names: readonly UsageDimension[]) => names.some((name) => asked.includes(name));
  if (!asks('key', 'member')) return 'model';
  return asks('provider', 'model', 'route') ? 'full' : 'key';
}

const hourMs = 3_600_000;
/** The last moment that a timestamp is written with four digits of a year. */
const lastMs = 253_402_300_799_000;

/** `select at, calls, attempts`: rows of the cube in [fromMs, toMs) by hour, with the filters and `extra`. */
export function hourRows(
  sql: Sql,
  query: Pick<RowsQuery, 'organizationId' | 'filters'> & Span,
  extra: Fragment,
): Fragment {
  const { organizationId, filters } = query;
  const from = at(Math.floor(query.fromMs / hourMs) * hourMs);
  const to = at(Math.min(query.toMs, lastMs));
  const asked = sql`
    r.organization_id = ${organizationId} and r.bucket_at >= ${from}::timestamptz and r.bucket_at < ${to}::timestamptz
    ${whereRollup(sql, filters)} ${extra}`;
  return sql`
    select r.bucket_at as at, r.calls, r.attempts from usage.wide_rollups r
    where r.cut = ${cutFor({ filters, dimensions: [] })} and r.grain = 'hour' and ${asked}
    union all
    select date_trunc('hour', r.bucket_at, 'UTC'), r.calls, r.attempts from usage.rollups r where not r.merged and ${asked}`;
}

/** `rows as (...)`: the rows of the cube that lie in the query's intervals, as they are at one moment. */
export function usageRows(sql: Sql, query: RowsQuery): Fragment {
  return rowsOf(sql, query, {
    fine: sql`usage.rollups`,
    wide: sql`usage.wide_rollups`,
    cut: cutFor(query),
    columns: sql`
      r.project_id, r.gateway_key_id, r.member_id, r.route, r.provider, r.model, r.status, r.cost_source, r.calls,
      r.attempts, r.input, r.cache_read, r.cache_write_5m, r.cache_write_1h, r.output, r.reasoning, r.audio_input,
      r.audio_output, r.audio_cache_read, r.audio_seconds, r.image_input, r.image_output, r.images, r.searches, r.requests, r.cost_pico_usd`,
  });
}

/** The same of the latency histograms, which know only project, provider and model. */
export function latencyRows(sql: Sql, query: RowsQuery): Fragment {
  const { project, provider, model, not } = query.filters;
  const filters = {
    ...{ project, provider, model },
    not: { project: not?.project, provider: not?.provider, model: not?.model },
  };
  const asked = [...namedIn(filters), ...query.dimensions];
  return rowsOf(
    sql,
    { ...query, filters },
    {
      fine: sql`usage.latency_rollups`,
      wide: sql`usage.wide_latency_rollups`,
      cut: asked.includes('provider') || asked.includes('model') ? 'model' : 'all',
      columns: sql`r.project_id, r.provider, r.model, r.metric, r.bin, r.calls`,
    },
  );
}

/** The sums that figures are made of, over rows called r. */
export function figureColumns(sql: Sql): Fragment {
  const isMoney = sql`r.cost_source in ('reported', 'computed', 'estimated')`;
  return sql`
    coalesce(sum(r.calls), 0) as calls, coalesce(sum(r.attempts), 0) as attempts, coalesce(sum(r.input), 0) as input,
    coalesce(sum(r.cache_read), 0) as cache_read, coalesce(sum(r.cache_write_5m), 0) as cache_write_5m,
    coalesce(sum(r.cache_write_1h), 0) as cache_write_1h, coalesce(sum(r.output), 0) as output,
    coalesce(sum(r.reasoning), 0) as reasoning, coalesce(sum(r.audio_input), 0) as audio_input,
    coalesce(sum(r.audio_output), 0) as audio_output, coalesce(sum(r.audio_cache_read), 0) as audio_cache_read, coalesce(sum(r.audio_seconds), 0) as audio_seconds,
    coalesce(sum(r.image_input), 0) as image_input, coalesce(sum(r.image_output), 0) as image_output,
    coalesce(sum(r.images), 0) as images,
    coalesce(sum(r.searches), 0) as searches, coalesce(sum(r.requests), 0) as requests,
    coalesce(sum(r.cost_pico_usd) filter (where ${isMoney}), 0) as pico,
    coalesce(sum(r.attempts) filter (where ${isMoney}), 0) as known,
    coalesce(sum(r.cost_pico_usd) filter (where r.cost_source = 'simulated'), 0) as simulated,
    coalesce(sum(r.attempts) filter (where r.cost_source = 'unknown'), 0) as unknown`;
}
