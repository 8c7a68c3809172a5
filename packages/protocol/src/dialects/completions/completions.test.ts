import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { CompletionStreamEncoder, encodeCompletion } from './completions.ts';
import { parseCompletions } from './parse-request.ts';

const context = { callId: 'c1', createdAtSeconds: 7, model: 'asked' };

function written(events: readonly StreamEvent[], includesUsage: boolean): unknown[] {
  const encoder = new CompletionStreamEncoder({ ...context, includesUsage });
  const frames = events
    .map((event) => encoder.encode(event))
    .join('')
    .split('\n\n')
    .filter(Boolean);
  return frames.map((frame) => (frame === 'data: [DONE]' ? 'DONE' : JSON.parse(frame.slice(6))));
}

const said: readonly StreamEvent[] = [
  { type: 'start', responseId: 'r1', model: 'served' },
  { type: 'open', choice: 0, index: 0, part: { kind: 'reasoning', texts: [] } },
  { type: 'delta', choice: 0, index: 0, delta: { kind: 'reasoning', text: 'Hm.' } },
  { type: 'close', choice: 0, index: 0 },
  { type: 'open', choice: 0, index: 1, part: { kind: 'text', text: '' } },
  { type: 'delta', choice: 0, index: 1, delta: { kind: 'text', text: 'once' } },
  { type: 'close', choice: 0, index: 1 },
  { type: 'usage', usage: { input: 2, output: 1 } },
  { type: 'finish', choice: 0, reason: 'length' },
  { type: 'end' },
];
const head = { id: 'r1', object: 'text_completion', created: 7, model: 'served' };
const choice = { index: 0, logprobs: null };

describe('a text completion', () => {
  it('is streamed as text alone, with a finish and, where asked for, usage', () => {
    const usage = { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 };
    const chunks = [
      { ...head, choices: [{ ...choice, text: 'once', finish_reason: null }] },
      { ...head, choices: [{ ...choice, text: '', finish_reason: 'length' }] },
    ];
    expect(written(said, false)).toEqual([...chunks, 'DONE']);
    expect(written(said, true)).toEqual([...chunks, { ...head, choices: [], usage }, 'DONE']);
  });

  it('tells of an error, and of no end before the end', () => {
    const failure = { code: 'overloaded', retryable: true, message: 'Overloaded.' } as const;
    const frames = written([...said.slice(0, 6), { type: 'error', failure }], true);
    expect(frames.at(-1)).toMatchObject({ error: { code: 'overloaded', message: 'Overloaded.' } });
    expect(frames).not.toContain('DONE');
  });

  it('is whole with a choice for each answer', () => {
    const parts = [
      { kind: 'reasoning', texts: ['Hm.'] },
      { kind: 'text', text: 'once' },
    ] as const;
    const choices = [
      { parts, finish: { reason: 'stop' } as const },
      { parts: [{ kind: 'refusal', text: 'No.' } as const] },
    ];
    expect(encodeCompletion({ choices, ended: true }, context)).toEqual({
      id: 'cmpl-c1',
      object: 'text_completion',
      created: 7,
      model: 'asked',
      choices: [
        { ...choice, text: 'once', finish_reason: 'stop' },
        { ...choice, index: 1, text: 'No.', finish_reason: 'stop' },
      ],
    });
  });
});

describe('a request for one', () => {
  it('becomes one message, with the rest as it is in a conversation', () => {
    const body = {
      prompt: 'A quill',
      max_tokens: 9,
      stop: 'x',
      n: 2,
      suffix: null,
      echo: false,
      best_of: 1,
      logprobs: null,
    };
    const request = parseCompletions(body, 'm');
    expect(request.turns).toEqual([{ role: 'user', parts: [{ kind: 'text', text: 'A quill' }] }]);
    expect(request.sampling).toEqual({ outputTokensMax: 9, stop: ['x'], n: 2 });
    expect(request.native).toBeUndefined();
  });

  it.each([[undefined], [null], [3], [[]], [[null]]])('without a text is refused: %j', (prompt) => {
    expect(() => parseCompletions({ prompt }, 'm')).toThrow(/prompt/);
  });
});
