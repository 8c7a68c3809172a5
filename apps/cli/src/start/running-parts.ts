import type { Part } from '../supervise/part.ts';
import { stopAll } from '../supervise/stop-all.ts';
import { type Supervised, type SuperviseOptions, supervise } from '../supervise/supervise.ts';

/** Each of these needs only those behind it. */
const stopOrder = ['gateway', 'worker', 'web', 'database'];

/** The parts that run, to be stopped whatever happens, also while others are still being started. */
export class RunningParts {
  readonly #options: SuperviseOptions;
  readonly #parts: Supervised[] = [];
  readonly #starting = new Set<Promise<Supervised>>();
  readonly #ending = new AbortController();

  constructor(options: SuperviseOptions) {
    this.#options = options;
  }

  /** Starts and supervises a part; settles when it works. Once the end was asked for, nothing is started any more. */
  async start(part: Part): Promise<void> {
    this.#ending.signal.throwIfAborted();
    const starting = supervise(part, this.#options, this.#ending.signal);
    this.#starting.add(starting);
    try {
      this.#parts.push(await starting);
    } finally {
      this.#starting.delete(starting);
    }
  }

  /** Gives up what is being started, then stops the rest, one after the other: gateway, worker, web, database. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#starting);
    const rank = ({ name }: Supervised) => stopOrder.indexOf(name);
    await stopAll(
      [...this.#parts].sort((a, b) => rank(a) - rank(b)),
      this.#options.say,
    );
  }

  /** Ends all parts at once. */
  kill(): void {
    this.#ending.abort();
    for (const part of this.#parts) part.kill();
  }
}
