import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { describe, expect, it } from 'vitest';
import { type Outcome, outOfFold, readOutcomes } from './bench-outcomes.test-support.ts';
import { BenchRoutes, qualitySteps } from './bench-plans.test-support.ts';
import { averageQuality, type Point, routerScore, savedAt95 } from './bench-scores.test-support.ts';
import {
  byPlan,
  made,
  meanOf,
  mmlu,
  ranked,
  routes,
  strong,
  tokensOf,
  usualTokens,
  weak,
} from './bench-two-models.test-support.ts';

const folds = scaled({ scaled: 2, full: 5 });
const seeds = Array.from({ length: scaled({ scaled: 1, full: 5 }) }, (_, index) => index + 1);

/** The range of some figures, as a proof shows it. */
function shown(values: readonly number[], digits = 3): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high
    ? low.toFixed(digits)
    : `${meanOf(values).toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

describe('smart routing between two models on MMLU, out of fold', () => {
  it('is random where it is drawn: .500 within .026', () => {
    if (mmlu.length === 0) return;
    const draws = mmlu.map((outcome, seed) => {
      const shares = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20);
      const asked = { qualities: new Map(), inputTokens: usualTokens, seed };
      return ranked(outcome, shares.findIndex((share) => routes.drawn(share, asked) === strong) >>> 0);
    });
    const { apgr } = routerScore(draws);
    recordProof('smart routing, a random router', { APGR: apgr.toFixed(3) });
    expect(Math.abs(apgr - 0.5)).toBeLessThanOrEqual(0.026);
  });

  it('recovers at least .65 of the gap where every call counts alike', () => {
    if (mmlu.length === 0) return;
    const scores = seeds.map((seed) => routerScore(byPlan(outOfFold(mmlu, { seed }, folds), () => usualTokens)));
    const of = (figure: 'apgr' | 'cpt50' | 'cpt80') => shown(scores.map((score) => score[figure]));
    recordProof('smart routing, two models, scores of both', {
      prompts: mmlu.length,
      APGR: of('apgr'),
      CPT50: of('cpt50'),
      CPT80: of('cpt80'),
    });
    expect(meanOf(scores.map(({ apgr }) => apgr))).toBeGreaterThanOrEqual(0.65);
  });

  it("saves at least 4 points more than cheapest-first at 95% of the strong model's quality", () => {
    if (mmlu.length === 0) return;
    const runs = seeds.map((seed) => {
      const expected = outOfFold(mmlu, { seed }, folds);
      const first = expected.map(({ outcome }) => {
        return ranked(outcome, made(outcome, strong).costUsd - made(outcome, weak).costUsd);
      });
      return { saved: savedAt95(byPlan(expected, tokensOf)), cheapestFirst: savedAt95(first) };
    });
    const [saved, cheapestFirst] = [runs.map((run) => run.saved), runs.map((run) => run.cheapestFirst)];
    recordProof('smart routing, cost saved at 95% of quality', {
      saved: shown(saved),
      'cheapest first': shown(cheapestFirst),
    });
    expect(meanOf(saved) - meanOf(cheapestFirst)).toBeGreaterThanOrEqual(0.04);
  });

  it('loses next to nothing by being stored after every 500 prompts', () => {
    if (mmlu.length === 0) return;
    const expected = outOfFold(mmlu, { seed: 1, storedEvery: 500 }, folds);
    const { apgr } = routerScore(byPlan(expected, () => usualTokens));
    recordProof('smart routing, two models, stored after every 500 prompts', { APGR: apgr.toFixed(3) });
    expect(apgr).toBeGreaterThanOrEqual(0.65);
  });

  it('learns from verdicts alone', () => {
    if (mmlu.length === 0) return;
    const expected = outOfFold(mmlu, { seed: 1, verdicts: true }, folds);
    const { apgr } = routerScore(byPlan(expected, () => usualTokens));
    recordProof('smart routing, two models, verdicts alone', { APGR: apgr.toFixed(3) });
    expect(apgr).toBeGreaterThan(0.6);
  });
});

const arcAll = readOutcomes('arc-challenge.jsonl.gz', 'smart routing among many models');
/** Some prompts were not put to every model. */
const arc = arcAll.filter(({ models }) => models.size === Math.max(...arcAll.map((other) => other.models.size)));

describe('smart routing among eleven models on ARC, out of fold', () => {
  it('comes within a point of the best mix of single models, which is chosen with hindsight', () => {
    if (arc.length === 0) return;
    const names = [...(arc[0]?.models.keys() ?? [])];
    const usual = Math.round(meanOf(arc.map(tokensOf)));
    const total = (of: (outcome: Outcome) => { score: number; costUsd: number }): Point => {
      const all = arc.map(of);
      return { costUsd: meanOf(all.map(({ costUsd }) => costUsd)), score: meanOf(all.map(({ score }) => score)) };
    };
    const single = names.map((name) => total((outcome) => made(outcome, name)));
    const prices = names.map((name, index) => {
      return { name, usdPerMillion: ((single[index]?.costUsd ?? 0) / usual) * 1e6 };
    });
    const many = new BenchRoutes(prices, usual);
    const expected = outOfFold(arc, { seed: 1 }, 5);
    const steps = Array.from({ length: scaled({ scaled: 17, full: 65 }) }, (_, step) => step);
    const swept = steps.map((step) => {
      const all = expected.map(({ outcome, qualities }) => {
        const quality = Math.round((step / (steps.length - 1)) * qualitySteps);
        return made(outcome, many.chosen(quality, { qualities, inputTokens: tokensOf(outcome) }));
      });
      return { costUsd: meanOf(all.map(({ costUsd }) => costUsd)), score: meanOf(all.map(({ score }) => score)) };
    });
    const [low, high] = [
      Math.min(...single.map(({ costUsd }) => costUsd)),
      Math.max(...single.map(({ costUsd }) => costUsd)),
    ];
    const [routed, alone] = [averageQuality(swept, low, high), averageQuality(single, low, high)];
    recordProof('smart routing, eleven models on ARC', {
      prompts: arc.length,
      AIQ: routed.toFixed(3),
      'AIQ of single models': alone.toFixed(3),
    });
    expect(routed).toBeGreaterThan(alone - 0.01);
  });
});
