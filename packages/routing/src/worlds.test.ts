import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { testSeed } from '@weir/testing/seed';
import { describe, expect, it, vi } from 'vitest';
import type { PlanInput } from './decision.ts';
import { HealthBoard } from './health/health-board.ts';
import { node, planInput } from './plan.test-support.ts';
import { planRoute } from './plan-route.ts';
import type { Strategy } from './route-plan.ts';
import {
  between,
  type Draw,
  drawsOf,
  observationOf,
  type TrueTarget,
  trueTargets,
  warmBoard,
} from './worlds.test-support.ts';

const worlds = scaled({ scaled: 400, full: 10_000 });
/** Calls of each target before the choice. */
const warmup = 200;
/** The full scale takes minutes. */
vi.setConfig({ testTimeout: scaled({ scaled: 60_000, full: 900_000 }) });
/** A choice is right if nothing better by more than this share was there. */
const tolerance = 0.05;

type World = { readonly targets: readonly TrueTarget[]; readonly input: PlanInput };

function worldOf(draw: Draw, strategyOf: (children: readonly Strategy[]) => Strategy): World {
  const targets = trueTargets(draw);
  const { board, nowMs } = warmBoard(targets, draw, warmup);
  const children = targets.map(({ candidate }) => node(`${candidate.provider}/${candidate.model}`));
  const asked = planInput({
    strategy: strategyOf(children),
    candidates: targets.map(({ candidate }) => candidate),
    facts: { inputTokens: Math.round(between(draw, 50, 1_000)) },
    nowMs,
  });
  return { targets, input: { ...asked, health: board.snapshot(nowMs) } };
}

/** The target that is chosen where nothing is explored. */
function choiceOf({ targets, input }: World): TrueTarget | undefined {
  for (let seed = 0; ; seed++) {
    const [first] = planRoute({ ...input, seed }).explanation.considered;
    if ((first?.expected?.propensity ?? 1) < 0.5) continue;
    return targets.find(({ candidate }) => candidate.provider === first?.provider);
  }
}

type Truth = (target: TrueTarget, input: PlanInput) => number;

/** In how many worlds the choice is the best there is, and within `tolerance` of it. */
function judged(name: string, strategyOf: (children: readonly Strategy[]) => Strategy, truth: Truth) {
  const seed = testSeed(name);
  let [best, right] = [0, 0];
  for (let index = 0; index < worlds; index++) {
    const world = worldOf(drawsOf(seed + index), strategyOf);
    const chosen = choiceOf(world);
    if (chosen === undefined) continue;
    const value = truth(chosen, world.input);
    const least = Math.min(...world.targets.map((target) => truth(target, world.input)));
    if (value <= least) best += 1;
    if (value <= least * (1 + tolerance)) right += 1;
  }
  const share = (count: number) => `${((100 * count) / worlds).toFixed(2)}%`;
  recordProof(`${name} in ${worlds} worlds of known truth`, {
    'the very best': share(best),
    [`within ${tolerance * 100}% of it`]: share(right),
  });
  return right / worlds;
}

describe('in worlds whose truth is known', () => {
  it('cheapest is right in at least 99%', () => {
    const costUsd: Truth = ({ candidate, hitShare, outputTokens }, { facts }) => {
      const { input = 0, output = 0, cacheRead = input } = candidate.prices ?? {};
      return facts.inputTokens * (input * (1 - hitShare) + cacheRead * hitShare) + outputTokens * output;
    };
    expect(judged('cheapest', (children) => ({ kind: 'cheapest', children }), costUsd)).toBeGreaterThanOrEqual(0.99);
  });

  it('fastest is right in at least 99%, to the first token and to the end', () => {
    const firstToken: Truth = ({ firstTokenMs }) => firstTokenMs;
    const whole: Truth = ({ firstTokenMs, outputTokens, tokensPerSecond }) =>
      firstTokenMs + (outputTokens / tokensPerSecond) * 1_000;
    const byFirst = judged('fastest to the first token', (children) => ({ kind: 'fastest', children }), firstToken);
    const byWhole = judged(
      'fastest to the end',
      (children) => ({ kind: 'fastest', by: 'whole_answer', children }),
      whole,
    );
    expect(byFirst).toBeGreaterThanOrEqual(0.99);
    expect(byWhole).toBeGreaterThanOrEqual(0.99);
  });
});

