import { setTimeout as sleep } from 'node:timers/promises';
import { restartDelayMs } from './backoff.ts';
import type { Part, Running, Say } from './part.ts';

export type Supervised = {
  readonly name: string;
  /** Asks the part to finish and does not start it again. */
  stop(): Promise<void>;
  /** Ends the part at once and does not start it again. */
  kill(): void;
};

export type SuperviseOptions = {
  readonly say: Say;
  /** Milliseconds, from any start. */
  readonly nowMs: () => number;
  readonly delayMs?: (endsMs: readonly number[], nowMs: number) => number;
};

/**
 * Starts `part`, then starts it again whenever it ends unasked. Rejects when the first start fails, or is given up by
 * `signal`.
 */
export async function supervise(part: Part, options: SuperviseOptions, signal: AbortSignal): Promise<Supervised> {
  const first = await part.start(signal);
  const watch = new Watch(part, options, first);
  void watch.run();
  return watch;
}

class Watch implements Supervised {
  readonly name: string;
  readonly #part: Part;
  readonly #options: SuperviseOptions;
  readonly #endsMs: number[] = [];
  readonly #asked = new AbortController();
  #running: Running | undefined;
  #starting: Promise<void> = Promise.resolve();

  constructor(part: Part, options: SuperviseOptions, first: Running) {
    this.name = part.name;
    this.#part = part;
    this.#options = options;
    this.#running = first;
  }

  async run(): Promise<void> {
    while (!this.#asked.signal.aborted) {
      if (this.#running !== undefined) {
        const { reason } = await this.#running.ended;
        this.#running = undefined;
        if (this.#asked.signal.aborted) return;
        await this.#pause(`ended unexpectedly (${reason})`);
      }
      if (this.#asked.signal.aborted) return;
      this.#starting = this.#startAgain();
      await this.#starting;
    }
  }

  async stop(): Promise<void> {
    this.#asked.abort();
    await this.#starting;
    await this.#running?.stop();
  }

  kill(): void {
    this.#asked.abort();
    this.#running?.kill();
  }

  async #startAgain(): Promise<void> {
    try {
      this.#running = await this.#part.start(this.#asked.signal);
      this.#options.say(`${this.name} is running again`);
    } catch (error) {
      if (this.#asked.signal.aborted) return;
      await this.#pause(`did not start (${error instanceof Error ? error.message : String(error)})`);
    }
  }

  async #pause(what: string): Promise<void> {
    const { say, nowMs, delayMs = restartDelayMs } = this.#options;
    this.#endsMs.push(nowMs());
    const waitMs = delayMs(this.#endsMs, nowMs());
    say(`${this.name} ${what}; starting it again in ${(waitMs / 1000).toFixed(2)} s`);
    await sleep(waitMs, undefined, { signal: this.#asked.signal }).catch(() => undefined);
  }
}
