/** Attempts of late of which the longest is taken, and how few say too little. */
const durationsKept = 32;
const durationsMin = 10;
/** So many attempts, begun since the last answer, must be waiting. */
const waitingMin = 10;
const silentMsMin = 1_000;
const silentFactor = 1.5;

/**
 * Notices a Target that has fallen silent long before its attempts time out: ten attempts and more wait, the first of them
 * half as long again as the longest of the last 32 took, and nothing has been answered since.
 */
export class Silence {
  readonly #durations: number[] = [];
  #waiting = 0;
  #sinceMs = 0;

  /** An attempt begins. True where the Target is silent by now. */
  begin(nowMs: number): boolean {
    if (this.#waiting === 0) this.#sinceMs = nowMs;
    this.#waiting += 1;
    const silentMs = nowMs - this.#sinceMs;
    if (silentMs <= silentMsMin || this.#waiting < waitingMin || this.#durations.length < durationsMin) return false;
    return silentMs > silentFactor * Math.max(...this.#durations);
  }

  /** It answered, in whatever way. */
  answered(durationMs: number): void {
    this.#waiting = 0;
    this.#durations.push(durationMs);
    if (this.#durations.length > durationsKept) this.#durations.shift();
  }
}
