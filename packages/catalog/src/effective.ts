import type { ConditionalPrice } from '@pydantic/genai-prices';

type Window = { readonly startMs: number; readonly endMs: number };

/** When a price line is in force: from an instant on, within a daily UTC window, or always. */
export type Effective = { readonly label: string; readonly fromMs?: number; readonly daily?: Window };

const dayMs = 86_400_000;
const timePattern = /^(\d{2}):(\d{2}):(\d{2})(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** Milliseconds after midnight UTC of a time such as `16:30:00Z`. */
function timeOfDayMs(text: string): number {
  const match = timePattern.exec(text);
  if (match === null) throw new RangeError(`not a time of day: ${text}`);
  const [, hours, minutes, seconds, sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const local = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return (local - offset + dayMs) % dayMs;
}

/** Reads a condition of the data. */
export function effectiveOf(constraint: ConditionalPrice['constraint']): Effective {
  if (constraint === undefined) return { label: 'undated' };
  if (constraint.type === 'start_date') {
    return { label: constraint.start_date, fromMs: Date.parse(constraint.start_date) };
  }
  const { start_time: start, end_time: end } = constraint;
  return { label: `${start}-${end}`, daily: { startMs: timeOfDayMs(start), endMs: timeOfDayMs(end) } };
}

/** True when a line is in force at `atMs`. A window whose end is before its start runs over midnight. */
export function holdsAt(effective: Effective, atMs: number): boolean {
  if (effective.fromMs !== undefined && atMs < effective.fromMs) return false;
  if (effective.daily === undefined) return true;
  const { startMs, endMs } = effective.daily;
  const time = ((atMs % dayMs) + dayMs) % dayMs;
  return endMs < startMs ? time >= startMs || time < endMs : time >= startMs && time < endMs;
}
