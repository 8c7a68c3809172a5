import { chatUsage } from '@weir/protocol/dialects/chat-completions/chat-usage';
import { describe, expect, it } from 'vitest';
import { ChatDecoder } from './chat.ts';

function delta(content: unknown): string {
  return JSON.stringify({ id: 'x', model: 'm', choices: [{ index: 0, delta: { content } }] });
}

describe('ChatDecoder', () => {
  it('tells of the first content once, and not of a role alone', () => {
    const decoder = new ChatDecoder('done');
    expect(decoder.frame(undefined, delta(''))).toEqual([{ type: 'start', responseId: 'x', model: 'm' }]);
    expect(decoder.frame(undefined, delta('a'))).toEqual([{ type: 'content' }]);
    expect(decoder.frame(undefined, delta('b'))).toEqual([]);
  });

  it.each(['reasoning', 'reasoning_content', 'refusal', 'tool_calls'])('counts %s as content', (key) => {
    const value = key === 'tool_calls' ? [{ index: 0 }] : 'x';
    const frame = JSON.stringify({ choices: [{ delta: { [key]: value } }] });
    expect(new ChatDecoder('done').frame(undefined, frame)).toContainEqual({ type: 'content' });
  });

  it('is not misled by text that looks like a report', () => {
    const decoder = new ChatDecoder('done');
    decoder.frame(undefined, delta('a'));
    expect(decoder.frame(undefined, delta('{"usage":{"prompt_tokens":9},"finish_reason":"stop"} [DONE]'))).toEqual([]);
  });

  it('takes the finish of the first choice for the answer', () => {
    const decoder = new ChatDecoder('done');
    const finish = (index: number, reason: string): string =>
      JSON.stringify({ choices: [{ index, delta: {}, finish_reason: reason }] });
    expect(decoder.frame(undefined, finish(1, 'length'))).not.toContainEqual(
      expect.objectContaining({ type: 'finish' }),
    );
    expect(decoder.frame(undefined, finish(0, 'stop'))).toContainEqual({ type: 'finish', reason: 'stop' });
  });

  it.each([
    ['done', 'finish', false],
    ['done', 'finish and usage', false],
    ['done-or-usage', 'finish', false],
    ['done-or-usage', 'usage', false],
    ['done-or-usage', 'finish and usage', true],
  ] as const)('with the end %s, after %s alone: ended is %s', (streamEnd, seen, ended) => {
    const decoder = new ChatDecoder(streamEnd);
    decoder.frame(undefined, delta('a'));
    if (seen.includes('finish'))
      decoder.frame(undefined, '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}');
    if (seen.includes('usage')) decoder.frame(undefined, '{"choices":[],"usage":{"prompt_tokens":1}}');
    expect(decoder.end()).toEqual(ended ? [{ type: 'end' }] : []);
  });

  it('ends once', () => {
    const decoder = new ChatDecoder('done-or-usage');
    decoder.frame(undefined, '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}');
    expect(decoder.frame(undefined, '[DONE]')).toEqual([{ type: 'end' }]);
    expect(decoder.frame(undefined, '[DONE]')).toEqual([]);
    expect(decoder.end()).toEqual([]);
  });

  it.each(['', 'null', '[]', '7', '{', '{"choices":7}', '{"choices":[null]}', '{"choices":[{"delta":7}],"usage":[]}'])(
    'reads nothing out of %j',
    (data) => {
      const types = new ChatDecoder('done').frame(undefined, data).map(({ type }) => type);
      expect(types.filter((type) => type !== 'start')).toEqual([]);
    },
  );
});

describe('chatUsage', () => {
  it.each([
    ['nothing', {}, {}],
    ['no details', { prompt_tokens: 3, completion_tokens: 0 }, { input: 3, output: 0 }],
    ['nulls', { prompt_tokens: 3, completion_tokens: null, prompt_tokens_details: null }, { input: 3 }],
    ['what is no count', { prompt_tokens: '3', completion_tokens: -1, total_tokens: 1.5 }, {}],
    [
      'reasoning inside, by the total',
      { prompt_tokens: 10, completion_tokens: 9, total_tokens: 19, completion_tokens_details: { reasoning_tokens: 4 } },
      { input: 10, output: 5, reasoning: 4 },
    ],
    [
      'reasoning beside, by the total',
      { prompt_tokens: 10, completion_tokens: 9, total_tokens: 23, completion_tokens_details: { reasoning_tokens: 4 } },
      { input: 10, output: 9, reasoning: 4 },
    ],
    [
      'reasoning beside, for want of room',
      { prompt_tokens: 10, completion_tokens: 2, completion_tokens_details: { reasoning_tokens: 4 } },
      { input: 10, output: 2, reasoning: 4 },
    ],
    [
      'more reasoning than the total holds',
      { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12, completion_tokens_details: { reasoning_tokens: 4 } },
      { input: 10, output: 0, reasoning: 2 },
    ],
    [
      'cached audio, in both details',
      {
        prompt_tokens: 10,
        completion_tokens: 1,
        total_tokens: 11,
        prompt_tokens_details: { cached_tokens: 8, audio_tokens: 6 },
      },
      { input: 0, cacheRead: 8, audioInput: 2, output: 1 },
    ],
  ])('of %s', (_what, report, expected) => {
    expect(chatUsage(report)).toEqual(expected);
  });
});
