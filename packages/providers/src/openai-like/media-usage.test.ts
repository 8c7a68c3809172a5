import { describe, expect, it } from 'vitest';
import { audioUsage, imagesUsage } from './media-usage.ts';

describe('pictures made', () => {
  it('are told in tokens, apart from the text that came with them', () => {
    const report = {
      input_tokens: 221,
      input_tokens_details: { image_tokens: 194, text_tokens: 27 },
      output_tokens: 1318,
      output_tokens_details: { image_tokens: 1056, text_tokens: 262 },
    };
    expect(imagesUsage(report, 1)).toEqual({ input: 27, imageInput: 194, output: 262, imageOutput: 1056 });
  });

  it('are all of the output where it is not told apart', () => {
    const report = { input_tokens: 12, input_tokens_details: { image_tokens: 0 }, output_tokens: 100 };
    expect(imagesUsage(report, 2)).toEqual({ input: 12, imageInput: 0, imageOutput: 100 });
  });

  it('count one by one where no tokens are told, and are unknown where not even that is', () => {
    expect(imagesUsage(undefined, 2)).toEqual({ images: 2 });
    expect(imagesUsage({ input_tokens: 12 }, undefined)).toEqual({});
  });
});

describe('transcripts', () => {
  it.each([
    [{ type: 'duration', seconds: 7 }, 7],
    [{ type: 'duration', seconds: 6.02 }, 7],
    [{ type: 'duration', seconds: 0 }, 0],
    [{ prompt_audio_seconds: 203, prompt_tokens: 4, completion_tokens: 635, total_tokens: 3264 }, 203],
  ])('%j are whole seconds', (report, audioSeconds) => {
    expect(audioUsage(report)).toEqual({ audioSeconds });
  });

  it.each([-1, Number.NaN, 1e300, '7'])('%j seconds are none', (seconds) => {
    expect(audioUsage({ type: 'duration', seconds })).toEqual({ requests: 1 });
  });

  it('told in tokens count sound apart', () => {
    const report = { type: 'tokens', input_tokens: 9, input_token_details: { audio_tokens: 8 }, output_tokens: 6 };
    expect(audioUsage(report)).toEqual({ input: 1, audioInput: 8, output: 6 });
  });
});
