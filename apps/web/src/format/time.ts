const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** How long ago `at` was, or until it is: 5 sec. ago, in 3 days. */
export function formatRelative(at: string, nowMs: number): string {
  const ms = Date.parse(at) - nowMs;
  const size = Math.abs(ms);
  if (size < 1_000) return 'now';
  if (size < minuteMs) return relative.format(Math.trunc(ms / 1_000), 'second');
  if (size < hourMs) return relative.format(Math.trunc(ms / minuteMs), 'minute');
  if (size < dayMs) return relative.format(Math.trunc(ms / hourMs), 'hour');
  if (size < 60 * dayMs) return relative.format(Math.trunc(ms / dayMs), 'day');
  return relative.format(Math.trunc(ms / (30.44 * dayMs)), 'month');
}

type Style = 'second' | 'moment' | 'minute' | 'day' | 'month' | 'hour';

const styles: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  second: { dateStyle: 'medium', timeStyle: 'medium' },
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  hour: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  day: { dateStyle: 'medium' },
  month: { year: 'numeric', month: 'short' },
};

/** An instant in `timeZone` (an IANA name), to the second unless said. 24 hours a day. */
export function formatTime(at: string, timeZone: string, style: Style = 'second'): string {
  return new Intl.DateTimeFormat('en-GB', { ...styles[style], timeZone, hourCycle: 'h23' }).format(new Date(at));
}
