import { priorQuality } from '@weir/catalog/quality/prior-quality';
import type { Task } from '@weir/catalog/quality/task';
import type { LearntModel } from './quality-model.ts';

/** What a quality is asked for: the task and the features of a prompt. */
export type PromptTraits = { readonly task: Task; readonly features: Uint16Array };

/** What is asked of a model that nothing is known of: as good as not, on hardly anything. */
const unknown = { quality: 0.5, weight: 2 } as const;
/** Labels that a model's mean over all tasks counts as, for a task of which the catalogue says nothing. */
const levelLabels = 10;
const least = 0.01;

/** A quality kept away from 0 and 1, where its log-odds would have no end. */
export function bounded(quality: number): number {
  return Math.min(1 - least, Math.max(least, quality));
}

/** Log-odds of a quality between 0 and 1. */
export function logit(quality: number): number {
  return Math.log(quality / (1 - quality));
}

/** The quality whose log-odds these are. */
export function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

/** The catalogue's expectation of `provider/model`, where it has one. */
export function priorOf(name: string, task: Task) {
  const slash = name.indexOf('/');
  return priorQuality(name.slice(0, slash), name.slice(slash + 1), task);
}

/** The table's entry: the mean of the labels drawn toward the prior, and how many labels the two count as together. */
export type Entry = { readonly quality: number; readonly weight: number };

/** A model's mean over all its labels, whatever the task. */
function levelOf({ table }: LearntModel): number {
  let sum = unknown.quality * unknown.weight;
  let weight: number = unknown.weight;
  for (const evidence of table.values()) {
    sum += evidence.scoreSum + evidence.verdictSum;
    weight += evidence.scoreWeight + evidence.verdictWeight;
  }
  return bounded(sum / weight);
}

/** The table's entry of a model for a task: without a prior its labels are drawn toward the model's mean over all tasks. */
export function entryOf(name: string, task: Task, model: LearntModel): Entry {
  const { quality, weight } = priorOf(name, task) ?? { quality: levelOf(model), weight: levelLabels };
  const evidence = model.table.get(task);
  if (evidence === undefined) return { quality: bounded(quality), weight };
  const total = weight + evidence.scoreWeight + evidence.verdictWeight;
  const sum = weight * quality + evidence.scoreSum + evidence.verdictSum;
  return { quality: bounded(sum / total), weight: total };
}

/** How much the task counts beside the words that tell it. */
export const taskScale = 0.3;

/** What the logistic alone expects: from the model's level, by the task and by every word and pair of words. */
export function logisticOf(model: LearntModel, { task, features }: PromptTraits): number {
  const { weights, bias, taskSlopes } = model;
  let sum = 0;
  for (let index = 0; index < features.length; index += 1) sum += weights[features[index] ?? 0] ?? 0;
  const words = sum / Math.sqrt(Math.max(1, features.length));
  const own = taskScale * (taskSlopes.get(task)?.weight ?? 0);
  return sigmoid(logit(levelOf(model)) + bias.weight + own + words);
}
