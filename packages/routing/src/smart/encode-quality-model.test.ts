import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniform } from '../random.ts';
import { decodeQualityModel, encodeQualityModel } from './encode-quality-model.ts';
import { estimate } from './estimate.ts';
import { promptFeatures } from './features.ts';
import { inspect } from './inspect.ts';
import { learn } from './learn.ts';
import { emptyQualityModel, modelsMax, type QualityModel } from './quality-model.ts';

const names = ['lab/one', 'lab/two', 'lab/drei ü'];

function promptOf(n: number): string {
  return Array.from({ length: 40 }, (_, index) => `w${Math.floor(uniform(3, n, index) * 4_000)}`).join(' ');
}

function labelled(labels: number, models: readonly string[] = names): QualityModel {
  const state = emptyQualityModel();
  for (let n = 0; n < labels; n += 1) {
    const task = n % 3 === 0 ? 'code' : 'chat';
    const asked = { task, features: promptFeatures(promptOf(n)) } as const;
    const [model = '', other = ''] = [models[n % models.length], models[(n + 1) % models.length]];
    learn(state, { kind: 'score', model, score: uniform(4, 1, n), ...asked, weight: 1 + (n % 5) });
    if (n % 4 === 0) learn(state, { kind: 'verdict', a: model, b: other, outcome: 'a', ...asked });
  }
  return state;
}

function decoded(bytes: Uint8Array): QualityModel {
  const state = decodeQualityModel(bytes);
  if (state === undefined) throw new Error('what was written can be read');
  return state;
}

describe('a state as bytes', () => {
  it('comes back with the same table and, to a thousandth, the same estimates', () => {
    const state = labelled(600);
    const read = decoded(encodeQualityModel(state));
    expect(inspect(read)).toEqual(inspect(state));
    for (let n = 0; n < 200; n += 1) {
      const asked = { task: 'chat', features: promptFeatures(promptOf(5_000 + n)) } as const;
      const [before, after] = [estimate(state, asked, names), estimate(read, asked, names)];
      for (const name of names) {
        expect(after.get(name)?.quality).toBeCloseTo(before.get(name)?.quality ?? Number.NaN, 3);
      }
    }
  });

  it('is the same bytes again once it has been read', () => {
    const bytes = encodeQualityModel(labelled(300));
    expect(encodeQualityModel(decoded(bytes))).toEqual(bytes);
  });

  it('goes on learning as if it had not been away', () => {
    const [kept, away] = [labelled(400), decoded(encodeQualityModel(labelled(400)))];
    const asked = { task: 'chat', features: promptFeatures(promptOf(9_000)) } as const;
    for (const state of [kept, away]) {
      for (let n = 0; n < 50; n += 1) {
        learn(state, { kind: 'score', model: 'lab/one', score: 1, ...asked, weight: 1 });
      }
    }
    const qualityOf = (state: QualityModel) => estimate(state, asked, names).get('lab/one')?.quality ?? Number.NaN;
    expect(qualityOf(away)).toBeCloseTo(qualityOf(kept), 2);
  });

  it('has a bounded size, whatever was learnt', () => {
    const many = Array.from({ length: modelsMax + 10 }, (_, index) => `lab/${index}`);
    expect(encodeQualityModel(labelled(3_000, many)).length).toBeLessThan(modelsMax * 135_000);
    expect(encodeQualityModel(labelled(6_000, ['lab/one'])).length).toBeLessThan(135_000);
    expect(encodeQualityModel(emptyQualityModel()).length).toBeLessThan(16);
  });

  it('is not read from another version, from a part, from more, or from any other bytes', () => {
    const bytes = encodeQualityModel(labelled(40));
    const newer = Uint8Array.from(bytes);
    newer[2] = 2;
    expect(decodeQualityModel(newer)).toBeUndefined();
    expect(decodeQualityModel(Uint8Array.from([...bytes, 0]))).toBeUndefined();
    for (let length = 0; length < bytes.length; length += 37) {
      expect(decodeQualityModel(bytes.subarray(0, length))).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (other) => {
        expect(decodeQualityModel(other)).toBeUndefined();
        const body = Uint8Array.from([...bytes.subarray(0, 4), ...other]);
        expect(decodeQualityModel(body)?.labels ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