const swaps = scaled({ scaled: 30, full: 1_000 });

/** Two targets, of which `fast` names the faster one. */
type Pair = { readonly one: TrueTarget; readonly other: TrueTarget };

class Traffic {
  readonly #board = new HealthBoard('swap');
  readonly #draw: Draw;
  readonly #stepMs: number;
  #nowMs = 1_000_000;

  constructor(draw: Draw, stepMs: number) {
    this.#draw = draw;
    this.#stepMs = stepMs;
  }

  /** One call: chosen by the board's live figures, and observed. Gives the target's provider; undefined if it explored. */
  call({ one, other }: Pair): string | undefined {
    this.#nowMs += this.#stepMs;
    const targets = [one, other];
    const asked = planInput({
      strategy: { kind: 'fastest', children: [node('p0/m'), node('p1/m')] },
      candidates: targets.map(({ candidate }) => candidate),
      nowMs: this.#nowMs,
      seed: Math.floor(this.#draw() * 2 ** 32),
    });
    const decision = planRoute({ ...asked, health: this.#board.snapshot(this.#nowMs) });
    const [first] = decision.explanation.considered;
    const chosen = targets.find(({ candidate }) => candidate.provider === first?.provider);
    if (chosen === undefined) throw new Error('one of both is chosen');
    this.#board.observe(observationOf(chosen, this.#draw, this.#nowMs));
    return (first?.expected?.propensity ?? 1) < 0.5 ? undefined : chosen.candidate.provider;
  }
}

/** Calls after the swap until nine of ten that do not explore go to the target that is fast now. */
function callsToFollow(draw: Draw, gap: number, stepMs: number): number {
  const [like] = trueTargets(draw);
  if (like === undefined) throw new Error('there are targets');
  const named = (provider: string, firstTokenMs: number): TrueTarget => {
    const target = { provider, model: 'm', providerKeyId: 'k' };
    return { ...like, firstTokenMs, candidate: { ...like.candidate, ...target, id: `${provider}/m@k` } };
  };
  const traffic = new Traffic(draw, stepMs);
  for (let call = 0; call < 600; call++) traffic.call({ one: named('p0', 300), other: named('p1', 300 * gap) });
  const after = { one: named('p0', 300 * gap), other: named('p1', 300) };
  let recent: boolean[] = [];
  for (let call = 1; call <= 1_000; call++) {
    const provider = traffic.call(after);
    if (provider !== undefined) recent = [...recent.slice(-9), provider === 'p1'];
    if (recent.filter(Boolean).length >= 9) return call;
  }
  return Number.POSITIVE_INFINITY;
}

describe('two targets that swap their latency', () => {
  it.each([
    [1.5, 1_000],
    [2, 10],
    [4, 20],
    [10, 1_000],
  ])('%s times apart, a call each %s ms, are followed within 200 calls', (gap, stepMs) => {
    const name = `a swap ${gap} times apart`;
    const seed = testSeed(name);
    const counts = Array.from({ length: swaps }, (_, index) => callsToFollow(drawsOf(seed + index), gap, stepMs));
    counts.sort((a, b) => a - b);
    const of99 = counts[Math.floor(swaps * 0.99)] ?? 0;
    const figures = { median: counts[swaps >> 1] ?? 0, '99 of 100 by': of99, most: counts.at(-1) ?? 0 };
    recordProof(`calls until fastest follows ${name}, in ${swaps} runs`, figures);
    expect(of99).toBeLessThanOrEqual(200);
  });
});
