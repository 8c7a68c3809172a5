import type { Task } from '@weir/catalog/quality/task';
import {
  type Evidence,
  featureCount,
  type LearntModel,
  modelsMax,
  type QualityLabel,
  type QualityModel,
} from './quality-model.ts';
import { correction, entryOf, logit, sigmoid } from './scoring.ts';

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
  return { labels: 0, tasks: new Map(), bias: 0, biasSquares: 0, weights, squares };
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

function evidenceOf({ tasks }: LearntModel, task: Task): Evidence {
  const known = tasks.get(task);
  if (known !== undefined) return known;
  const scored = { scores: 0, scoreSum: 0, scoreWeight: 0, scoreWeightSquares: 0 };
  const evidence = { ...scored, verdicts: 0, verdictSum: 0, verdictWeight: 0 };
  tasks.set(task, evidence);
  return evidence;
}

/** One step of AdaGrad along `surprise`: how far the outcome was below what was expected. */
function correct(model: LearntModel, features: Uint16Array, surprise: number): void {
  model.biasSquares += surprise * surprise;
  model.bias -= (learningRate * (surprise + decay * model.bias)) / Math.sqrt(model.biasSquares + squaresFirst);
  const slope = surprise / Math.sqrt(Math.max(1, features.length));
  const { weights, squares } = model;
  for (let index = 0; index < features.length; index += 1) {
    const feature = features[index] ?? 0;
    const square = (squares[feature] ?? 0) + slope * slope;
    const weight = weights[feature] ?? 0;
    squares[feature] = square;
    weights[feature] = weight - (learningRate * (slope + decay * weight)) / Math.sqrt(square + squaresFirst);
  }
}

type Score = Extract<QualityLabel, { kind: 'score' }>;
type Verdict = Extract<QualityLabel, { kind: 'verdict' }>;

function learnScore(state: QualityModel, { model: name, score, task, features, weight }: Score): void {
  const model = modelOf(state, name);
  const evidence = evidenceOf(model, task);
  const expected = sigmoid(logit(entryOf(name, task, evidence).quality) + correction(model, features));
  correct(model, features, weight * (expected - score));
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
function learnVerdict(state: QualityModel, { a, b, outcome, task, features }: Verdict): void {
  if (a === b) return;
  const gain = gains[outcome];
  const sides = [a, b].map((name) => {
    const model = modelOf(state, name);
    const evidence = evidenceOf(model, task);
    const entry = entryOf(name, task, evidence);
    return { model, evidence, entry, expected: sigmoid(logit(entry.quality) + correction(model, features)) };
  });
  const [one, other] = sides;
  if (one === undefined || other === undefined) return;
  const surprise = (one.expected - other.expected - gain) / 2;
  correct(one.model, features, surprise);
  correct(other.model, features, -surprise);
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
