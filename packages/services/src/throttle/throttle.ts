import { instance } from '@weir/db/prisma/instance';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import type { ThrottleLimit } from './limits.ts';

/** Longer than any window. */
const keptSeconds = 2 * 86_400;
/** One new window in this many, by the clock, takes so many old ones away. */
const sweepOneIn = 16;
const sweptMax = 500;

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/**
 * Counts one try under `key`, over all processes. Throws `throttled` from the one after `max` on, until the window is
 * over.
 */
export async function throttle(services: Services, key: string, limit: ThrottleLimit): Promise<void> {
  const { throttles } = instance(services.database);
  const nowMs = services.now();
  const { count, windowStartedAt } = await throttles.count(key, new Date(nowMs), limit.windowSeconds);
  // So the table holds what comes in two days, not what ever came.
  if (count === 1 && nowMs % sweepOneIn === 0) await throttles.sweep(new Date(nowMs - keptSeconds * 1000), sweptMax);
  if (count <= limit.max) return;
  const endsMs = windowStartedAt.getTime() + limit.windowSeconds * 1000;
  const retryAfterSeconds = Math.max(1, Math.ceil((endsMs - nowMs) / 1000));
  throw new ServiceError('throttled', `Too many tries. Try again in ${inWords(retryAfterSeconds)}.`, {
    retryAfterSeconds,
  });
}

/** Takes one try back: it was none that should count. */
export async function release(services: Services, key: string): Promise<void> {
  await instance(services.database).throttles.release(key);
}
