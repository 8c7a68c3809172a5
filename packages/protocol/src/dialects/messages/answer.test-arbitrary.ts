import fc from 'fast-check';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { Part } from '../../canonical/part.ts';
import { arbitrary } from './request.test-arbitrary.ts';

const { text, id, name, count, json } = arbitrary;
const filled = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const own = fc.stringMatching(/^[A-Z][a-z]{4,8}$/).map((value) => ({ origin: 'anthropic', value }));
const foreign = filled.map((value) => ({ origin: 'gemini', value }));

const answered: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: filled }),
  fc.record({ kind: fc.constant('text' as const), text: filled, signature: foreign }),
  fc.record({
    kind: fc.constant('text' as const),
    text: filled,
    annotations: fc.array(
      fc.record({
        kind: fc.constant('document' as const),
        unit: fc.constantFrom('char' as const, 'page' as const, 'block' as const),
        start: count,
        end: count,
        documentIndex: count,
        title: filled,
        citedText: text,
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({ kind: fc.constant('reasoning' as const), texts: fc.tuple(text), signature: fc.oneof(own, foreign) }),
  fc.record({ kind: fc.constant('reasoning' as const), texts: fc.tuple(filled) }),
  fc.record({
    kind: fc.constant('reasoning' as const),
    texts: fc.constant([]),
    signature: fc.oneof(
      foreign,
      own.map(({ value }) => ({ origin: 'anthropic.redacted', value })),
    ),
  }),
  fc.record({
    kind: fc.constant('tool_call' as const),
    id,
    name,
    arguments: json.map((value) => JSON.stringify(value)),
  }),
  fc.record({
    kind: fc.constant('tool_call' as const),
    id,
    name,
    arguments: json.map((value) => JSON.stringify(value)),
    signature: foreign,
  }),
  fc.record({
    kind: fc.constant('server_tool' as const),
    tool: fc.constant('web_search'),
    value: fc.record({ type: fc.constant('server_tool_use'), id, name: fc.constant('web_search'), input: json }),
  }),
);

/** An answer in all that the dialect can say. */
export const arbitraryAnswer: fc.Arbitrary<ChatAnswer> = fc
  .tuple(
    fc.array(answered, { maxLength: 5 }),
    fc.constantFrom(
      { reason: 'stop' as const },
      { reason: 'stop' as const, stopSequence: 'END' },
      { reason: 'length' as const },
      { reason: 'length' as const, word: 'model_context_window_exceeded' },
      { reason: 'tool_calls' as const },
      { reason: 'refusal' as const },
      { reason: 'pause' as const },
    ),
    fc.record({ input: count, output: count, cacheRead: count }),
    fc.record({ cacheWrite5m: count, cacheWrite1h: count, reasoning: count, searches: count }),
  )
  .map(([parts, finish, base, rest]) => ({
    responseId: 'msg_1',
    model: 'claude',
    choices: [
      {
        parts,
        finish:
          finish.reason === 'stop' && parts.some(({ kind }) => kind === 'tool_call')
            ? { reason: 'tool_calls' as const }
            : finish,
      },
    ],
    usage: { ...base, ...rest },
    serviceTier: 'standard',
    ended: true,
  }));
