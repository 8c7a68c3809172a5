import type { Task } from '@weir/catalog/quality/task';
import { describe, expect, it } from 'vitest';
import { uniform } from '../random.ts';
import { estimate } from './estimate.ts';
import { promptFeatures } from './features.ts';
import { inspect } from './inspect.ts';
import { labelWeight, labelWeightMax, learn } from './learn.ts';
import { emptyQualityModel, labelsMin, modelsMax, type QualityModel } from './quality-model.ts';

const none = new Uint16Array();
const [a, b] = ['lab/one', 'lab/two'];

type Rating = { readonly model?: string; readonly score: number; readonly prompt?: string; readonly task?: Task };

function rate(state: QualityModel, { model = a, score, prompt, task = 'chat' }: Rating): void {
  const features = prompt === undefined ? none : promptFeatures(prompt);
  learn(state, { kind: 'score', model, score, task, features, weight: 1 });
}

function qualityOf(state: QualityModel, model: string, prompt?: string): number | undefined {
  const features = prompt === undefined ? none : promptFeatures(prompt);
  return estimate(state, { task: 'chat', features }, [model]).get(model)?.quality;
}

function judge(state: QualityModel, outcome: 'a' | 'b' | 'tie', features = none): void {
  learn(state, { kind: 'verdict', a, b, outcome, task: 'chat', features });
}

/** Success by chance, the same each time. */
function succeeds(chance: number, label: number, n: number): number {
  return uniform(11, label, n) < chance ? 1 : 0;
}

describe('with too few labels', () => {
  it('the estimate is the prior, says so, and counts the labels that there are', () => {
    const state = emptyQualityModel();
    const before = estimate(state, { task: 'code', features: none }, ['openai/gpt-4o']).get('openai/gpt-4o');
    expect(before).toMatchObject({ source: 'prior', labels: 0 });
    for (let n = 1; n < labelsMin; n += 1) rate(state, { model: 'openai/gpt-4o', score: 0, task: 'code' });
    const after = estimate(state, { task: 'code', features: none }, ['openai/gpt-4o']).get('openai/gpt-4o');
    expect(after).toEqual({ ...before, labels: labelsMin - 1 });
    rate(state, { model: 'openai/gpt-4o', score: 0, task: 'code' });
    const learnt = estimate(state, { task: 'code', features: none }, ['openai/gpt-4o']).get('openai/gpt-4o');
    expect(learnt).toMatchObject({ source: 'learnt', labels: labelsMin });
    expect(learnt?.quality).toBeLessThan((before?.quality ?? 0) - 0.2);
  });

  it('and no prior nothing is known', () => {
    const state = emptyQualityModel();
    rate(state, { score: 1 });
    expect(qualityOf(state, a)).toBeUndefined();
    expect(qualityOf(state, 'lab/never-seen')).toBeUndefined();
  });
});

describe('ratings', () => {
  it.each([0.2, 0.5, 0.9])('are learnt: %s of answers good', (chance) => {
    const state = emptyQualityModel();
    for (let n = 0; n < 2_000; n += 1) rate(state, { score: succeeds(chance, 1, n) });
    expect(qualityOf(state, a)).toBeCloseTo(chance, 1);
  });

  it('tell prompts apart by their words', () => {
    const state = emptyQualityModel();
    for (let n = 0; n < 400; n += 1) {
      rate(state, { prompt: `please describe apples, number ${n}`, score: 1 });
      rate(state, { prompt: `please describe pears, number ${n}`, score: 0 });
    }
    expect(qualityOf(state, a, 'please describe apples, number 1000')).toBeGreaterThan(0.75);
    expect(qualityOf(state, a, 'please describe pears, number 1000')).toBeLessThan(0.25);
  });

  it('of one model leave the others alone', () => {
    const state = emptyQualityModel();
    for (let n = 0; n < 50; n += 1) rate(state, { model: b, score: 0.5 });
    const before = qualityOf(state, b);
    for (let n = 0; n < 50; n += 1) rate(state, { score: 1 });
    expect(qualityOf(state, b)).toBe(before);
  });

  it('come to the same when they come in the same order', () => {
    const [one, other] = [emptyQualityModel(), emptyQualityModel()];
    for (const state of [one, other]) {
      for (let n = 0; n < 100; n += 1) rate(state, { prompt: `word${n % 7}`, score: succeeds(0.6, 1, n) });
    }
    expect(one).toEqual(other);
  });
});

