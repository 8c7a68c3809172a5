import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for `work` no longer than `timeoutMs`, and takes its failure for its end: for closing what may hang. False when
 * the time ran out.
 */
export async function atMost(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(timeoutMs, false, { signal: timer.signal, ref: false }).catch(() => false);
  const ended = work.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([ended, late]);
  timer.abort();
  return inTime;
}
