/** A Target's circuit as processes tell one another: the later of two counts. */
export type Breaker = {
  readonly state: 'closed' | 'open';
  /** When it last changed, on the wall clock. */
  readonly atMs: number;
  /** Where open: when a call may try it. */
  readonly untilMs: number;
  /** How often it has opened in a row; 0 once it has been well for a while. */
  readonly opened: number;
};

/** What this process has met since the circuit last changed. */
export type Streak = {
  readonly failures: number;
  readonly successes: number;
  /** Faded counts, of which the share of failures is taken. */
  readonly failed: number;
  readonly seen: number;
  readonly atMs: number;
};

export const noStreak: Streak = { failures: 0, successes: 0, failed: 0, seen: 0, atMs: 0 };

const coolDownMs = 5_000;
const coolDownMsMax = 20_000;
/** Opens on so many failures in a row; on fewer shortly after it closed. */
const rowMax = 5;
const rowMaxAgain = 2;
/** Or on half of at least 20 attempts, counted with a half-life of 10 s. */
const shareMax = 0.5;
const seenMin = 20;
const halfLifeMs = 10_000;
/** So many successes after it closed, it counts as well again. */
const wellAfter = 20;

/** One attempt that says something of the Target's health. */
export type Beat = { readonly failed: boolean; readonly startedAtMs: number; readonly atMs: number };

/** The circuit that opens at a moment: longer each time in a row. */
export function opened(breaker: Breaker | undefined, atMs: number): Breaker {
  const times = (breaker?.opened ?? 0) + 1;
  const forMs = Math.min(coolDownMsMax, coolDownMs * 2 ** (times - 1));
  return { state: 'open', atMs, untilMs: atMs + forMs, opened: times };
}

function counted(streak: Streak, { failed, atMs }: Beat): Streak {
  const left = 2 ** (-Math.max(0, atMs - streak.atMs) / halfLifeMs);
  return {
    failures: failed ? streak.failures + 1 : 0,
    successes: failed ? 0 : streak.successes + 1,
    failed: streak.failed * left + (failed ? 1 : 0),
    seen: streak.seen * left + 1,
    atMs: Math.max(streak.atMs, atMs),
  };
}

function whileOpen(breaker: Breaker, { failed, startedAtMs, atMs }: Beat): Breaker {
  // What began before a call might try it teaches nothing new.
  if (startedAtMs < breaker.untilMs) return breaker;
  return failed ? opened(breaker, atMs) : { state: 'closed', atMs, untilMs: 0, opened: breaker.opened };
}

/**
 * The circuit after an attempt: it opens on 5 failures in a row or half of the last 20, for 5 s, twice as long each time up
 * to 20 s; the first success after that closes it, and it opens again easily until it has been well for a while.
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
  const again = (breaker?.opened ?? 0) > 0;
  const isSick =
    now.failures >= (again ? rowMaxAgain : rowMax) ||
    (beat.failed && now.seen >= seenMin && now.failed / now.seen >= shareMax);
  if (isSick) return { breaker: opened(breaker, beat.atMs), streak: noStreak };
  if (breaker === undefined || !again || now.successes < wellAfter) return { breaker, streak: now };
  return { breaker: { ...breaker, atMs: beat.atMs, opened: 0 }, streak: now };
}

/** Whether it is to be left alone, may be tried by one call, or is well. */
export function stateOf(breaker: Breaker | undefined, nowMs: number): 'closed' | 'open' | 'probe' {
  if (breaker?.state !== 'open') return 'closed';
  return nowMs < breaker.untilMs ? 'open' : 'probe';
}
