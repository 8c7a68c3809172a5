import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { describe, expect, it } from 'vitest';
import { candidate, node, planInput, priced, well } from '../plan.test-support.ts';
import { planRoute } from '../plan-route.ts';
import { uniform } from '../random.ts';
import { estimate } from './estimate.ts';
import { promptFeatures } from './features.ts';
import { learn } from './learn.ts';
import { emptyQualityModel, type QualityModel } from './quality-model.ts';
import { recogniseTask } from './recognise-task.ts';

const words =
  'the model answers what a patient with chest pain asks of python code for matrices in law and trade'.split(' ');

/** About a thousand characters, of different words each time. */
function promptOf(n: number): string {
  const parts = Array.from({ length: 170 }, (_, index) => {
    const draw = uniform(1, n, index);
    return draw < 0.6 ? words[Math.floor((draw / 0.6) * words.length)] : `w${Math.floor(draw * 9_000)}`;
  });
  return parts.join(' ').slice(0, 1_000);
}

const prompts = Array.from({ length: 256 }, (_, n) => promptOf(n));
const repeats = scaled({ scaled: 15, full: 101 });
/** The machine that tests run on is shared, and slower than what the gateway is made for. */
const allowance = 4;

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
}

function learnt(names: readonly string[]): QualityModel {
  const state = emptyQualityModel();
  for (const [n, prompt] of prompts.entries()) {
    const asked = { task: recogniseTask(prompt), features: promptFeatures(prompt) };
    for (const model of names) learn(state, { kind: 'score', model, score: n % 2, ...asked, weight: 1 });
  }
  return state;
}

type Times = {
  /** 99% of prompts are decided within so many microseconds, most of the times that they are asked. */
  readonly usual: number;
  /** 99% of all decisions are; with whatever else the machine does meanwhile. */
  readonly measured: number;
};

function timesOf(names: readonly string[]): Times {
  const state = learnt(names);
  const candidates = names.map((name, index) => candidate(name, priced(0.2 + index, 1 + index)));
  const live = Object.fromEntries(candidates.map(({ id }) => [id, { ...well, outputTokens: 300 }]));
  const strategy = { kind: 'smart', children: names.map((name) => node(name)) } as const;
  const asked = planInput({ strategy, candidates, live });
  const decide = (prompt: string, seed: number): number => {
    const startedMs = performance.now();
    const [task, features] = [recogniseTask(prompt), promptFeatures(prompt)];
    const qualities = estimate(state, { task, features }, names);
    planRoute({ ...asked, facts: { ...asked.facts, task }, qualities, seed });
    return (performance.now() - startedMs) * 1_000;
  };
  for (let warming = 0; warming < 3_000; warming += 1) decide(prompts[warming % prompts.length] ?? '', warming);
  const times = prompts.map((prompt) => Array.from({ length: repeats }, (_, seed) => decide(prompt, seed)));
  const usual = times.map((own) => quantile(own, 0.5));
  return { usual: quantile(usual, 0.99), measured: quantile(times.flat(), 0.99) };
}

describe('a smart decision on a prompt of 1,000 characters', () => {
  it.each([2, 20])('among %s models takes at most 200 µs, from the text to the plan', (count) => {
    const { usual, measured } = timesOf(Array.from({ length: count }, (_, index) => `p${index % 8}/model-${index}`));
    recordProof(`a smart decision on 1,000 characters, ${count} models`, {
      'p99 of prompts µs': usual.toFixed(0),
      'p99 of all decisions, beside all else µs': measured.toFixed(0),
    });
    expect(usual).toBeLessThan(200 * allowance);
  });
});
