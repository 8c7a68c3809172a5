import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { Annotation, Part } from '../../canonical/part.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { type JsonObject, parseObject } from '../../json-read.ts';
import { FrameSplitter } from '../../sse.ts';
import { generateContent } from './generate-content.ts';

const context: AnswerContext = { callId: 'call-1', createdAtSeconds: 0, model: 'asked' };
const signer = { signer: 'gemini' };
const word = fc.stringMatching(/^[a-z][a-zA-Z]{0,9}$/);
const said = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const json = fc.dictionary(word, fc.oneof(fc.integer(), said, fc.boolean(), fc.array(fc.integer(), { maxLength: 3 })));
const seal = fc.base64String({ minLength: 4, maxLength: 12 });

function asJson(value: unknown): JsonObject {
  return parseObject(JSON.stringify(value)) ?? {};
}

/** Some of the fields of an object. */
function some<Fields extends Record<string, fc.Arbitrary<unknown>>>(fields: Fields): fc.Arbitrary<object> {
  return fc.record(fields, { requiredKeys: [] });
}

const signature = fc.oneof(
  fc.record({ origin: fc.constant('gemini'), value: seal }),
  fc.record({ origin: fc.constant('anthropic'), value: seal }),
);

function signed<Of extends Part>(part: fc.Arbitrary<Of>): fc.Arbitrary<Part> {
  return fc.tuple(part, fc.option(signature)).map(([of, one]) => (one === null ? of : { ...of, signature: one }));
}

const annotation = fc.record(
  { kind: fc.constant('url'), url: fc.webUrl(), title: said },
  { requiredKeys: ['kind', 'url'] },
);

const textPart = fc
  .tuple(said, fc.array(annotation, { maxLength: 2 }), fc.boolean())
  .map(([one, links, placed]): Part => {
    const annotations = links.map(
      ({ url, title }): Annotation => ({
        kind: 'url',
        url,
        ...(title === undefined ? {} : { title }),
        ...(placed ? { start: 0, end: one.length } : {}),
      }),
    );
    return { kind: 'text', text: one, ...(links.length === 0 ? {} : { annotations }) };
  });

const middle: fc.Arbitrary<Part> = fc.oneof(
  signed(said.map((one): Part => ({ kind: 'reasoning', texts: [one], summarized: true }))),
  signed(
    fc
      .record({ id: said, name: word, args: json })
      .map(({ id, name, args }): Part => ({ kind: 'tool_call', id, name, arguments: JSON.stringify(args) })),
  ),
  signed(
    fc
      .base64String({ minLength: 4 })
      .map((data): Part => ({ kind: 'image', source: { kind: 'base64', data, mediaType: 'image/png' } })),
  ),
  fc.constant<Part>({ kind: 'server_tool', tool: 'code_execution', value: { executableCode: { code: '1' } } }),
);

/** Texts of one kind that follow each other are one: of neighbours of a kind only the first is kept. */
function apart(parts: readonly Part[]): readonly Part[] {
  const growing = new Set(['text', 'reasoning']);
  return parts.filter((part, index) => !growing.has(part.kind) || parts[index - 1]?.kind !== part.kind);
}

function unique(parts: readonly Part[]): readonly Part[] {
  const merged = parts.map((part): Part => {
    if (part.kind !== 'text' || part.annotations === undefined) return part;
    const keys = part.annotations.map((one) => JSON.stringify(one));
    return {
      ...part,
      annotations: part.annotations.filter((one, index) => keys.indexOf(JSON.stringify(one)) === index),
    };
  });
  return merged;
}

const choice = fc
  .tuple(
    fc.array(middle, { maxLength: 4 }),
    fc.option(textPart),
    fc.constantFrom('MAX_TOKENS', 'SAFETY', 'STOP', 'LANGUAGE'),
  )
  .map(([parts, last, word]): ChatAnswer['choices'][number] => {
    const all = unique(apart(last === null ? parts : [...parts, last]));
    const calls = all.some((part) => part.kind === 'tool_call');
    if (word === 'MAX_TOKENS') return { parts: all, finish: { reason: 'length' } };
    if (word === 'STOP') return { parts: all, finish: { reason: calls ? 'tool_calls' : 'stop' } };
    return { parts: all, finish: { reason: word === 'SAFETY' ? 'content_filter' : 'other', word } };
  });

