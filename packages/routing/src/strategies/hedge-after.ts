import type { LiveLatency } from '../live.ts';

/** Where nothing is known of a target's times: long for a first token, short for a client that waits. */
export const hedgeAfterUnknownMs = 2_000;
/** A hedge that follows at once is a race from the start. */
const hedgeAfterLeastMs = 50;

/** Milliseconds without a first token after which the next leg starts: the 95th percentile of recent times. */
export function hedgeAfter(latency: LiveLatency | undefined): number {
  if (latency === undefined) return hedgeAfterUnknownMs;
  return Math.max(hedgeAfterLeastMs, Math.round(latency.firstTokenP95Ms));
}
