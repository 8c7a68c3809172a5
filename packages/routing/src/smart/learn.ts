import type { Task } from '@weir/catalog/quality/task';
import {
  type Evidence,
  featureCount,
  type LearntModel,
  modelsMax,
  type QualityLabel,
  type QualityModel,
  type Slope,
} from './quality-model.ts';
import { entryOf, logisticOf, type PromptTraits, taskScale } from './scoring.ts';

/** Largest weight of a label, so that one answer that was hardly ever chosen cannot outweigh all others. */
export const labelWeightMax = 20;
const learningRate = 0.1;
const squaresFirst = 0.01;
const decay = 1e-4;

/** The weight of a label on an answer that was chosen with this chance: its inverse, clipped; 1 where nothing was drawn. */
export function labelWeight(propensity: number | undefined): number {
  if (propensity === undefined || !(propensity > 0)) return 1;
  return Math.min(labelWeightMax, Math.max(1, 1 / propensity));
}

function newModel(): LearntModel {
  const [weights, squares] = [new Float32Array(featureCount), new Float32Array(featureCount)];
  return { labels: 0, table: new Map(), bias: { weight: 0, squares: 0 }, taskSlopes: new Map(), weights, squares };
}

function makeRoom({ models }: QualityModel): void {
  if (models.size < modelsMax) return;
  const [least] = [...models].sort(([, one], [, other]) => one.labels - other.labels);
  if (least !== undefined) models.delete(least[0]);
}

function modelOf(state: QualityModel, name: string): LearntModel {
  const known = state.models.get(name);
  if (known !== undefined) return known;
  makeRoom(state);
  const model = newModel();
  state.models.set(name, model);
  return model;
}

function evidenceOf({ table }: LearntModel, task: Task): Evidence {
  const known = table.get(task);
  if (known !== undefined) return known;
  const scored = { scores: 0, scoreSum: 0, scoreWeight: 0, scoreWeightSquares: 0 };
  const evidence = { ...scored, verdicts: 0, verdictSum: 0, verdictWeight: 0 };
  table.set(task, evidence);
  return evidence;
}

function slopeOf({ taskSlopes }: LearntModel, task: Task): Slope {
  const known = taskSlopes.get(task);
  if (known !== undefined) return known;
  const slope = { weight: 0, squares: 0 };
  taskSlopes.set(task, slope);
  return slope;
}

function step(slope: Slope, gradient: number): void {
  slope.squares += gradient * gradient;
  slope.weight -= (learningRate * (gradient + decay * slope.weight)) / Math.sqrt(slope.squares + squaresFirst);
}

/** One step of AdaGrad along `surprise`: by how much more was expected than came. */
function correct(model: LearntModel, { task, features }: PromptTraits, surprise: number): void {
  step(model.bias, surprise);
  step(slopeOf(model, task), taskScale * surprise);
  const gradient = surprise / Math.sqrt(Math.max(1, features.length));
  const { weights, squares } = model;
  for (let index = 0; index < features.length; index += 1) {
    const feature = features[index] ?? 0;
    const square = (squares[feature] ?? 0) + gradient * gradient;
    const weight = weights[feature] ?? 0;
    squares[feature] = square;
    weights[feature] = weight - (learningRate * (gradient + decay * weight)) / Math.sqrt(square + squaresFirst);
  }
}

type Score = Extract<QualityLabel, { kind: 'score' }>;
type Verdict = Extract<QualityLabel, { kind: 'verdict' }>;

function learnScore(state: QualityModel, label: Score): void {
  const { score, weight } = label;
  const model = modelOf(state, label.model);
  correct(model, label, weight * (logisticOf(model, label) - score));
  const evidence = evidenceOf(model, label.task);
  model.labels += 1;
  evidence.scores += 1;
  evidence.scoreSum += weight * score;
  evidence.scoreWeight += weight;
  evidence.scoreWeightSquares += weight * weight;
}

const gains = { a: 1, b: -1, tie: 0 } as const;

/**
 * A verdict tells the gain of one model over the other: +1, 0 or -1, whose mean is the difference of their qualities.
 * Both move by half of the surprise, in opposite directions. In the table it is a label worth the other's quality plus
 * that gain, and counts the less, the less is known of the other.
 */
function learnVerdict(state: QualityModel, label: Verdict): void {
  const { a, b, outcome, task } = label;
  if (a === b) return;
  const gain = gains[outcome];
  const sides = [a, b].map((name) => {
    const model = modelOf(state, name);
    const evidence = evidenceOf(model, task);
    return { model, evidence, entry: entryOf(name, task, model), expected: logisticOf(model, label) };
  });
  const [one, other] = sides;
  if (one === undefined || other === undefined) return;
  const surprise = (one.expected - other.expected - gain) / 2;
  correct(one.model, label, surprise);
  correct(other.model, label, -surprise);
  for (const [side, against, won] of [[one, other, gain] as const, [other, one, -gain] as const]) {
    const weight = 1 / (2 + 1 / against.entry.weight);
    side.model.labels += 1;
    side.evidence.verdicts += 1;
    side.evidence.verdictSum += weight * (against.entry.quality + won);
    side.evidence.verdictWeight += weight;
  }
}

/** Learns from one label: changes `state` in place. The order of the labels matters a little; the same order gives the same. */
export function learn(state: QualityModel, label: QualityLabel): void {
  if (label.kind === 'score') learnScore(state, label);
  else learnVerdict(state, label);
  state.labels += 1;
}
