import type { PlanInput } from '../decision.ts';
import { percent } from '../explain/words.ts';
import type { Standing } from './standing.ts';

/** A sticky call does not move for less: figures waver. A share of what staying costs or takes. */
const movingMargin = 0.1;

/** What a move would change, in dollars or in milliseconds alike; `staying` without the warm cache. */
export type Move = { readonly staying: number | undefined; readonly moving: number | undefined };

/** Share of a call's cost that is saved by reading what the target's prompt cache still holds. */
function warmShare({ candidate, coldCostUsd }: Standing, { stay, facts }: PlanInput): number {
  const { input, cacheRead = input } = candidate.prices ?? {};
  if (stay === undefined || input === undefined || cacheRead === undefined) return 0;
  if (coldCostUsd === undefined || coldCostUsd <= 0) return 0;
  return (Math.min(stay.warmTokens, facts.inputTokens) * Math.max(0, input - cacheRead)) / coldCostUsd;
}

/**
 * Whether a sticky call leaves a target that is well for one that is cheaper or faster: only if the share that it saves
 * passes the share of the cost that its warm prompt cache is worth, by a margin. What is not known is no reason to move.
 */
export function weighMove(
  home: Standing,
  { staying, moving }: Move,
  input: PlanInput,
): { pays: boolean; said: string } {
  if (staying === undefined || moving === undefined || staying <= 0) return { pays: false, said: 'it is well' };
  const saved = 1 - moving / staying;
  const lost = warmShare(home, input);
  const said = `moving would save ${percent(Math.max(0, saved))} and lose a warm cache worth ${percent(lost)}`;
  return { pays: saved > lost + movingMargin, said };
}
