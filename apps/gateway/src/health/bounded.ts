/** A map of at most so many entries: the one that was used longest ago makes room. */
export class Bounded<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #max: number;
  #last: string | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined || key === this.#last) return value;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#last = key;
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#last = key;
    const [oldest] = this.#entries.size > this.#max ? this.#entries.keys() : [];
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
    if (this.#last === key) this.#last = undefined;
  }

  values(): IterableIterator<Value> {
    return this.#entries.values();
  }
}
