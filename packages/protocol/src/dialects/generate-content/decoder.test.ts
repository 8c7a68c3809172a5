import { describe, expect, it } from 'vitest';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { generateContent } from './generate-content.ts';

const context: AnswerContext = { callId: 'call-1', createdAtSeconds: 0, model: 'asked' };

function chunk(parts: readonly object[], more: object = {}): string {
  return JSON.stringify({
    candidates: [{ content: { parts, role: 'model' }, ...more }],
    responseId: 'r1',
    modelVersion: 'm',
  });
}

function decoded(chunks: readonly string[]): readonly StreamEvent[] {
  const decoder = generateContent.decoder({ signer: 'gemini' });
  return [...chunks.flatMap((one) => decoder.frame(undefined, one)), ...decoder.end()];
}

const stop = { finishReason: 'STOP' };

describe('a stream', () => {
  it('without a reason to finish was cut, however cleanly it stopped', () => {
    const events = decoded([chunk([{ text: 'a' }])]);
    expect(events.some(({ type }) => type === 'finish' || type === 'end')).toBe(false);
  });

  it('is whole only when every candidate has finished', () => {
    const second = JSON.stringify({ candidates: [{ index: 1, content: { parts: [{ text: 'b' }] } }] });
    expect(foldAnswer(decoded([second, chunk([{ text: 'a' }], stop)])).ended).toBe(false);
  });

  it.each([
    [
      'told apart',
      { candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1290 }] },
      { output: 10, imageOutput: 1290 },
    ],
    ['among the text', {}, { output: 1300, images: 1 }],
  ])('with a picture is never all text: its tokens are %s', (_, details, usage) => {
    const drawn = JSON.parse(chunk([{ inlineData: { mimeType: 'image/png', data: 'aGk=' } }], stop));
    const body = JSON.stringify({ ...drawn, usageMetadata: { candidatesTokenCount: 1300, ...details } });
    expect(foldAnswer(decoded([body])).usage).toEqual(usage);
  });

  it('with an error has no end, and nothing after it', () => {
    const error = JSON.stringify({ error: { code: 503, message: 'busy', status: 'UNAVAILABLE' } });
    const events = decoded([chunk([{ text: 'a' }]), error, chunk([{ text: 'b' }], stop)]);
    expect(events.at(-1)).toMatchObject({ type: 'error', failure: { code: 'overloaded', retryable: true } });
  });

  it('gives calls without ids ids of the answer, each its own', () => {
    const call = { functionCall: { name: 'f', args: { a: 1 } } };
    const [choice] = foldAnswer(decoded([chunk([call, call]), chunk([call], stop)])).choices;
    expect(choice?.finish).toEqual({ reason: 'tool_calls' });
    expect(choice?.parts.map((part) => (part.kind === 'tool_call' ? part.id : part.kind))).toEqual([
      'call_r1_0',
      'call_r1_1',
      'call_r1_2',
    ]);
  });

  it('without an id of its own still tells calls of two answers apart', () => {
    const idOf = (text: string): unknown => {
      const body = JSON.parse(chunk([{ text }, { functionCall: { name: 'f' } }], stop));
      const events = generateContent.fromBody({ ...body, responseId: undefined }, { signer: 'gemini' });
      return foldAnswer(events).choices[0]?.parts.find((part) => part.kind === 'tool_call');
    };
    expect(idOf('a')).toEqual(idOf('a'));
    expect(idOf('a')).not.toEqual(idOf('b'));
  });

  it('puts arguments together that come in pieces by their paths', () => {
    const piece = (...partialArgs: object[]): object => ({ functionCall: { partialArgs, willContinue: true } });
    const parts = [
      { functionCall: { name: 'f', willContinue: true } },
      piece({ jsonPath: '$.rooms[0].name', stringValue: 'Kit', willContinue: true }),
      piece({ jsonPath: '$.rooms[0].name', stringValue: 'chen' }, { jsonPath: "$.rooms[1]['a b']", numberValue: 2 }),
      piece({ jsonPath: '$.__proto__.x', boolValue: true }, { jsonPath: '$.none', nullValue: 'NULL_VALUE' }),
      { functionCall: {} },
    ];
    const answer = foldAnswer(decoded([...parts.map((part) => chunk([part])), chunk([{ text: '' }], stop)]));
    expect(answer.choices[0]?.parts).toEqual([
      {
        kind: 'tool_call',
        id: 'call_r1_0',
        name: 'f',
        arguments: '{"rooms":[{"name":"Kitchen"},{"a b":2}],"__proto__":{"x":true},"none":null}',
      },
    ]);
  });

  it('of a blocked prompt ends with the filter', () => {
    const answer = foldAnswer(decoded([JSON.stringify({ promptFeedback: { blockReason: 'SAFETY' } })]));
    expect(answer).toMatchObject({
      ended: true,
      choices: [{ parts: [], finish: { reason: 'content_filter', word: 'SAFETY' } }],
    });
    expect(generateContent.encodeAnswer(answer, context)).toEqual({
      modelVersion: 'asked',
      responseId: 'call-1',
      promptFeedback: { blockReason: 'SAFETY' },
    });
  });

  it('names sources at places of its text, counted in UTF-16 where the API counts bytes', () => {
    const grounding = {
      groundingChunks: [{ web: { uri: 'https://a.example', title: 'A' } }],
      groundingSupports: [{ segment: { startIndex: 7, endIndex: 15 }, groundingChunkIndices: [0] }],
    };
    const events = decoded([
      chunk([{ text: 'Grüße' }]),
      chunk([{ text: '🎉 da' }], { ...stop, groundingMetadata: grounding }),
    ]);
    const [part] = foldAnswer(events).choices[0]?.parts ?? [];
    expect(part).toMatchObject({
      annotations: [{ kind: 'url', url: 'https://a.example', title: 'A', start: 5, end: 10 }],
    });
  });

  it('joins sounds of one type, whatever their pieces end in', () => {
    const sound = (bytes: string): object => ({
      inlineData: { mimeType: 'audio/L16', data: Buffer.from(bytes).toString('base64') },
    });
    const [part] = foldAnswer(decoded([chunk([sound('abcd')]), chunk([sound('ef')], stop)])).choices[0]?.parts ?? [];
    const data = Buffer.from('abcdef').toString('base64');
    expect(part).toEqual({ kind: 'audio', source: { kind: 'base64', data, mediaType: 'audio/L16' } });
  });

  it('does not let the client run what Google ran', () => {
    const parts = [
      { functionCall: { name: 'f' } },
      { functionResponse: { name: 'f', response: {} } },
      { text: 'Done' },
    ];
    expect(foldAnswer(decoded([chunk(parts, stop)])).choices[0]?.finish).toEqual({ reason: 'stop' });
  });
});

