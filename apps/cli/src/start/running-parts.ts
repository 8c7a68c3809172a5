import type { Say } from '../supervise/part.ts';
import { stopAll } from '../supervise/stop-all.ts';
import type { Supervised } from '../supervise/supervise.ts';

/** Each of these needs only those behind it. */
const stopOrder = ['gateway', 'worker', 'web', 'database'];

/** The parts that run, to be stopped whatever happens, also while others are still being started. */
export class RunningParts {
  readonly #say: Say;
  readonly #parts: Supervised[] = [];
  #stopping = false;

  constructor(say: Say) {
    this.#say = say;
  }

  /** Takes a part over once it runs; one that comes after the end was asked for is stopped at once. */
  async add(starting: Promise<Supervised>): Promise<void> {
    const part = await starting;
    if (this.#stopping) return part.stop();
    this.#parts.push(part);
  }

  /** Stops all parts, one after the other: gateway, worker, web, database. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const rank = ({ name }: Supervised) => stopOrder.indexOf(name);
    await stopAll(
      [...this.#parts].sort((a, b) => rank(a) - rank(b)),
      this.#say,
    );
  }

  /** Ends all parts at once. */
  kill(): void {
    this.#stopping = true;
    for (const part of this.#parts) part.kill();
  }
}
