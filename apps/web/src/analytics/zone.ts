export const minuteMs = 60_000;
export const quarterMs = 15 * minuteMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** What calendars cut time into; weeks begin on Monday. */
export type CalendarUnit = 'hour' | 'day' | 'week' | 'month';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  formats.set(timeZone, format);
  return format;
}

/** True for an IANA name that this engine knows. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** What the clocks of `timeZone` show at `atMs`, as if it were UTC: `atMs` plus the zone's offset at that moment. */
export function shownAt(atMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return atMs;
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown + (atMs - Math.floor(atMs / 1000) * 1000);
}

/** The first moment at which the clocks of `timeZone` show `shownMs`, or later where they skip it. */
export function momentOf(shownMs: number, timeZone: string): number {
  const [before, after] = [shownMs - dayMs, shownMs + dayMs].map((atMs) => shownAt(atMs, timeZone) - atMs);
  if (before === undefined || after === undefined || before === after) return shownMs - (before ?? 0);
  // A change of the clock is near. All zones change by quarters of an hour.
  let atMs = shownMs - Math.max(before, after) - hourMs;
  while (shownAt(atMs, timeZone) < shownMs) atMs += quarterMs;
  return atMs;
}

/** The start of the unit that lies `ahead` units after the one with `atMs` in it, by the clocks of `timeZone`. */
export function startOf(
  unit: CalendarUnit,
  at: { readonly atMs: number; readonly timeZone: string },
  ahead = 0,
): number {
  const shown = shownAt(at.atMs, at.timeZone);
  // Hours pass alike whatever the clock does with them.
  if (unit === 'hour') return at.atMs - (((shown % hourMs) + hourMs) % hourMs) + ahead * hourMs;
  const date = new Date(shown);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'month') return momentOf(Date.UTC(year, month + ahead, 1), at.timeZone);
  if (unit === 'day') return momentOf(Date.UTC(year, month, day + ahead), at.timeZone);
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return momentOf(Date.UTC(year, month, day - sinceMonday + 7 * ahead), at.timeZone);
}
