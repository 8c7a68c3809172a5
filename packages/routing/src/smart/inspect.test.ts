import { describe, expect, it } from 'vitest';
import { uniform } from '../random.ts';
import { promptFeatures } from './features.ts';
import { inspect } from './inspect.ts';
import { learn } from './learn.ts';
import { emptyQualityModel, labelsMin } from './quality-model.ts';

function rated(labels: number, chance: number) {
  const state = emptyQualityModel();
  for (let n = 0; n < labels; n += 1) {
    const score = uniform(9, 1, n) < chance ? 1 : 0;
    const features = promptFeatures(`secret words of request ${n}`);
    learn(state, { kind: 'score', model: 'openai/gpt-4o', score, task: 'code', features, weight: 1 });
  }
  return state;
}

describe('a state for people', () => {
  it('shows models without labels by their priors, each with its public result', () => {
    const [model] = inspect(emptyQualityModel(), ['openai/gpt-4o']).models;
    expect(model).toMatchObject({ model: 'openai/gpt-4o', labels: 0, labelsMissing: labelsMin, features: 0 });
    const code = model?.tasks.find(({ task }) => task === 'code');
    expect(code).toMatchObject({ source: 'prior', labels: { scores: 0, verdicts: 0 } });
    expect(code?.quality).toBe(code?.prior?.quality);
    expect(code?.prior?.source).toContain('LiveBench');
    expect(code?.interval).toBeUndefined();
  });

  it('shows a model of which nothing is known, with no task', () => {
    expect(inspect(emptyQualityModel(), ['lab/new']).models).toEqual([
      { model: 'lab/new', labels: 0, labelsMissing: labelsMin, features: 0, tasks: [] },
    ]);
  });

  it('shows what was learnt, on how many labels, with an interval that narrows', () => {
    const widths = [12, 100, 1_000].map((labels) => {
      const [model] = inspect(rated(labels, 0.8)).models;
      const code = model?.tasks.find(({ task }) => task === 'code');
      expect(code?.labels).toEqual({ scores: labels, verdicts: 0 });
      expect(code?.source).toBe(labels < labelsMin ? 'prior' : 'learnt');
      expect(code?.interval?.low).toBeLessThan(0.8);
      expect(code?.interval?.high).toBeGreaterThan(0.8);
      return (code?.interval?.high ?? 0) - (code?.interval?.low ?? 0);
    });
    expect(widths[1]).toBeLessThan(widths[0] ?? 0);
    expect(widths[2]).toBeLessThan((widths[1] ?? 0) / 2);
  });

  it('holds the truth at every number of labels in 95% of runs', () => {
    let missed = 0;
    const runs = 200;
    for (let run = 0; run < runs; run += 1) {
      const state = emptyQualityModel();
      let out = false;
      for (let n = 0; n < 400; n += 1) {
        const score = uniform(run, 3, n) < 0.5 ? 1 : 0;
        learn(state, { kind: 'score', model: 'a/b', score, task: 'chat', features: new Uint16Array(), weight: 1 });
        if (n % 10 !== 9) continue;
        const interval = inspect(state).models[0]?.tasks[0]?.interval;
        out ||= interval !== undefined && (interval.low > 0.5 || interval.high < 0.5);
      }
      missed += out ? 1 : 0;
    }
    expect(missed / runs).toBeLessThanOrEqual(0.05);
  });

  it('holds no word of a prompt', () => {
    expect(JSON.stringify(inspect(rated(50, 0.5)))).not.toMatch(/secret|words|request/);
  });
});
