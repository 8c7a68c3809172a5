import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerChoice, ChatAnswer } from './chat-answer.ts';
import { foldAnswer } from './fold-answer.ts';
import type { Part } from './part.ts';
import { unfoldAnswer } from './unfold-answer.ts';

const text = fc.string({ maxLength: 12 });
const signature = fc.record({ origin: fc.constantFrom('anthropic', 'gemini'), value: text });

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('text' as const),
      text,
      annotations: fc.array(fc.record({ kind: fc.constant('url' as const), url: text }), {
        minLength: 1,
        maxLength: 3,
      }),
      signature,
      itemId: text,
    },
    { requiredKeys: ['kind', 'text'] },
  ),
  fc.record({ kind: fc.constant('refusal' as const), text }),
  fc.record(
    { kind: fc.constant('reasoning' as const), texts: fc.array(text, { maxLength: 3 }), signature },
    { requiredKeys: ['kind', 'texts'] },
  ),
  fc.record({ kind: fc.constant('tool_call' as const), id: text, name: text, arguments: text }),
  fc.record({
    kind: fc.constant('image' as const),
    source: fc.record({ kind: fc.constant('base64' as const), data: text, mediaType: fc.constant('image/png') }),
  }),
  fc.record({ kind: fc.constant('native' as const), type: text, value: fc.record({ a: text }) }),
);

const choice: fc.Arbitrary<AnswerChoice> = fc.record(
  {
    parts: fc.array(part, { maxLength: 4 }),
    finish: fc.record({ reason: fc.constantFrom('stop' as const, 'length') }),
  },
  { requiredKeys: ['parts'] },
);

const answer: fc.Arbitrary<ChatAnswer> = fc.record(
  {
    responseId: text,
    model: text,
    choices: fc.array(choice, { minLength: 1, maxLength: 3 }),
    usage: fc.record({ input: fc.nat(), output: fc.nat() }, { requiredKeys: [] }),
    ended: fc.boolean(),
  },
  { requiredKeys: ['choices', 'ended'] },
);

/** A choice that nothing was said of leaves no trace behind the last that something was. */
function withoutSilence(given: ChatAnswer): ChatAnswer {
  const last = given.choices.findLastIndex(({ parts, finish }) => parts.length > 0 || finish !== undefined);
  return { ...given, choices: given.choices.slice(0, last + 1) };
}

describe('an answer', () => {
  it('told as a stream and folded again is the same answer', () => {
    fc.assert(
      fc.property(answer, (given) => {
        expect(foldAnswer(unfoldAnswer(given))).toEqual(withoutSilence(given));
      }),
    );
  });

  it('grows by deltas wherever they were cut, with parts open at the same time', () => {
    const open = (index: number, id: string) =>
      ({
        type: 'open',
        choice: 0,
        index,
        part: { kind: 'tool_call', id, name: 'f', arguments: '' },
      }) as const;
    const more = (index: number, words: string) =>
      ({ type: 'delta', choice: 0, index, delta: { kind: 'arguments', text: words } }) as const;
    const folded = foldAnswer([
      { type: 'start' },
      open(0, 'a'),
      more(0, '{"x'),
      open(1, 'b'),
      more(1, '{'),
      more(0, '":1}'),
      more(1, '}'),
    ]);
    expect(folded.choices[0]?.parts).toMatchObject([{ arguments: '{"x":1}' }, { arguments: '{}' }]);
    expect(folded.ended).toBe(false);
  });

  it('keeps what was reported of usage, bucket by bucket, and the first failure', () => {
    const failure = (message: string) => ({ code: 'server_error', retryable: true, message }) as const;
    const folded = foldAnswer([
      { type: 'usage', usage: { input: 3, output: 1 } },
      { type: 'usage', usage: { output: 9 }, serviceTier: 'flex' },
      { type: 'error', failure: failure('first') },
      { type: 'error', failure: failure('second') },
    ]);
    expect(folded).toMatchObject({
      usage: { input: 3, output: 9 },
      serviceTier: 'flex',
      failure: { message: 'first' },
    });
    expect(foldAnswer([{ type: 'start' }]).usage).toBeUndefined();
  });
});
