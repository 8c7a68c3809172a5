import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending } from '../supervise/part.ts';

const everyMs = 100;
const answerMs = 2_000;
const livedMs = 500;

type Wait = {
  readonly url: string | undefined;
  readonly timeoutMs: number;
  readonly ended: Promise<Ending>;
  readonly signal: AbortSignal;
};

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Waits until `url` answers with 2xx. Rejects when the part ends before, when `timeoutMs` have passed, or when `signal`
 * gives it up.
 */
export async function untilHealthy({ url, timeoutMs, ended, signal }: Wait): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([over.signal, signal]);
  const early = ended.then(({ reason }) => {
    throw new Error(reason);
  });
  const healthy = url === undefined ? sleep(livedMs, undefined, { signal: either }) : poll(url, timeoutMs, either);
  try {
    await Promise.race([early, healthy]);
  } finally {
    over.abort();
    await healthy.catch(() => undefined);
    early.catch(() => undefined);
  }
}

async function poll(url: string, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isHealthy(url))) {
    if (performance.now() > deadline) throw new Error(`${url} does not answer after ${timeoutMs / 1000} s`);
    await sleep(everyMs, undefined, { signal });
  }
}
