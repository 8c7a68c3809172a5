import { type Task, tasks } from '@weir/catalog/quality/task';
import type { Evidence, QualityModel } from './quality-model.ts';
import { labelsMin } from './quality-model.ts';
import { entryOf, priorOf } from './scoring.ts';

/** One model for one task, for people to read. */
export type TaskView = {
  readonly task: Task;
  /** What a call of this task goes by before its own words are looked at. */
  readonly quality: number;
  readonly source: 'prior' | 'learnt';
  readonly labels: { readonly scores: number; readonly verdicts: number };
  /** Of the mean score, by scores alone: 95% at any number of them. Absent with fewer than ten. */
  readonly interval?: { readonly low: number; readonly high: number };
  readonly prior?: {
    readonly quality: number;
    readonly weight: number;
    readonly source: string;
    readonly date: string;
  };
};
export type ModelView = {
  /** `provider/model`. */
  readonly model: string;
  readonly labels: number;
  /** Labels that are missing until its estimates go by them; 0 once they do. */
  readonly labelsMissing: number;
  /** Hashed features with a weight: how much of the wording has been learnt. */
  readonly features: number;
  readonly tasks: readonly TaskView[];
};
export type QualityView = { readonly labels: number; readonly models: readonly ModelView[] };

const scoresMin = 10;
const alpha = 0.05;
/** Tunes the interval to be tightest at some hundred labels. */
const spread = 4;

/**
 * An interval for the mean score that holds at all times at once with 95%: the normal-mixture confidence sequence for
 * bounded scores (Howard, Ramdas, McAuliffe and Sekhon, 2021), for the weighted mean.
 */
function intervalOf({ scores, scoreSum, scoreWeight, scoreWeightSquares }: Evidence): TaskView['interval'] {
  if (scores < scoresMin || scoreWeight === 0) return undefined;
  const variance = scoreWeightSquares / 4 + spread;
  const radius = Math.sqrt(variance * Math.log(variance / (spread * alpha * alpha))) / scoreWeight;
  const mean = scoreSum / scoreWeight;
  return { low: Math.max(0, mean - radius), high: Math.min(1, mean + radius) };
}

function taskView(name: string, task: Task, state: QualityModel): TaskView | undefined {
  const model = state.models.get(name);
  const evidence = model?.table.get(task);
  const prior = priorOf(name, task);
  if (prior === undefined && evidence === undefined) return undefined;
  const learnt = model !== undefined && model.labels >= labelsMin;
  if (!learnt && prior === undefined) return undefined;
  const interval = evidence === undefined ? undefined : intervalOf(evidence);
  return {
    task,
    quality: learnt ? entryOf(name, task, model).quality : (prior?.quality ?? 0),
    source: learnt ? 'learnt' : 'prior',
    labels: { scores: evidence?.scores ?? 0, verdicts: evidence?.verdicts ?? 0 },
    ...(interval === undefined ? {} : { interval }),
    ...(prior === undefined ? {} : { prior }),
  };
}

function modelView(name: string, state: QualityModel): ModelView {
  const model = state.models.get(name);
  const labels = model?.labels ?? 0;
  return {
    model: name,
    labels,
    labelsMissing: Math.max(0, labelsMin - labels),
    features: model?.weights.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0) ?? 0,
    tasks: tasks.map((task) => taskView(name, task, state)).filter((view) => view !== undefined),
  };
}

/**
 * A state for people to read: what each model is held for, on how many labels, and what the catalogue says of it. Gives
 * the models of the state and those named beside it, which may have nothing but a prior. No text of any prompt is in it.
 */
export function inspect(state: QualityModel, models: readonly string[] = []): QualityView {
  const names = [...new Set([...models, ...state.models.keys()])].sort();
  return { labels: state.labels, models: names.map((name) => modelView(name, state)) };
}
