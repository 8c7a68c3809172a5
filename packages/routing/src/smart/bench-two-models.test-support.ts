import { type Expected, type Outcome, readOutcomes } from './bench-outcomes.test-support.ts';
import { BenchRoutes } from './bench-plans.test-support.ts';
import type { Ranked } from './bench-scores.test-support.ts';

/** The two models of the outcomes on MMLU, and what they cost when these were recorded. */
export const [strong, weak] = ['bench/gpt-4-1106-preview', 'bench/mixtral-8x7b'];
const models = [
  { name: strong, usdPerMillion: 10 },
  { name: weak, usdPerMillion: 0.6 },
];

export const mmlu = readOutcomes('mmlu-half.jsonl.gz', 'the gates and the learning curve of smart routing');

export function tokensOf({ prompt }: Outcome): number {
  return Math.ceil(prompt.length / 4);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export const usualTokens = Math.round(meanOf(mmlu.map(tokensOf)));
export const routes = new BenchRoutes(models, usualTokens);

export function made({ models: answers }: Outcome, model: string) {
  const known = answers.get(model);
  if (known === undefined) throw new Error(`${model} answered every prompt`);
  return known;
}

export function ranked(outcome: Outcome, rank: number): Ranked {
  return { rank, weak: made(outcome, weak), strong: made(outcome, strong) };
}

/** Prompts by the quality that must be asked for before the plan goes up to the strong model. */
export function byPlan(expected: readonly Expected[], tokens: (outcome: Outcome) => number): readonly Ranked[] {
  return expected.map(({ outcome, qualities }) => {
    return ranked(outcome, routes.leastStep(strong, { qualities, inputTokens: tokens(outcome) }));
  });
}
