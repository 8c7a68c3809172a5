import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { recordProof } from '@weir/testing/proofs';
import { scaled, testScale } from '@weir/testing/scale';
import { describe, expect, it } from 'vitest';
import { outOfFold } from './bench-outcomes.test-support.ts';
import { routerScore } from './bench-scores.test-support.ts';
import { byPlan, meanOf, mmlu, usualTokens } from './bench-two-models.test-support.ts';
import { type CurvePoint, curvePicture } from './curve-picture.test-support.ts';

const picture = resolve(import.meta.dirname, '../../../../docs/learning-curve.svg');
const folds = scaled({ scaled: 1, full: 5 });
const seeds = Array.from({ length: scaled({ scaled: 1, full: 5 }) }, (_, index) => index + 1);
const all = Math.floor((mmlu.length * 4) / 5);
const sizes = testScale() === 'full' ? [100, 300, 1_000, 3_000, all] : [300, all];

function pointOf(labels: number, noise: number): CurvePoint {
  const scores = seeds.map((seed) => {
    return routerScore(byPlan(outOfFold(mmlu, { seed, labels, noise }, folds), () => usualTokens)).apgr;
  });
  return { labels, mean: meanOf(scores), low: Math.min(...scores), high: Math.max(...scores) };
}

function record(name: string, points: readonly CurvePoint[]): void {
  const figures = points.map(({ labels, mean, low, high }) => {
    return [String(labels), `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`];
  });
  recordProof(`smart routing, APGR by rated prompts, ${name}`, Object.fromEntries(figures));
}

describe('the learning curve of smart routing', () => {
  it('rises with the labels, with true ones and with 19% wrong ones', { timeout: 900_000 }, () => {
    if (mmlu.length === 0) return;
    const [clean, noisy] = [0, 0.19].map((noise) => sizes.map((labels) => pointOf(labels, noise)));
    if (clean === undefined || noisy === undefined) throw new Error('both were measured');
    record('true ratings', clean);
    record('19% of ratings wrong', noisy);
    if (testScale() === 'full') {
      const lines = [
        { name: 'true ratings', color: '#0b6e4f', points: clean },
        { name: '19% of ratings wrong', color: '#b3541e', points: noisy },
      ];
      writeFileSync(picture, curvePicture(lines));
    }
    for (const line of [clean, noisy]) {
      expect(line.at(-1)?.mean).toBeGreaterThan((line[0]?.mean ?? 1) + 0.02);
      expect(line.at(-1)?.mean).toBeGreaterThan(0.58);
    }
    expect(clean.at(-1)?.mean).toBeGreaterThan(noisy.at(-1)?.mean ?? 1);
  });
});
