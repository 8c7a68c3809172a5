import { describe, expect, it } from 'vitest';
import { embedUsage, generateUsage, writeUsage } from './generate-usage.ts';

const text = (tokenCount: number) => ({ modality: 'TEXT', tokenCount });
const image = (tokenCount: number) => ({ modality: 'IMAGE', tokenCount });

describe('pictures in a report', () => {
  it('made ones stand apart from text, and thoughts beside both', () => {
    const report = {
      promptTokenCount: 9,
      candidatesTokenCount: 1301,
      thoughtsTokenCount: 70,
      totalTokenCount: 1380,
      promptTokensDetails: [text(9)],
      candidatesTokensDetails: [text(11), image(1290)],
    };
    expect(generateUsage(report)).toEqual({ input: 9, output: 11, imageOutput: 1290, reasoning: 70 });
  });

  it('seen ones stand apart, those that were cached in the cache', () => {
    const report = {
      promptTokenCount: 600,
      cachedContentTokenCount: 300,
      promptTokensDetails: [text(84), image(516)],
      cacheTokensDetails: [text(42), image(258)],
    };
    expect(generateUsage(report)).toEqual({ input: 42, cacheRead: 300, imageInput: 258 });
  });

  it('cached sound stands apart from other cached tokens, and comes back', () => {
    const sound = (tokenCount: number) => ({ modality: 'AUDIO', tokenCount });
    const report = {
      promptTokenCount: 600,
      cachedContentTokenCount: 300,
      totalTokenCount: 600,
      promptTokensDetails: [text(84), sound(516)],
      cacheTokensDetails: [text(42), sound(258)],
    };
    const usage = generateUsage(report);
    expect(usage).toEqual({ input: 42, cacheRead: 42, audioInput: 258, audioCacheRead: 258 });
    expect(writeUsage(usage)).toEqual(report);
  });

  it('are known by the number of their modality, too, and never more than the whole', () => {
    const report = { candidatesTokenCount: 10, candidatesTokensDetails: [{ modality: 2, tokenCount: 1290 }] };
    expect(generateUsage(report)).toEqual({ output: 0, imageOutput: 10 });
  });

  it('moving ones that were made are not text', () => {
    const report = { candidatesTokenCount: 90, candidatesTokensDetails: [{ modality: 'VIDEO', tokenCount: 80 }] };
    expect(generateUsage(report)).toEqual({ output: 10, imageOutput: 80 });
  });

  it('come back as they were, with the same totals', () => {
    const report = {
      promptTokenCount: 267,
      candidatesTokenCount: 1301,
      totalTokenCount: 1568,
      promptTokensDetails: [text(9), image(258)],
      candidatesTokensDetails: [text(11), image(1290)],
    };
    expect(writeUsage(generateUsage(report))).toEqual(report);
  });
});

describe('embeddings', () => {
  it.each(['promptTokensDetails', 'promptTokenDetails'])('tell modalities apart by %s', (key) => {
    const details = [text(3), image(258), { modality: 'AUDIO', tokenCount: 32 }];
    const usage = embedUsage({ usageMetadata: { promptTokenCount: 293, [key]: details } });
    expect(usage).toEqual({ input: 3, imageInput: 258, audioInput: 32 });
  });

  it('of films are not known: they are no text', () => {
    const promptTokensDetails = [{ modality: 'VIDEO', tokenCount: 500 }];
    expect(embedUsage({ usageMetadata: { promptTokenCount: 503, promptTokensDetails } })).toEqual({});
  });
});
