import type { Task } from '@weir/catalog/quality/task';

/** Hashed features are numbers below this; a learnt model has one weight for each. */
export const featureCount = 2 ** 15;
/** Models that a state keeps; a further one takes the place of the one with the fewest labels. */
export const modelsMax = 64;
/** Labels of a model, over all tasks, from which its estimate goes by them rather than by the catalogue alone. */
export const labelsMin = 20;

/** What somebody said of answers. `features` are the prompt's, as they were when the choice was made. */
export type QualityLabel =
  | {
      readonly kind: 'score';
      /** `provider/model`. */
      readonly model: string;
      /** 0 to 1. */
      readonly score: number;
      readonly task: Task;
      readonly features: Uint16Array;
      /** Inverse of the chance that this model was asked (`labelWeight`); 1 where nothing was chosen. */
      readonly weight: number;
    }
  | {
      readonly kind: 'verdict';
      readonly a: string;
      readonly b: string;
      readonly outcome: 'a' | 'b' | 'tie';
      readonly task: Task;
      readonly features: Uint16Array;
    };

/** What the labels of one model for one task add up to, without the prior, so that a better prior takes effect at once. */
export type Evidence = {
  scores: number;
  /** Weighted sum of scores, sum of the weights and of their squares. */
  scoreSum: number;
  scoreWeight: number;
  scoreWeightSquares: number;
  verdicts: number;
  /** Verdicts as labels of one model: the other's quality and the gain over it. */
  verdictSum: number;
  verdictWeight: number;
};

/** A weight of the logistic with its sum of squared gradients (AdaGrad). */
export type Slope = { weight: number; squares: number };

/** What is learnt of one model: a table by task, and a logistic over task and words. */
export type LearntModel = {
  labels: number;
  readonly table: Map<Task, Evidence>;
  readonly bias: Slope;
  readonly taskSlopes: Map<Task, Slope>;
  /** By hashed feature. */
  readonly weights: Float32Array;
  readonly squares: Float32Array;
};

/** A project's learnt state, by `provider/model`. `learn` changes it in place; everything else only reads it. */
export type QualityModel = { labels: number; readonly models: Map<string, LearntModel> };

/** A state that has learnt nothing yet. */
export function emptyQualityModel(): QualityModel {
  return { labels: 0, models: new Map() };
}
