import type { LiveLatency } from '../live.ts';

/** Where nothing is known of a target's times: long for a first token, short for a client that waits. */
export const hedgeAfterUnknownMs = 2_000;
/** A hedge that follows at once is a race from the start. */
const hedgeAfterLeastMs = 50;

/**
 * Milliseconds without an answer after which the next leg starts: the 95th percentile of recent times, to the first token
 * of a stream or to the whole of an answer that comes in one piece.
 */
export function hedgeAfter(latency: LiveLatency | undefined, streaming: boolean): number {
  if (latency === undefined) return hedgeAfterUnknownMs;
  const usualMs = streaming ? latency.firstTokenP95Ms : (latency.wholeP95Ms ?? latency.firstTokenP95Ms);
  return Math.max(hedgeAfterLeastMs, Math.round(usualMs));
}
