import type { Target } from './health-data.ts';

/** How a target stands now, the worst first. */
export const targetStates = ['refused', 'open', 'probe', 'spent', 'failing', 'well', 'quiet'] as const;
export type TargetState = (typeof targetStates)[number];

/** From this share of failed attempts on a target is shown as failing, though its circuit is closed. */
const failingFrom = 0.05;

/** The state of a target at `nowMs`, by the gateway's clock. */
export function targetState(target: Target, nowMs: number): TargetState {
  const { breaker, keyRefusedUntilMs, headroom, errorShare, attemptsPerMinute, inFlight } = target;
  if (keyRefusedUntilMs !== undefined && keyRefusedUntilMs > nowMs) return 'refused';
  if (breaker !== 'closed') return breaker;
  if (headroom?.spentUntilMs !== undefined && headroom.spentUntilMs > nowMs) return 'spent';
  if (attemptsPerMinute === 0 && inFlight === 0) return 'quiet';
  return errorShare !== undefined && errorShare >= failingFrom ? 'failing' : 'well';
}

/** States that somebody should look at. */
export function needsAttention(state: TargetState): boolean {
  return state !== 'well' && state !== 'quiet';
}

/** When the state of a target may change by itself; undefined where no time is set. */
export function stateEndsMs({ openUntilMs, keyRefusedUntilMs, headroom }: Target, state: TargetState) {
  switch (state) {
    case 'refused':
      return keyRefusedUntilMs;
    case 'open':
    case 'probe':
      return openUntilMs;
    case 'spent':
      return headroom?.spentUntilMs;
    case 'failing':
    case 'well':
    case 'quiet':
      return undefined;
  }
}
