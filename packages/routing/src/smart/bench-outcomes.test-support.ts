import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Task } from '@weir/catalog/quality/task';
import { referenceFile } from '@weir/testing/reference';
import { z } from 'zod';
import { uniform } from '../random.ts';
import { decodeQualityModel, encodeQualityModel } from './encode-quality-model.ts';
import { estimate } from './estimate.ts';
import { promptFeatures } from './features.ts';
import { learn } from './learn.ts';
import { emptyQualityModel, type QualityModel } from './quality-model.ts';
import { recogniseTask } from './recognise-task.ts';

const record = z.object({
  prompt_id: z.string(),
  prompt: z.string(),
  models: z.record(z.string(), z.object({ score: z.number(), cost_usd: z.number() })),
});

/** A prompt with what each model, by `provider/model`, made of it. */
export type Outcome = {
  readonly prompt: string;
  readonly task: Task;
  readonly features: Uint16Array;
  readonly models: ReadonlyMap<string, { readonly score: number; readonly costUsd: number }>;
};

/** Public per-prompt outcomes of real models; empty, and said so, where the reference data are absent. */
export function readOutcomes(file: string, proves: string): readonly Outcome[] {
  const path = referenceFile(`routing/${file}`, proves);
  if (path === undefined) return [];
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => outcomeOf(record.parse(JSON.parse(line))));
}

function outcomeOf({ prompt, models }: z.infer<typeof record>): Outcome {
  const named = Object.entries(models).map(([model, { score, cost_usd: costUsd }]) => {
    return [`bench/${model.replaceAll('/', '-')}`, { score, costUsd }] as const;
  });
  return { prompt, task: recogniseTask(prompt), features: promptFeatures(prompt), models: new Map(named) };
}

/** The numbers below `count`, shuffled; the same for the same seed. */
export function shuffled(count: number, seed: number): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  const draws = order.map((index) => uniform(seed, 1, index));
  return order.sort((one, other) => (draws[one] ?? 0) - (draws[other] ?? 0));
}

export type Training = {
  readonly seed: number;
  /** Prompts that are rated; all where absent. Every model's answer to them is. */
  readonly labels?: number;
  /** Share of ratings that are the wrong way round. */
  readonly noise?: number;
  /** Each prompt is judged instead: one verdict on two models. */
  readonly verdicts?: true;
  /** The state is written and read again after so many prompts, as where it is stored. */
  readonly storedEvery?: number;
};

const folds = 5;

function learnOutcome(state: QualityModel, outcome: Outcome, flips: (n: number) => boolean): void {
  [...outcome.models].forEach(([model, { score }], index) => {
    const rated = flips(index) ? 1 - score : score;
    learn(state, { kind: 'score', model, score: rated, ...traitsOf(outcome), weight: 1 });
  });
}

function learnVerdict(state: QualityModel, outcome: Outcome, flips: (n: number) => boolean): void {
  const [[a, one] = ['', undefined], [b, other] = ['', undefined]] = [...outcome.models];
  if (one === undefined || other === undefined) return;
  const gain = (one.score - other.score) * (flips(0) ? -1 : 1);
  const won = gain > 0 ? 'a' : 'b';
  learn(state, { kind: 'verdict', a, b, outcome: gain === 0 ? 'tie' : won, ...traitsOf(outcome) });
}

function traitsOf({ task, features }: Outcome): Pick<Outcome, 'task' | 'features'> {
  return { task, features };
}

/** What is expected of each prompt by a state that has learnt from the prompts of the other folds alone. */
export type Expected = { readonly outcome: Outcome; readonly qualities: ReturnType<typeof estimate> };

/** Learns from four fifths of the prompts, in random order, and estimates the others, for `foldsDone` of the five. */
export function outOfFold(outcomes: readonly Outcome[], training: Training, foldsDone: number): readonly Expected[] {
  const { seed, labels = outcomes.length, noise = 0, verdicts, storedEvery = Number.POSITIVE_INFINITY } = training;
  const order = shuffled(outcomes.length, seed);
  const expected: Expected[] = [];
  for (let fold = 0; fold < foldsDone; fold += 1) {
    let state = emptyQualityModel();
    const others = order.filter((_, position) => position % folds !== fold).slice(0, labels);
    for (const [position, index] of others.entries()) {
      if (position % storedEvery === storedEvery - 1) state = decodeQualityModel(encodeQualityModel(state)) ?? state;
      const flips = (n: number): boolean => uniform(seed + n, 2 + fold, index) < noise;
      const outcome = outcomes[index];
      if (outcome !== undefined) (verdicts ? learnVerdict : learnOutcome)(state, outcome, flips);
    }
    order.forEach((index, position) => {
      const outcome = outcomes[index];
      if (outcome === undefined || position % folds !== fold) return;
      expected.push({ outcome, qualities: estimate(state, outcome, [...outcome.models.keys()]) });
    });
  }
  return expected;
}
