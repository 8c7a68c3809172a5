/** What usage can be cut into; all but the first two follow the calendar of a time zone. */
export const usageIntervals = ['15m', 'hour', 'day', 'week', 'month'] as const;
export type UsageInterval = (typeof usageIntervals)[number];

/** An interval that begins at `atMs`, and the part `[fromMs, toMs)` of it that was asked for. */
export type Interval = { readonly atMs: number; readonly fromMs: number; readonly toMs: number };

export type Span = { readonly fromMs: number; readonly toMs: number };

export const quarterMs = 900_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** `span` widened to quarters of an hour, the grain of the rollups. */
export function toQuarters({ fromMs, toMs }: Span): Span {
  return { fromMs: Math.floor(fromMs / quarterMs) * quarterMs, toMs: Math.ceil(toMs / quarterMs) * quarterMs };
}

/** True for an IANA name that this system knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show, as if it were UTC: always `atMs` plus the zone's offset at that moment. */
type Clock = (atMs: number) => number;

function clockOf(timeZone: string): Clock {
  if (timeZone === 'UTC') return (atMs) => atMs;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const date = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return date + (atMs - Math.floor(atMs / 1000) * 1000);
  };
}

/** The first moment at which the clocks show `shownMs` or later, with a clock that is set back only after it. */
function momentOf(clock: Clock, shownMs: number): number {
  const [before, after] = [shownMs - dayMs, shownMs + dayMs].map((atMs) => atMs - clock(atMs));
  if (before !== undefined && before === after) return shownMs + before;
  // A change of the clock is near: look at every quarter, for all zones change by quarters.
  let atMs = shownMs + Math.min(before ?? 0, after ?? 0) - hourMs;
  while (clock(atMs) < shownMs) atMs += quarterMs;
  return atMs;
}

type CalendarInterval = Exclude<UsageInterval, '15m' | 'hour'>;

/** Midnight, as the clocks show it, of the day `nth` intervals after the one that `shownMs` lies in. */
function shownStart(interval: CalendarInterval, shownMs: number, nth: number): number {
  const shown = new Date(shownMs);
  const [year, month, day] = [shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate()];
  if (interval === 'month') return Date.UTC(year, month + nth, 1);
  if (interval === 'day') return Date.UTC(year, month, day + nth);
  const sinceMonday = (shown.getUTCDay() + 6) % 7;
  return Date.UTC(year, month, day - sinceMonday + 7 * nth);
}

function* calendarStarts(interval: CalendarInterval, clock: Clock, fromMs: number): Generator<number> {
  const shownMs = clock(fromMs);
  // Where the clock was set back over midnight, `from` may lie before the start that its own date has.
  for (let nth = -1; ; nth += 1) yield momentOf(clock, shownStart(interval, shownMs, nth));
}

/** Hours begin where the clock shows a full one: in some zones not where UTC does. */
function* fixedStarts(lengthMs: number, clock: Clock, fromMs: number): Generator<number> {
  for (let atMs = fromMs; ; ) {
    const intoMs = ((clock(atMs) % lengthMs) + lengthMs) % lengthMs;
    yield atMs - intoMs;
    // A clock that is set by half an hour makes an hour of half or one and a half.
    const rest = lengthMs - intoMs;
    const next = atMs + rest;
    const offset = (ms: number) => clock(ms) - ms;
    atMs = offset(next) === offset(atMs) || rest <= quarterMs ? next : nextStart(clock, { atMs, lengthMs });
  }
}

function nextStart(clock: Clock, { atMs, lengthMs }: { atMs: number; lengthMs: number }): number {
  const shown = Math.floor(clock(atMs) / lengthMs);
  let next = Math.floor(atMs / quarterMs) * quarterMs + quarterMs;
  while (clock(next) % lengthMs !== 0 && Math.floor(clock(next) / lengthMs) === shown) next += quarterMs;
  return next;
}

function startsOf(interval: UsageInterval, timeZone: string, fromMs: number): Generator<number> {
  const clock = clockOf(timeZone);
  if (interval === '15m') return fixedStarts(quarterMs, (atMs) => atMs, fromMs);
  if (interval === 'hour') return fixedStarts(hourMs, clock, fromMs);
  return calendarStarts(interval, clock, fromMs);
}

/**
 * The intervals that `span` reaches into, in order and without a gap: days and weeks (from Monday) and months begin at
 * midnight of `timeZone`, be they 23 or 25 hours long. At most `max` of them and one more.
 */
export function intervalsOf(
  span: Span,
  { interval, timeZone, max }: { interval: UsageInterval; timeZone: string; max: number },
): Interval[] {
  const { fromMs, toMs } = span;
  const intervals: Interval[] = [];
  let begun: number | undefined;
  for (const startMs of startsOf(interval, timeZone, fromMs)) {
    // A day that a zone left out begins and ends at once.
    if (begun !== undefined && startMs > fromMs && startMs > begun) {
      intervals.push({ atMs: begun, fromMs: Math.max(begun, fromMs), toMs: Math.min(startMs, toMs) });
    }
    if (startMs >= toMs || intervals.length > max) return intervals;
    begun = startMs;
  }
  return intervals;
}
