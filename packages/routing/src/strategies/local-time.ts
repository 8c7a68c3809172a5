export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** The hour, 0 to 23, and the day of the week somewhere. */
export type LocalTime = { readonly hour: number; readonly weekday: (typeof weekdays)[number] };

/** Offsets from UTC are whole quarters of an hour everywhere, and change at their borders. */
const quarterMs = 900_000;

type Zone = { readonly format: Intl.DateTimeFormat | undefined; quarter: number; time: LocalTime };
const zones = new Map<string, Zone>();
/** Names come from routes; those that are not in use any more need not stay. */
const zonesMax = 512;

function utcTime(atMs: number): LocalTime {
  const date = new Date(atMs);
  return { hour: date.getUTCHours(), weekday: weekdays[date.getUTCDay()] ?? 'sunday' };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23', weekday: 'long' });
  } catch {
    return undefined;
  }
}

function formatted(format: Intl.DateTimeFormat, atMs: number): LocalTime {
  const parts = format.formatToParts(atMs);
  const text = (type: string): string | undefined => parts.find((part) => part.type === type)?.value;
  const day = text('weekday')?.toLowerCase();
  return { hour: Number(text('hour')), weekday: weekdays.find((weekday) => weekday === day) ?? 'sunday' };
}

/** The time of day in a time zone; UTC for none and for one that is not known. Asking again within a quarter of an hour is free. */
export function localTime(atMs: number, timeZone: string | undefined): LocalTime {
  if (timeZone === undefined) return utcTime(atMs);
  const quarter = Math.floor(atMs / quarterMs);
  const known = zones.get(timeZone);
  if (known !== undefined && known.quarter === quarter) return known.time;
  const format = known === undefined ? formatOf(timeZone) : known.format;
  const time = format === undefined ? utcTime(atMs) : formatted(format, atMs);
  if (known === undefined && zones.size >= zonesMax) zones.clear();
  zones.set(timeZone, { format, quarter, time });
  return time;
}
