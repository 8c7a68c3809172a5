import type { Say } from './part.ts';
import type { Supervised } from './supervise.ts';

/** Stops parts one after the other, in the order given: each may still need those behind it. */
export async function stopAll(parts: readonly Supervised[], say: Say): Promise<void> {
  for (const part of parts) {
    say(`stopping ${part.name}`);
    await part.stop().catch((error: unknown) => say(`${part.name} did not stop cleanly: ${String(error)}`));
  }
}
