import { HealthBoard } from '../health/health-board.ts';
import { randomFrom } from '../health/random.test-support.ts';
import type { Observation } from '../live.ts';
import { hedgeAfter } from '../strategies/hedge-after.ts';
import { hedgeBudget } from './hedge-budget.ts';

/** A clock that only events move. */
class EventQueue {
  nowMs = 0;
  readonly #events: { atMs: number; order: number; run: () => void }[] = [];
  #order = 0;

  at(atMs: number, run: () => void): void {
    const event = { atMs, order: this.#order++, run };
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.atMs ?? 0) > atMs) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  run(): void {
    for (let event = this.#events.pop(); event !== undefined; event = this.#events.pop()) {
      this.nowMs = event.atMs;
      event.run();
    }
  }
}

/** Draws a time to the first token, in milliseconds, of a call that begins then. */
export type Draw = (random: () => number, startedAtMs: number) => number;

export type HedgedWorld = {
  readonly first: Draw;
  readonly second: Draw;
  readonly calls: number;
  readonly gapMs: number;
  readonly extraSpendMaxPercent: number;
  readonly seed: number;
};

export type HedgedCall = { readonly startedAtMs: number; readonly firstTokenMs: number; readonly hedged: boolean };

/** What a call costs, and what a leg costs that is closed before its first token: it has read the prompt. */
const callUsd = 0.01;
const lostUsd = 0.004;

/**
 * Calls that arrive by chance, each hedged as the gateway does: the delay by the live p95, the hedge by what it buys and by
 * the budget, the loser's time kept as cut off.
 */
export function hedgedCalls(world: HedgedWorld) {
  const { random } = randomFrom(world.seed);
  const queue = new EventQueue();
  const board = new HealthBoard('a');
  const budget = hedgeBudget(world.extraSpendMaxPercent);
  const calls: HedgedCall[] = [];
  const spend = { usual: 0, extra: 0 };
  const observe = (candidateId: string, startedAtMs: number, won: boolean) => {
    const tookMs = queue.nowMs - startedAtMs;
    const base = { organizationId: 'o', candidateId, atMs: queue.nowMs, inputTokens: 500, durationMs: tookMs };
    const seen: Observation = won
      ? { ...base, outcome: { kind: 'succeeded' }, firstTokenMs: tookMs }
      : { ...base, outcome: { kind: 'canceled' }, waitedMs: tookMs };
    board.observe(seen);
  };
  const begin = () => {
    const startedAtMs = queue.nowMs;
    const legs = [{ id: 'p/first', startedAtMs }];
    let over = false;
    const end = (winner: number) => {
      if (over) return;
      over = true;
      const hedged = legs.length > 1;
      for (const [at, leg] of legs.entries()) observe(leg.id, leg.startedAtMs, at === winner);
      calls.push({ startedAtMs, firstTokenMs: queue.nowMs - startedAtMs, hedged });
      if (hedged) budget.settle({ expectedUsd: callUsd, usd: lostUsd });
      budget.spent({ usd: callUsd });
      spend.usual += callUsd;
      spend.extra += hedged ? lostUsd : 0;
    };
    queue.at(startedAtMs + world.first(random, startedAtMs), () => end(0));
    const latency = board.snapshot(startedAtMs).targets.get('p/first')?.latency.small;
    const delayMs = hedgeAfter(latency, true);
    queue.at(startedAtMs + delayMs, () => {
      if (over) return;
      const pair = { first: 'p/first', second: 'p/second', size: 'small', delayMs } as const;
      if (board.hedgeGain(pair, queue.nowMs)?.isWorth === false || !budget.claim({ usd: callUsd })) return;
      legs.push({ id: 'p/second', startedAtMs: queue.nowMs });
      queue.at(queue.nowMs + world.second(random, queue.nowMs), () => end(1));
    });
  };
  let atMs = 0;
  for (let call = 0; call < world.calls; call++) {
    atMs += -Math.log(1 - random()) * world.gapMs;
    queue.at(atMs, begin);
  }
  queue.run();
  calls.sort((one, other) => one.startedAtMs - other.startedAtMs);
  return { calls, extraShare: spend.extra / spend.usual };
}

/** The share of `times` that is over `ms`. */
function over(sorted: readonly number[], ms: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) > ms) high = middle;
    else low = middle + 1;
  }
  return (sorted.length - low) / sorted.length;
}

/** A percentile of times. */
export function percentileOf(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The law's p99, from the true times: P(T > t) = P(A > t) * P(B > t - d), with d the true p95 of A. */
export function predictedP99(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [first, second].map((times) => [...times].sort((one, other) => one - other));
  if (a === undefined || b === undefined) throw new Error('no times');
  const delayMs = percentileOf(a, 0.95);
  let low = 0;
  let high = 1_000_000;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    const tail = over(a, middle) * (middle < delayMs ? 1 : over(b, middle - delayMs));
    if (tail > 0.01) low = middle;
    else high = middle;
  }
  return high;
}
