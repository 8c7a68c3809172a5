import { momentOf, shownAt } from '../analytics/zone.ts';

const dayMs = 86_400_000;

/** When a key ends: never, so many days from now, or at a time that is entered. `keep` leaves what it has. */
export const expiryChoices = ['never', '7', '30', '90', '365', 'date', 'keep'] as const;
export type ExpiryChoice = (typeof expiryChoices)[number];

/** What the form holds: the choice, and the wall time `2026-01-31T12:00` that goes with `date`. */
export type Expiry = { readonly choice: ExpiryChoice; readonly wallTime: string };

/** The moment at which the clocks of `timeZone` show `wallTime`; undefined when it is no time. */
export function momentOfWallTime(wallTime: string, timeZone: string): number | undefined {
  const shownMs = Date.parse(`${wallTime}Z`);
  return Number.isNaN(shownMs) ? undefined : momentOf(shownMs, timeZone);
}

/** What the clocks of `timeZone` show at `atMs`, as a field for date and time takes it. */
export function wallTimeOf(atMs: number, timeZone: string): string {
  return new Date(shownAt(atMs, timeZone)).toISOString().slice(0, 16);
}

/** The instant that `expiry` comes to, as RFC 3339; null for never, undefined where it is not known (yet) or kept. */
export function expiresAtOf(
  { choice, wallTime }: Expiry,
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): string | null | undefined {
  if (choice === 'never') return null;
  if (choice === 'keep') return undefined;
  if (choice !== 'date') return new Date(nowMs + Number(choice) * dayMs).toISOString();
  const atMs = momentOfWallTime(wallTime, timeZone);
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}
