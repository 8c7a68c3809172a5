import { dayMs, hourMs, momentOf, quarterMs, shownAt, startOf } from './zone.ts';

/** Spans that end now, by name. */
export const rangeNames = ['24h', '7d', '30d', '90d', '12mo'] as const;
export type RangeName = (typeof rangeNames)[number];

/** A span that ends now, or one with both ends given (RFC 3339). */
export type Range = RangeName | { readonly from: string; readonly to: string };

export type Span = { readonly fromMs: number; readonly toMs: number };

export const intervals = ['15m', 'hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

/** Where the viewer stands in time. */
export type Clock = { readonly nowMs: number; readonly timeZone: string };

const days: Readonly<Record<Exclude<RangeName, '24h' | '12mo'>, number>> = { '7d': 7, '30d': 30, '90d': 90 };

/** The end of the quarter of an hour that `ms` lies in: the grain of the rollups. */
export function ceilQuarter(ms: number): number {
  return Math.ceil(ms / quarterMs) * quarterMs;
}

/**
 * The instants of a range, on quarters of an hour. Named ones are whole units of the viewer's calendar up to now: 24
 * hours, 7 days, 12 months, the one that is under way included.
 */
export function spanOf(range: Range, clock: Clock): Span {
  if (typeof range !== 'string') {
    const fromMs = Math.floor(Date.parse(range.from) / quarterMs) * quarterMs;
    return { fromMs, toMs: Math.max(ceilQuarter(Date.parse(range.to)), fromMs + quarterMs) };
  }
  const toMs = ceilQuarter(clock.nowMs);
  // Of a quarter that has just ended, so that midnight still shows the day before.
  const at = { atMs: toMs - 1, timeZone: clock.timeZone };
  if (range === '24h') return { fromMs: startOf('hour', at, -23), toMs };
  if (range === '12mo') return { fromMs: startOf('month', at, -11), toMs };
  return { fromMs: startOf('day', at, 1 - days[range]), toMs };
}

function shifted(ms: number, { days: byDays, timeZone }: { days: number; timeZone: string }): number {
  return momentOf(shownAt(ms, timeZone) - byDays * dayMs, timeZone);
}

/**
 * The span that `range` is compared with: as far back as the range is long, and just as much of it, so that half a day
 * stands against half a day.
 */
export function previousSpanOf(range: Range, clock: Clock): Span {
  const { fromMs, toMs } = spanOf(range, clock);
  const { timeZone } = clock;
  if (range === '24h') return { fromMs: fromMs - dayMs, toMs: toMs - dayMs };
  if (range === '12mo') {
    const start = startOf('month', { atMs: fromMs, timeZone }, -12);
    return { fromMs: start, toMs: Math.min(fromMs, ceilQuarter(start + (toMs - fromMs))) };
  }
  if (typeof range !== 'string') return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
  const by = { days: days[range], timeZone };
  return { fromMs: shifted(fromMs, by), toMs: Math.min(fromMs, ceilQuarter(shifted(toMs, by))) };
}

/** The interval that shows a span best: few enough to tell apart, many enough to see a course (`fine` for lines). */
export function autoInterval({ fromMs, toMs }: Span, grain: 'fine' | 'plain' = 'plain'): Interval {
  const ms = toMs - fromMs;
  if (ms <= 8 * hourMs) return '15m';
  if (ms <= 3 * dayMs) return 'hour';
  if (grain === 'fine' && ms <= 8 * dayMs) return 'hour';
  if (ms <= 100 * dayMs) return 'day';
  return ms <= 280 * dayMs ? 'week' : 'month';
}

/** The most buckets that a chart is asked for. */
const bucketsMax = 800;
const lengths: Readonly<Record<Interval, number>> = {
  '15m': quarterMs,
  hour: hourMs,
  day: dayMs,
  week: 7 * dayMs,
  month: 28 * dayMs,
};

/** True when a chart of `span` has a readable number of such intervals. */
export function fits(interval: Interval, { fromMs, toMs }: Span): boolean {
  return (toMs - fromMs) / lengths[interval] <= bucketsMax;
}
