import { type Candidate, candidateId } from './candidate.ts';
import { HealthBoard } from './health/health-board.ts';
import type { Observation } from './live.ts';
import { uniform } from './random.ts';

/** Numbers of one world: the next one between 0 and 1 at each call. */
export type Draw = () => number;

export function drawsOf(seed: number): Draw {
  let n = 0;
  return () => uniform(seed, 1, n++);
}

/** Between two numbers, each ratio as likely. */
export function between(draw: Draw, low: number, high: number): number {
  return low * (high / low) ** draw();
}

/** A factor around 1 with a long upper tail: its logarithm is normal. */
export function noise(draw: Draw, sigma: number): number {
  return Math.exp(sigma * Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw()));
}

/** A target as it truly is. */
export type TrueTarget = {
  readonly candidate: Candidate;
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
  readonly outputTokens: number;
  readonly hitShare: number;
};

/** USD per token: a few cents to tens of dollars a million. */
function pricesOf(draw: Draw): NonNullable<Candidate['prices']> {
  const input = between(draw, 0.05, 10) / 1e6;
  return {
    input,
    output: input * between(draw, 2, 6),
    ...(draw() < 0.6 ? { cacheRead: input * (0.1 + 0.4 * draw()) } : {}),
  };
}

export function trueTargets(draw: Draw): readonly TrueTarget[] {
  return Array.from({ length: 2 + Math.floor(draw() * 5) }, (_, index): TrueTarget => {
    const target = { provider: `p${index}`, model: 'm', providerKeyId: 'k' };
    const prices = pricesOf(draw);
    return {
      candidate: { ...target, id: candidateId(target), capabilities: {}, prices, keyWeight: 1 },
      firstTokenMs: between(draw, 150, 3_000),
      tokensPerSecond: between(draw, 20, 400),
      outputTokens: between(draw, 50, 1_500),
      hitShare: prices.cacheRead === undefined ? 0 : draw() * 0.9,
    };
  });
}

/** Two of a hundred calls stall, as they do in public measurements. */
const stallShare = 0.02;
const stallMs = 20_000;

/** What one call of a target is like. */
export function observationOf(target: TrueTarget, draw: Draw, atMs: number): Observation {
  const stalled = draw() < stallShare ? stallMs : 0;
  const firstTokenMs = target.firstTokenMs * noise(draw, 0.3) + stalled;
  // The mean of such a factor is a little above 1, and the truth is the mean.
  const outputTokens = Math.max(1, Math.round((target.outputTokens * noise(draw, 0.5)) / Math.exp(0.5 ** 2 / 2)));
  const inputTokens = Math.round(between(draw, 100, 900));
  const speed = target.tokensPerSecond * noise(draw, 0.2);
  return {
    organizationId: 'o',
    candidateId: target.candidate.id,
    atMs,
    outcome: { kind: 'succeeded' },
    inputTokens,
    streaming: true,
    firstTokenMs,
    durationMs: firstTokenMs + (outputTokens / speed) * 1_000,
    outputTokens,
    inputTokensRead: inputTokens,
    cacheReadTokens: Math.round(inputTokens * Math.min(1, Math.max(0, target.hitShare + 0.2 * (draw() - 0.5)))),
  };
}

/** A board that has seen `calls` calls of each target, one after another. */
export function warmBoard(
  targets: readonly TrueTarget[],
  draw: Draw,
  calls: number,
): { board: HealthBoard; nowMs: number } {
  const board = new HealthBoard('world');
  let nowMs = 1_000_000;
  for (let call = 0; call < calls; call++) {
    for (const target of targets) {
      nowMs += 20;
      board.observe(observationOf(target, draw, nowMs));
    }
  }
  return { board, nowMs };
}
