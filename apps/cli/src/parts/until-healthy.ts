import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending } from '../supervise/part.ts';

const everyMs = 100;
const answerMs = 2_000;
const livedMs = 500;

type Wait = { readonly url: string | undefined; readonly timeoutMs: number; readonly ended: Promise<Ending> };

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Waits until `url` answers with 2xx. Rejects when the part ends before, or when `timeoutMs` have passed. */
export async function untilHealthy({ url, timeoutMs, ended }: Wait): Promise<void> {
  const early = ended.then(({ reason }) => {
    throw new Error(reason);
  });
  const over = new AbortController();
  try {
    await Promise.race([early, url === undefined ? sleep(livedMs) : poll(url, timeoutMs, over.signal)]);
  } finally {
    over.abort();
    early.catch(() => undefined);
  }
}

async function poll(url: string, timeoutMs: number, over: AbortSignal): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!over.aborted) {
    if (await isHealthy(url)) return;
    if (performance.now() > deadline) throw new Error(`${url} does not answer after ${timeoutMs / 1000} s`);
    await sleep(everyMs);
  }
}
