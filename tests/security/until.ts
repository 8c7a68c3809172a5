import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 50;
const waitMsMax = 20_000;

/** Asks again until `isThere` is true of what `look` gives, and gives that. Throws what `waitingFor` names when it takes too long. */
export async function until<T>(
  waitingFor: string,
  look: () => T | Promise<T>,
  isThere: (found: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + waitMsMax;
  for (;;) {
    const found = await look();
    if (isThere(found)) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${waitingFor}: ${JSON.stringify(found)}`);
    await sleep(pollMs);
  }
}
