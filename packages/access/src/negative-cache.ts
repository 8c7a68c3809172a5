/** Hashes that open nothing, remembered for a moment so that a client with a wrong key does not ask the database each time. */
export class NegativeCache {
  readonly #untilMs = new Map<string, number>();
  readonly #ttlMs: number;
  readonly #entriesMax: number;

  constructor(options: { ttlMs: number; entriesMax: number }) {
    this.#ttlMs = options.ttlMs;
    this.#entriesMax = options.entriesMax;
  }

  has(hash: string, nowMs: number): boolean {
    const untilMs = this.#untilMs.get(hash);
    if (untilMs === undefined) return false;
    if (nowMs < untilMs) return true;
    this.#untilMs.delete(hash);
    return false;
  }

  add(hash: string, nowMs: number): void {
    if (this.#untilMs.size >= this.#entriesMax) {
      // A Map keeps the order of insertion: its first key is the oldest.
      const [oldest] = this.#untilMs.keys();
      if (oldest !== undefined) this.#untilMs.delete(oldest);
    }
    this.#untilMs.set(hash, nowMs + this.#ttlMs);
  }
}
