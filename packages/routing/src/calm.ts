import type { Progress } from './progress.ts';

/** One call makes at most this many attempts at one provider in any 3 s: as the provider sees them, to whom the first may take longer. */
const startsMax = 4;
const startsWindowMs = 3_250;

/** What leaves for a provider at once. */
export type Burst = { readonly provider: string; readonly requests: number };

/** Milliseconds until a burst hammers nobody; undefined where it always would. */
export function calmWaitMs(
  { provider, requests }: Burst,
  { starts, elapsedMs }: Pick<Progress, 'starts' | 'elapsedMs'>,
): number | undefined {
  const room = startsMax - requests;
  if (room < 0) return undefined;
  const times = starts.filter((start) => start.provider === provider).map(({ atMs }) => atMs);
  // All but the last `room` starts must be out of the window.
  const blocking = times.sort((one, other) => one - other).at(-(room + 1));
  if (blocking === undefined) return 0;
  return Math.max(0, Math.floor(blocking + startsWindowMs - elapsedMs) + 1);
}
