import type { Candidate } from '../candidate.ts';
import type { Exclusion } from '../exclusion.ts';
import { duration, whole } from '../explain/words.ts';
import type { LiveTarget } from '../live.ts';

function still(untilMs: number | undefined, nowMs: number): untilMs is number {
  return untilMs !== undefined && untilMs > nowMs;
}

/** What keeps a target out for now; an open circuit is named last, since that alone may be passed by. */
export function unwell(candidate: Candidate, live: LiveTarget, nowMs: number): Exclusion | undefined {
  const { keyRefusedUntilMs, headroom, breaker, inFlight, openUntilMs } = live;
  if (still(keyRefusedUntilMs, nowMs)) {
    const wait = duration(keyRefusedUntilMs - nowMs);
    return { code: 'key_refused', reason: `its provider refused this key; it is tried again in ${wait}` };
  }
  const spentUntilMs = headroom?.spentUntilMs;
  if (still(spentUntilMs, nowMs)) {
    const wait = duration(spentUntilMs - nowMs);
    return { code: 'rate_spent', reason: `its provider's limit is used up for another ${wait}` };
  }
  const { concurrentMax } = candidate;
  if (concurrentMax !== undefined && inFlight >= concurrentMax) {
    const open = `${whole(inFlight)} calls are open at it, and ${whole(concurrentMax)} may be`;
    return { code: 'concurrency', reason: open };
  }
  if (breaker !== 'open') return undefined;
  const wait = still(openUntilMs, nowMs) ? ` for another ${duration(openUntilMs - nowMs)}` : '';
  return { code: 'circuit_open', reason: `it keeps failing: its circuit is open${wait}` };
}

/** The moment, in wall-clock milliseconds, from which a target that is kept out for now may be tried; undefined: not known. */
export function backAtMs(live: LiveTarget | undefined, { code }: Exclusion): number | undefined {
  if (code === 'key_refused') return live?.keyRefusedUntilMs;
  if (code === 'rate_spent') return live?.headroom?.spentUntilMs;
  return code === 'circuit_open' ? live?.openUntilMs : undefined;
}
