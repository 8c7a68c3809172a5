import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFeatures, encodeFeatures, promptFeatures } from './features.ts';
import { featureCount } from './quality-model.ts';

describe('the features of a prompt', () => {
  it('rise, are there once each and below their count', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (prompt) => {
        const features = promptFeatures(prompt);
        expect([...features]).toEqual([...new Set(features)].toSorted((one, other) => one - other));
        expect(features.every((feature) => feature < featureCount)).toBe(true);
      }),
    );
  });

  it('are its words and pairs of words: order counts, case and spaces do not', () => {
    expect(promptFeatures('Sort  the LIST')).toEqual(promptFeatures('sort the  list'));
    expect(promptFeatures('the dog bit the man')).not.toEqual(promptFeatures('the man bit the dog'));
    const [one, both] = [promptFeatures('alpha'), promptFeatures('alpha beta')];
    expect(both.length).toBeGreaterThan(one.length);
  });

  it('of a long prompt are those of its beginning and its end, and few', () => {
    const [head, tail] = ['begin '.repeat(500), ' end'.repeat(800)];
    const middle = (word: string): string => `${head}${`${word} `.repeat(100_000)}${tail}`;
    expect(promptFeatures(middle('left'))).toEqual(promptFeatures(middle('gone')));
    const words = Array.from({ length: 50_000 }, (_, index) => `w${index}`).join('.');
    expect(promptFeatures(words).length).toBeLessThanOrEqual(4_096);
  });
});

describe('features as text', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: featureCount - 1 }), { maxLength: 500 }), (some) => {
        const features = Uint16Array.from(some).sort();
        expect(decodeFeatures(encodeFeatures(features))).toEqual(features);
      }),
    );
  });

  it('take about a byte and a half each', () => {
    const features = promptFeatures('What is the derivative of the function below, and where is it zero? '.repeat(15));
    expect(encodeFeatures(features).length).toBeLessThan(features.length * 3);
  });

  it('are refused where they are not: a gap too wide, a feature twice, a part of one', () => {
    const text = (...bytes: number[]): string => Buffer.from(bytes).toString('base64');
    expect(decodeFeatures(text(5, 3))).toEqual(Uint16Array.from([5, 8]));
    expect(decodeFeatures(text(0xff, 0xff, 0x03))).toBeUndefined();
    expect(decodeFeatures(text(5, 0))).toBeUndefined();
    expect(decodeFeatures(text(5, 0x80))).toBeUndefined();
    expect(decodeFeatures(text(0x80, 0x80, 0x80, 0x80, 1))).toBeUndefined();
  });
});
