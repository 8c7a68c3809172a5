import { HealthBoard } from './health-board.ts';
import { randomFrom } from './random.test-support.ts';

const id = 'p/m';
const gapMs = 20;

/** A while in which some attempts go wrong. */
export type Phase = {
  readonly forMs: number;
  /** Chance that an attempt goes wrong. */
  readonly share: number;
  /** How long one that goes wrong takes. */
  readonly tookMs: number;
  /** It is answered in the end. */
  readonly isSlow?: boolean;
};

export const well = (forMs: number): Phase => ({ forMs, share: 0, tookMs: 0 });

/** What a phase saw: shares of its calls, and when its circuit was first closed, from its beginning. */
export type Seen = {
  readonly tried: number;
  readonly attempts: number;
  readonly closed: number;
  readonly closedAfterMs: number;
};

type Attempt = { readonly startedAtMs: number; readonly phase: number };

/** 50 calls a second at one target; the calls that may not try it go elsewhere. */
class Run {
  readonly #phases: readonly Phase[];
  readonly #random: () => number;
  readonly #board = new HealthBoard('a');
  readonly #counts: { calls: number; tried: number; attempts: number; closed: number; closedAtMs: number }[];
  #open: { readonly atMs: number; readonly run: () => void }[] = [];
  #nowMs = 0;

  constructor(phases: readonly Phase[], seed: number) {
    this.#phases = phases;
    this.#random = randomFrom(seed).random;
    const none = { calls: 0, tried: 0, attempts: 0, closed: 0, closedAtMs: Number.POSITIVE_INFINITY };
    this.#counts = phases.map(() => ({ ...none }));
  }

  seen(): readonly Seen[] {
    for (const [phase, { forMs }] of this.#phases.entries()) {
      const endMs = this.#nowMs + forMs;
      const startMs = this.#nowMs;
      for (; this.#nowMs < endMs; this.#nowMs += gapMs) this.#call(phase, startMs);
    }
    return this.#counts.map(({ calls, tried, attempts, closed, closedAtMs }) => ({
      tried: tried / calls,
      attempts: attempts / calls,
      closed: closed / calls,
      closedAfterMs: closedAtMs,
    }));
  }

  #call(phase: number, startMs: number): void {
    const due = this.#open.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#open = this.#open.filter(({ atMs }) => atMs > this.#nowMs);
    for (const { run } of due) run();
    const state = this.#state();
    const count = this.#counts[phase];
    if (count === undefined) return;
    count.calls += 1;
    if (state === 'closed') {
      count.closed += 1;
      count.closedAtMs = Math.min(count.closedAtMs, this.#nowMs - startMs);
    }
    if (state === 'open' || !this.#board.claimProbe(id, this.#nowMs)) return;
    count.tried += 1;
    this.#attempt(phase, state === 'closed');
  }

  #state() {
    return this.#board.snapshot(this.#nowMs).targets.get(id)?.breaker ?? 'closed';
  }

  /** A call that fails at a target that was well tries once more, as calls do while they have time. */
  #attempt(phase: number, again: boolean): void {
    const during = this.#phases[phase];
    const count = this.#counts[phase];
    if (during === undefined || count === undefined) return;
    count.attempts += 1;
    const isWrong = this.#random() < during.share;
    const tookMs = isWrong ? during.tookMs : 200 + 800 * this.#random();
    const failed = isWrong && during.isSlow !== true;
    const attempt = { startedAtMs: this.#nowMs, phase };
    this.#board.begin(id, this.#nowMs);
    this.#open.push({
      atMs: this.#nowMs + tookMs,
      run: () => {
        this.#end(attempt, failed);
        if (failed && again && during.tookMs < 5_000) this.#attempt(phase, false);
      },
    });
  }

  #end({ startedAtMs }: Attempt, failed: boolean): void {
    const durationMs = this.#nowMs - startedAtMs;
    const base = { organizationId: 'o', candidateId: id, atMs: this.#nowMs, inputTokens: 9, durationMs };
    if (failed) this.#board.end({ ...base, outcome: { kind: 'failed', code: 'server_error' }, waitedMs: durationMs });
    else this.#board.end({ ...base, outcome: { kind: 'succeeded' }, firstTokenMs: durationMs });
  }
}

/** What calls at 50 a second meet in these phases, one after another. */
export function metIn(phases: readonly Phase[], seed: number): readonly Seen[] {
  return new Run(phases, seed).seen();
}
