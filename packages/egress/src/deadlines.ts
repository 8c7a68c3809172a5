/** Something with a time limit. `check` is called every tick; it decides by itself whether it is too late. */
export type Timed = {
  /** Its place in the list, kept by Deadlines; -1 when not in it. */
  slot: number;
  check(nowMs: number): void;
};

/** Granularity of all timeouts. One timer serves every request: a timer per chunk would cost more than the chunk. */
const tickMs = 25;
const idleTicksMax = 40;
/** A tick that comes this late says that this process stood still: data may wait unread, so nothing is judged in it. */
const lateMs = 4 * tickMs;

/** One coarse clock for many time limits. The timer runs while something is watched and never keeps the process alive. */
export class Deadlines {
  /** Milliseconds on a monotonic clock, as of the last tick. */
  nowMs = performance.now();
  readonly #watched: Timed[] = [];
  #timer: NodeJS.Timeout | undefined;
  #idleTicks = 0;

  /** Begins to check `timed` and brings `nowMs` up to date. */
  watch(timed: Timed): void {
    timed.slot = this.#watched.push(timed) - 1;
    if (this.#timer === undefined) this.#start();
  }

  /** Ends the checks; harmless when it is not watched. */
  release(timed: Timed): void {
    const { slot } = timed;
    if (slot < 0) return;
    timed.slot = -1;
    const last = this.#watched.pop();
    if (last === undefined || last === timed) return;
    this.#watched[slot] = last;
    last.slot = slot;
  }

  #start(): void {
    this.nowMs = performance.now();
    this.#idleTicks = 0;
    this.#timer = setInterval(() => this.#tick(), tickMs).unref();
  }

  #tick(): void {
    const nowMs = performance.now();
    const late = nowMs - this.nowMs > lateMs;
    this.nowMs = nowMs;
    this.#idleTicks = this.#watched.length === 0 ? this.#idleTicks + 1 : 0;
    if (this.#idleTicks > idleTicksMax) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    if (late) return;
    // Backwards, because a check may take its own entry out and the last one then fills the gap.
    for (let at = this.#watched.length - 1; at >= 0; at -= 1) this.#watched[at]?.check(nowMs);
  }
}
