import fc from 'fast-check';
import type { ChatRequest, Turn } from '../canonical/chat-request.ts';
import type { Part } from '../canonical/part.ts';
import type { JsonObject } from '../json-read.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((one) => one.trim() !== '');
const word = fc.stringMatching(/^[a-z]{1,12}$/);
const json = fc.dictionary(word, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 3 });
const base64 = fc.constantFrom('AAAA', 'iVBORw0KGgo=', 'A'.repeat(400));

const said: fc.Arbitrary<Part> = text.map((one) => ({ kind: 'text', text: one }));
const picture: fc.Arbitrary<Part> = fc.oneof(
  base64.map((data): Part => ({ kind: 'image', source: { kind: 'base64', data, mediaType: 'image/png' } })),
  fc.constant<Part>({ kind: 'image', source: { kind: 'url', url: 'https://example.com/a.png' } }),
);
const sheet: fc.Arbitrary<Part> = base64.map((data) => ({
  kind: 'document',
  source: { kind: 'base64', data, mediaType: 'application/pdf' },
}));

const user: fc.Arbitrary<Turn> = fc
  .tuple(said, fc.array(fc.oneof(said, picture, sheet), { maxLength: 2 }))
  .map(([first, more]) => ({ role: 'user', parts: [first, ...more] }));
const answer: fc.Arbitrary<Turn> = said.map((part) => ({ role: 'assistant', parts: [part] }));

const called: fc.Arbitrary<readonly Turn[]> = fc
  .record({ name: word, args: json, result: text, before: said })
  .map(({ name, args, result, before }): readonly Turn[] => [
    {
      role: 'assistant',
      parts: [before, { kind: 'tool_call', id: `call_${name}`, name, arguments: JSON.stringify(args) }],
    },
    {
      role: 'tool',
      parts: [{ kind: 'tool_result', callId: `call_${name}`, name, parts: [{ kind: 'text', text: result }] }],
    },
  ]);

const exchange = fc
  .tuple(
    user,
    fc.oneof(
      answer.map((one) => [one]),
      called,
    ),
  )
  .map(([asked, rest]) => [asked, ...rest]);

const turns = fc
  .record({
    system: fc.option(said, { nil: undefined }),
    exchanges: fc.array(exchange, { maxLength: 3 }),
    last: user,
  })
  .map(({ system, exchanges, last }): readonly Turn[] => [
    ...(system === undefined ? [] : [{ role: 'system', parts: [system] } as const]),
    ...exchanges.flat(),
    last,
  ]);

const schema: fc.Arbitrary<JsonObject> = fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map((names) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: names,
  additionalProperties: false,
}));

const tool = fc.record({ name: word, description: text, parameters: schema }).map((one) => ({
  kind: 'function' as const,
  ...one,
}));

/** What excludes what at one vendor or another is asked for one at a time. */
const wish = fc.oneof(
  fc.constant({}),
  fc.record({ tools: fc.uniqueArray(tool, { minLength: 1, maxLength: 3, selector: ({ name }) => name }) }),
  schema.map((one) => ({ output: { kind: 'schema' as const, name: 'answer', schema: one } })),
  fc.constantFrom('low', 'medium', 'high').map((effort) => ({ reasoning: { effort } as const })),
);

/** Anthropic's models do not think by a budget in a conversation whose calls were made without. */
function isSayable(held: readonly Turn[], asked: object): boolean {
  return !('reasoning' in asked) || held.every(({ role }) => role !== 'tool');
}

/** A conversation that all four dialects can say. */
export const arbitraryConversation: fc.Arbitrary<ChatRequest> = fc
  .record({ turns, wish, outputTokensMax: fc.integer({ min: 40_000, max: 60_000 }) })
  .filter(({ turns: held, wish: asked }) => isSayable(held, asked))
  .map(
    ({ turns: held, wish: asked, outputTokensMax }): ChatRequest => ({
      dialect: 'chat',
      model: 'm',
      streaming: false,
      turns: held,
      tools: [],
      sampling: { outputTokensMax, ...('reasoning' in asked ? {} : { temperature: 0.5 }) },
      ...asked,
    }),
  );