describe('a stream that is written', () => {
  const start: StreamEvent = { type: 'start', model: 'm', responseId: 'r' };
  const call = (index: number, name: string): StreamEvent => ({
    type: 'open',
    choice: 0,
    index,
    part: { kind: 'tool_call', id: `id${index}`, name, arguments: '' },
  });
  const grown = (index: number, text: string): StreamEvent => ({
    type: 'delta',
    choice: 0,
    index,
    delta: { kind: 'arguments', text },
  });
  const closed = (index: number): StreamEvent => ({ type: 'close', choice: 0, index });
  const finish: StreamEvent = { type: 'finish', choice: 0, reason: 'tool_calls' };

  it('shows neither reason nor usage before the end, and calls in order and whole', () => {
    const encoder = generateContent.encoder(context);
    const usage: StreamEvent = { type: 'usage', usage: { input: 1, output: 2 } };
    const events = [
      start,
      call(0, 'a'),
      call(1, 'b'),
      grown(1, '{"x":'),
      grown(1, '1}'),
      closed(1),
      grown(0, '{}'),
      usage,
      closed(0),
      finish,
    ];
    const texts = events.map((event) => encoder.encode(event));
    const said = texts.join('');
    expect(said).not.toMatch(/finishReason|usageMetadata/);
    expect(said.indexOf('"name":"a"')).toBeLessThan(said.indexOf('"name":"b"'));
    expect(texts.filter((text) => text !== '')).toHaveLength(1);
    const last = encoder.encode({ type: 'end' });
    expect(JSON.parse(last.slice(6))).toEqual({
      candidates: [{ content: { parts: [{ text: '' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2, totalTokenCount: 3 },
      modelVersion: 'm',
      responseId: 'r',
    });
  });

  it('without anything in it has a candidate all the same', () => {
    const encoder = generateContent.encoder(context);
    const text = encoder.encode(start) + encoder.encode({ type: 'end' });
    const answer = foldAnswer(decoded([text.slice(6)]));
    expect(answer.ended).toBe(true);
    const whole = generateContent.encodeAnswer({ choices: [], ended: true }, context);
    expect(foldAnswer(generateContent.fromBody(whole, { signer: 'gemini' })).ended).toBe(true);
  });

  it('as one array is closed by its end or its error alone', () => {
    const encoder = generateContent.encoder({ ...context, asArray: true });
    const text: StreamEvent = { type: 'open', choice: 0, index: 0, part: { kind: 'text', text: 'a' } };
    const begun = encoder.encode(start) + encoder.encode(text);
    expect(() => JSON.parse(begun)).toThrow();
    const failure = { code: 'overloaded', retryable: true, message: 'busy' } as const;
    const whole = begun + encoder.encode({ type: 'error', failure }) + encoder.encode({ type: 'end' });
    expect(JSON.parse(whole)).toMatchObject([{ candidates: [{}] }, { error: { code: 503, status: 'UNAVAILABLE' } }]);
  });
});
