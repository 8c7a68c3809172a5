/** A call that finds out about a Target keeps others waiting for so long: a silent Target tells nothing for longer. */
const waitMs = 5_000;

/** The calls that find out whether a Target has recovered. */
export class Probes {
  #beganAtMs: number[] = [];

  /** True where one more may, of `max` at once. */
  begin(nowMs: number, max: number): boolean {
    this.#beganAtMs = this.#beganAtMs.filter((atMs) => nowMs - atMs < waitMs);
    if (this.#beganAtMs.length >= max) return false;
    this.#beganAtMs.push(nowMs);
    return true;
  }

  /** An attempt is over; those that began before the first that finds out do not speak for it. */
  end(startedAtMs: number): void {
    const [first] = this.#beganAtMs;
    if (first !== undefined && startedAtMs >= first) this.#beganAtMs.shift();
  }
}
