import type { Interval } from '../analytics/range.ts';
import { dayMs, hourMs, minuteMs, shownAt } from '../analytics/zone.ts';
import type { Bucket } from './buckets.ts';

export type TimeTick = { readonly nth: number; readonly label: string };

/** How many buckets may stand between two ticks, by interval: what people count time by. */
const strides: Readonly<Record<Interval, readonly number[]>> = {
  '15m': [1, 2, 4, 8, 12, 24, 48, 96],
  hour: [1, 2, 3, 6, 12, 24, 48, 168],
  day: [1, 2, 3, 7, 14, 28, 56, 91],
  week: [1, 2, 4, 8, 13, 26],
  month: [1, 2, 3, 6, 12, 24],
};

const formats = {
  time: { hour: '2-digit', minute: '2-digit' },
  date: { day: 'numeric', month: 'short' },
  month: { month: 'short' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function textOf(shownMs: number, format: keyof typeof formats): string {
  return new Intl.DateTimeFormat('en-GB', { ...formats[format], timeZone: 'UTC', hourCycle: 'h23' }).format(shownMs);
}

/** Midnight carries its date and January its year, so that an axis says where it is. */
function labelOf(shownMs: number, interval: Interval): string {
  if (interval === 'month') return textOf(shownMs, new Date(shownMs).getUTCMonth() === 0 ? 'year' : 'month');
  if (interval === '15m' || interval === 'hour') return textOf(shownMs, shownMs % dayMs === 0 ? 'date' : 'time');
  return textOf(shownMs, 'date');
}

/** The bucket's place in the count that strides go by: quarters and hours from midnight, days from a Monday. */
function countOf(shownMs: number, interval: Interval): number {
  if (interval === '15m') return Math.round((shownMs % (7 * dayMs)) / (15 * minuteMs));
  if (interval === 'hour') return Math.round((shownMs % (7 * dayMs)) / hourMs);
  // The first of January 1970 was a Thursday.
  const days = Math.round(shownMs / dayMs);
  if (interval === 'day') return days + 3;
  if (interval === 'week') return Math.floor((days + 3) / 7);
  return new Date(shownMs).getUTCFullYear() * 12 + new Date(shownMs).getUTCMonth();
}

/** At most about `max` ticks for the time axis of `buckets`, at round times of the zone. */
export function timeTicks(
  buckets: readonly Bucket[],
  { interval, timeZone, max }: { interval: Interval; timeZone: string; max: number },
): TimeTick[] {
  const choices = strides[interval];
  const stride = choices.find((each) => buckets.length / each <= max) ?? choices.at(-1) ?? 1;
  return buckets.flatMap(({ atMs }, nth) => {
    const shownMs = shownAt(atMs, timeZone);
    return countOf(shownMs, interval) % stride === 0 ? [{ nth, label: labelOf(shownMs, interval) }] : [];
  });
}

const words: Readonly<Record<Interval, Intl.DateTimeFormatOptions>> = {
  '15m': { weekday: 'short', ...formats.date, ...formats.time },
  hour: { weekday: 'short', ...formats.date, ...formats.time },
  day: { weekday: 'short', ...formats.date, year: 'numeric' },
  week: { ...formats.date, year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

/** What a bucket is called: "Fri 27 Nov 2026", "week of 23 Nov 2026", and that it is not whole where it is not. */
export function bucketName({ atMs, isPartial }: Bucket, at: { interval: Interval; timeZone: string }): string {
  const { interval, timeZone } = at;
  const text = new Intl.DateTimeFormat('en-GB', { ...words[interval], timeZone, hourCycle: 'h23' }).format(atMs);
  const name = interval === 'week' ? `week of ${text}` : text.replace(/^(\w{3}), /, '$1 ');
  return isPartial ? `${name}, in part` : name;
}