describe('a verdict', () => {
  it('is about two models: what one gains the other loses', () => {
    const state = emptyQualityModel();
    for (let n = 0; n < 200; n += 1) {
      rate(state, { model: a, score: n % 2 });
      rate(state, { model: b, score: n % 2 });
    }
    const before = [qualityOf(state, a) ?? 0, qualityOf(state, b) ?? 0] as const;
    for (let n = 0; n < 40; n += 1) judge(state, 'a');
    const after = [qualityOf(state, a) ?? 0, qualityOf(state, b) ?? 0] as const;
    expect(after[0]).toBeGreaterThan(before[0] + 0.02);
    expect(after[1]).toBeLessThan(before[1] - 0.02);
    expect(after[0] + after[1]).toBeCloseTo(before[0] + before[1], 2);
  });

  it('says nothing of how good both are: two that always win in turns stay where they were', () => {
    const state = emptyQualityModel();
    for (let n = 0; n < 400; n += 1) judge(state, n % 2 === 0 ? 'a' : 'b');
    expect(qualityOf(state, a)).toBeCloseTo(0.5, 1);
    expect(qualityOf(state, b)).toBeCloseTo(0.5, 1);
  });

  it.each([
    [0.9, 0.6],
    [0.55, 0.45],
    [0.7, 0.7],
  ])('teaches the gain: true success %s and %s, from verdicts alone', (one, other) => {
    const state = emptyQualityModel();
    for (let n = 0; n < 3_000; n += 1) {
      const gain = succeeds(one, 1, n) - succeeds(other, 2, n);
      judge(state, gain === 0 ? 'tie' : gain > 0 ? 'a' : 'b');
    }
    expect((qualityOf(state, a) ?? 0) - (qualityOf(state, b) ?? 0)).toBeCloseTo(one - other, 1);
  });

  it('of a model against itself says nothing', () => {
    const state = emptyQualityModel();
    learn(state, { kind: 'verdict', a, b: a, outcome: 'a', task: 'chat', features: none });
    expect(state.models.size).toBe(0);
  });
});

describe('the state', () => {
  it('keeps a bounded number of models: a new one takes the place of the least labelled', () => {
    const state = emptyQualityModel();
    for (let n = 0; n < 3; n += 1) rate(state, { score: 1 });
    for (let n = 0; n < modelsMax + 5; n += 1) rate(state, { model: `lab/m${n}`, score: 1 });
    expect(state.models.size).toBe(modelsMax);
    expect(state.models.has(a)).toBe(true);
    expect(state.models.has(`lab/m${modelsMax + 4}`)).toBe(true);
  });
});

describe('labels of served answers alone', () => {
  /** Easy prompts (.9 good) mostly go to the model, hard ones (.3 good) hardly ever; over all prompts it is good for .6. */
  function served(weigh: (propensity: number) => number): QualityModel {
    const state = emptyQualityModel();
    for (let n = 0; n < 20_000; n += 1) {
      const easy = n % 2 === 0;
      const propensity = easy ? 0.95 : 0.08;
      if (uniform(5, 1, n) >= propensity) continue;
      const score = succeeds(easy ? 0.9 : 0.3, 2, n);
      learn(state, { kind: 'score', model: a, score, task: 'chat', features: none, weight: weigh(propensity) });
    }
    return state;
  }

  function tableOf(state: QualityModel) {
    const [task] = inspect(state).models[0]?.tasks ?? [];
    if (task?.interval === undefined) throw new Error('the model has been rated');
    return { quality: task.quality, ...task.interval };
  }

  it('mislead the table where they count alike: it takes the model for far better than it is', () => {
    const { quality, low } = tableOf(served(() => 1));
    expect(quality).toBeGreaterThan(0.8);
    expect(low).toBeGreaterThan(0.6);
  });

  it('bring the table to the truth where each counts by the inverse of its chance', () => {
    const { quality, low, high } = tableOf(served(labelWeight));
    expect(quality).toBeGreaterThan(0.57);
    expect(quality).toBeLessThan(0.63);
    expect(low).toBeLessThan(0.6);
    expect(high).toBeGreaterThan(0.6);
  });

  it('never count more than a bounded weight, nor less than one', () => {
    expect(labelWeight(undefined)).toBe(1);
    expect(labelWeight(0.5)).toBe(2);
    expect(labelWeight(1e-9)).toBe(labelWeightMax);
    expect([labelWeight(0), labelWeight(Number.NaN), labelWeight(1)]).toEqual([1, 1, 1]);
  });
});
