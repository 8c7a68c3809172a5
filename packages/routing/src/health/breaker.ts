/** A Target's circuit as processes tell one another: the later of two counts. */
export type Breaker = {
  readonly state: 'closed' | 'open';
  /** When it last changed, on the wall clock. */
  readonly atMs: number;
  /** Where open: when calls may try it. */
  readonly untilMs: number;
  /** How often it has opened of late; each half minute closed takes one away. */
  readonly opened: number;
  /** Where calls may try it: what their outcomes have brought so far. */
  readonly trust?: number | undefined;
};

/** What this process has met since the circuit last changed. */
export type Streak = {
  /** Failures since the last success. */
  readonly failures: number;
  /** Faded counts of what came before those, and of all. */
  readonly failedBefore: number;
  readonly seenBefore: number;
  readonly failed: number;
  readonly seen: number;
  readonly atMs: number;
};

export const noStreak: Streak = { failures: 0, failedBefore: 0, seenBefore: 0, failed: 0, seen: 0, atMs: 0 };

const coolDownMs = 5_000;
const coolDownMsMax = 20_000;
const forgivenMs = 30_000;
/** Opens on so many failures in a row; on more where failures are usual, since rows come by chance there. */
const rowMin = 5;
const rowMax = 10;
const rowChance = 1e-5;
const usualMin = 10;
/** Or where about half fail, once 20 attempts weigh so much; they fade to half in 10 s and to 1/e after so many others. */
const shareMax = 0.45;
const seenMin = 15;
const halfLifeMs = 10_000;
const memory = 32;
/**
 * A success counts one, a failure two: below zero the circuit opens anew, at eight it closes. A Target that fails half of
 * its calls gets there once in 100 times, one that fails a fifth of them once in two.
 */
const trustToClose = 8;
const trustLost = 2;

/** One attempt that says something of the Target's health. */
export type Beat = { readonly failed: boolean; readonly startedAtMs: number; readonly atMs: number };

/** The circuit that opens at a moment: longer each time of late. */
export function opened(breaker: Breaker | undefined, atMs: number): Breaker {
  const wellMs = breaker?.state === 'closed' ? atMs - breaker.atMs : 0;
  const before = Math.max(0, (breaker?.opened ?? 0) - Math.floor(wellMs / forgivenMs));
  const forMs = Math.min(coolDownMsMax, coolDownMs * 2 ** before);
  return { state: 'open', atMs, untilMs: atMs + forMs, opened: before + 1 };
}

function counted(streak: Streak, { failed, atMs }: Beat): Streak {
  const left = 2 ** (-Math.max(0, atMs - streak.atMs) / halfLifeMs) * (1 - 1 / memory);
  const now = {
    failed: streak.failed * left + (failed ? 1 : 0),
    seen: streak.seen * left + 1,
    atMs: Math.max(streak.atMs, atMs),
  };
  if (failed) return { ...streak, ...now, failures: streak.failures + 1 };
  return { ...now, failures: 0, failedBefore: now.failed, seenBefore: now.seen };
}

/** How many failures in a row are no chance, by how many there were before. */
function rowToOpen({ failedBefore, seenBefore }: Streak): number {
  if (seenBefore < usualMin || failedBefore <= 0) return rowMin;
  const row = Math.ceil(Math.log(rowChance) / Math.log(failedBefore / seenBefore));
  return Math.min(rowMax, Math.max(rowMin, row));
}

function isSick(streak: Streak): boolean {
  if (streak.failures === 0) return false;
  return streak.failures >= rowToOpen(streak) || (streak.seen >= seenMin && streak.failed / streak.seen >= shareMax);
}

function whileOpen(breaker: Breaker, { failed, startedAtMs, atMs }: Beat): Breaker {
  // What began before calls might try it teaches nothing new.
  if (startedAtMs < breaker.untilMs) return breaker;
  const trust = (breaker.trust ?? 0) + (failed ? -trustLost : 1);
  if (trust < 0) return opened(breaker, atMs);
  if (trust >= trustToClose) return { state: 'closed', atMs, untilMs: 0, opened: breaker.opened };
  return { ...breaker, atMs, trust };
}

/**
 * The circuit after an attempt: it opens on 5 failures in a row or half of the last few dozen attempts, for 5 s, twice as
 * long each time of late up to 20 s. Then calls try it, more at once the more succeed; eight successes close it, with
 * two more for each failure among them.
 */
export function afterBeat(
  breaker: Breaker | undefined,
  streak: Streak,
  beat: Beat,
): { readonly breaker: Breaker | undefined; readonly streak: Streak } {
  if (breaker?.state === 'open') {
    const after = whileOpen(breaker, beat);
    return { breaker: after, streak: after === breaker ? streak : noStreak };
  }
  // It was closed because another attempt, a later one, was answered.
  if (beat.failed && breaker !== undefined && beat.startedAtMs < breaker.atMs) return { breaker, streak };
  const now = counted(streak, beat);
  return isSick(now) ? { breaker: opened(breaker, beat.atMs), streak: noStreak } : { breaker, streak: now };
}

/** How many calls may try it at once, where any may. */
export function triersMax(breaker: Breaker | undefined): number {
  return 2 ** (breaker?.trust ?? 0);
}

/** Whether it is to be left alone, may be tried by a few calls, or is well. */
export function stateOf(breaker: Breaker | undefined, nowMs: number): 'closed' | 'open' | 'probe' {
  if (breaker?.state !== 'open') return 'closed';
  return nowMs < breaker.untilMs ? 'open' : 'probe';
}