const usage = fc.record(
  {
    input: fc.nat(9999),
    cacheRead: fc.nat(9999),
    audioInput: fc.nat(9999),
    imageInput: fc.nat(9999),
    output: fc.nat(9999),
    audioOutput: fc.nat(9999),
    imageOutput: fc.nat(9999),
    reasoning: fc.nat(9999),
  },
  { requiredKeys: ['input', 'output'] },
);

const answer: fc.Arbitrary<ChatAnswer> = fc
  .record({ choices: fc.array(choice, { minLength: 1, maxLength: 3 }), usage })
  .map((of) => {
    // A picture whose tokens nobody tells is counted itself, which this dialect cannot say.
    const isDrawn = of.choices.some(({ parts }) => parts.some(({ kind }) => kind === 'image'));
    const told = isDrawn ? { ...of, usage: { imageOutput: 0, ...of.usage } } : of;
    return { responseId: 'r', model: 'gemini-x', ...told, ended: true };
  });

/** Its metadata stands beside the annotations that it was read into; calls of `text` origin are wrapped. */
function plain(of: ChatAnswer): ChatAnswer {
  const choices = of.choices.map((one) => ({ ...one, parts: one.parts.filter((part) => part.kind !== 'native') }));
  return JSON.parse(
    JSON.stringify({ ...of, choices: choices.map((one) => ({ ...one, parts: one.parts.map(unsealed) })) }),
  );
}

/** Seals read from an answer belong to the upstream: what was wrapped stays wrapped, so only its presence counts. */
function unsealed(part: Part): object {
  return 'signature' in part && part.signature !== undefined ? { ...part, signature: true } : part;
}

describe('an answer of the dialect', () => {
  it('is the same when it is written whole and read again', () => {
    fc.assert(
      fc.property(answer, (of) => {
        const body = asJson(generateContent.encodeAnswer(of, context));
        expect(plain(foldAnswer(generateContent.fromBody(body, signer)))).toEqual(plain(of));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same when it is streamed and read again, split at any byte', () => {
    fc.assert(
      fc.property(answer, fc.array(fc.nat(200), { maxLength: 5 }), (of, cuts) => {
        const encoder = generateContent.encoder(context);
        const bytes = Buffer.from(
          unfoldAnswer(of)
            .map((event) => encoder.encode(event))
            .join(''),
        );
        const decoder = generateContent.decoder(signer);
        const splitter = new FrameSplitter();
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
        const frames = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
        const events = [...frames.flatMap(({ data }) => decoder.frame(undefined, data)), ...decoder.end()];
        expect(plain(foldAnswer(events))).toEqual(plain(of));
      }),
      { numRuns: 500 },
    );
  });

  it('of any shape is read without a crash', () => {
    const value = fc.jsonValue({ maxDepth: 5 });
    const chunk = some({
      candidates: fc.oneof(
        value,
        fc.array(
          some({
            content: fc.oneof(
              value,
              some({
                parts: fc.oneof(
                  value,
                  fc.array(
                    fc.oneof(
                      value,
                      some({ text: value, functionCall: value, inlineData: value, thoughtSignature: value }),
                    ),
                  ),
                ),
              }),
            ),
            index: value,
            finishReason: value,
            groundingMetadata: value,
            logprobsResult: value,
          }),
        ),
      ),
      usageMetadata: value,
      promptFeedback: value,
      responseId: value,
      createTime: value,
      error: value,
    });
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 4 }), (chunks) => {
        const decoder = generateContent.decoder(signer);
        const events = [...chunks.flatMap((one) => decoder.frame(undefined, JSON.stringify(one))), ...decoder.end()];
        foldAnswer(events);
      }),
      { numRuns: 1000 },
    );
  });
});
