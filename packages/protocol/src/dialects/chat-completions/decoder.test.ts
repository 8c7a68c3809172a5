import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { DecodeOptions } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import type { JsonObject } from '../../json-read.ts';
import { chatCompletions } from './chat-completions.ts';

const options: DecodeOptions = { signer: 'openai' };

function events(frames: readonly (JsonObject | string)[], over: Partial<DecodeOptions> = {}): readonly StreamEvent[] {
  const decoder = chatCompletions.decoder({ ...options, ...over });
  const read = frames.flatMap((frame) =>
    decoder.frame(undefined, typeof frame === 'string' ? frame : JSON.stringify(frame)),
  );
  return [...read, ...decoder.end()];
}

function chunk(delta: JsonObject, choice: JsonObject = {}, body: JsonObject = {}): JsonObject {
  return { id: 'x', model: 'm', choices: [{ index: 0, delta, ...choice }], ...body };
}

function answerOf(deltas: readonly JsonObject[], finish = 'stop'): ChatAnswer {
  return foldAnswer(events([...deltas.map((delta) => chunk(delta)), chunk({}, { finish_reason: finish }), '[DONE]']));
}

function partsOf(...deltas: readonly JsonObject[]): readonly Part[] {
  return answerOf(deltas).choices[0]?.parts ?? [];
}

const call = (entry: JsonObject, text: string): JsonObject => ({
  tool_calls: [
    { ...entry, function: { ...(entry['name'] === undefined ? {} : { name: entry['name'] }), arguments: text } },
  ],
});

describe('the decoder', () => {
  it('opens nothing for role chunks and empty content', () => {
    expect(partsOf({ role: 'assistant', content: '' }, { content: null }, { refusal: '', tool_calls: null })).toEqual(
      [],
    );
  });

  it('closes reasoning when the text begins, and the text when calls do', () => {
    const read = events([
      chunk({ reasoning_content: 'r' }),
      chunk({ content: 't' }),
      chunk(call({ index: 0, id: 'a', name: 'f' }, '{}')),
      chunk({}, { finish_reason: 'tool_calls' }),
      '[DONE]',
    ]);
    const order = read.map((event) => ('index' in event ? `${event.type} ${event.index}` : event.type));
    expect(order).toEqual([
      'start',
      'open 0',
      'delta 0',
      'close 0',
      'open 1',
      'delta 1',
      'close 1',
      'open 2',
      'delta 2',
      'close 2',
      'finish',
      'end',
    ]);
  });

  it.each([
    [
      'by index',
      [
        call({ index: 0, id: 'a', name: 'f' }, '{'),
        call({ index: 1, id: 'b', name: 'g' }, '{'),
        call({ index: 0 }, '}'),
        call({ index: 1 }, '}'),
      ],
    ],
    [
      'by id, without an index',
      [
        call({ id: 'a', name: 'f' }, '{'),
        call({ id: 'b', name: 'g' }, '{'),
        call({ id: 'a' }, '}'),
        call({ id: 'b' }, '}'),
      ],
    ],
    [
      'whole, all with one index',
      [call({ index: 0, id: 'a', name: 'f' }, '{}'), call({ index: 0, id: 'b', name: 'g' }, '{}')],
    ],
    [
      'whole, two in one delta',
      [
        {
          tool_calls: [
            { id: 'a', function: { name: 'f', arguments: '{}' } },
            { id: 'b', function: { name: 'g', arguments: '{}' } },
          ],
        },
      ],
    ],
    [
      'with the name late',
      [
        call({ index: 0, id: 'a' }, '{'),
        call({ index: 0, name: 'f' }, '}'),
        call({ index: 1, id: 'b', name: 'g' }, '{}'),
      ],
    ],
    [
      'as objects',
      [
        {
          tool_calls: [
            { id: 'a', function: { name: 'f', arguments: {} } },
            { id: 'b', function: { name: 'g', arguments: {} } },
          ],
        },
      ],
    ],
  ])('puts calls together %s', (_how, deltas) => {
    expect(partsOf(...deltas)).toEqual([
      { kind: 'tool_call', id: 'a', name: 'f', arguments: '{}' },
      { kind: 'tool_call', id: 'b', name: 'g', arguments: '{}' },
    ]);
  });

  it('gives calls without an id one each, and follows pieces with neither index nor id', () => {
    const parts = partsOf(call({ name: 'f' }, '{"a"'), call({}, ':1}'), call({ name: 'g' }, '{}'));
    expect(parts).toEqual([
      { kind: 'tool_call', id: 'call_x0_0', name: 'f', arguments: '{"a":1}' },
      { kind: 'tool_call', id: 'call_x0_1', name: 'g', arguments: '{}' },
    ]);
  });

  it('closes a call as soon as its arguments are whole and another begins', () => {
    const read = events([
      chunk(call({ index: 0, id: 'a', name: 'f' }, '{"s":"}{"')),
      chunk(call({ index: 0 }, '}')),
      chunk(call({ index: 1, id: 'b', name: 'g' }, '')),
    ]);
    expect(read.at(-1)).toMatchObject({ type: 'open', index: 1 });
    expect(read.at(-2)).toEqual({ type: 'close', choice: 0, index: 0 });
  });

  it('reads the call of before there were several, and free-text ones', () => {
    expect(partsOf({ function_call: { name: 'f', arguments: '{' } }, { function_call: { arguments: '}' } })).toEqual([
      { kind: 'tool_call', id: 'call_x0_0', name: 'f', arguments: '{}', native: { function_call: true } },
    ]);
    expect(
      partsOf({ tool_calls: [{ index: 0, id: 'a', type: 'custom', custom: { name: 't', input: 'ls' } }] }),
    ).toEqual([{ kind: 'tool_call', id: 'a', name: 't', arguments: 'ls', custom: true }]);
  });

  it('reads lists of chunks: reasoning, text, references', () => {
    const parts = partsOf(
      { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'r' }] }] },
      {
        content: [
          { type: 'text', text: 't' },
          { type: 'reference', reference_ids: [1] },
        ],
      },
    );
    expect(parts).toEqual([
      { kind: 'reasoning', texts: ['r'] },
      { kind: 'text', text: 't', annotations: [{ kind: 'native', value: { type: 'reference', reference_ids: [1] } }] },
    ]);
    const summary = [{ type: 'summary_text', text: 'r', signature: 's' }];
    expect(partsOf({ content: [{ type: 'reasoning', summary }] })).toEqual([
      { kind: 'reasoning', texts: ['r'], signature: { origin: 'anthropic', value: 's' } },
    ]);
  });

  it('reads reasoning once where it is written twice, with seals in their places', () => {
    const detail = (over: JsonObject): JsonObject => ({
      reasoning_details: [{ format: 'anthropic-claude-v1', index: 0, ...over }],
    });
    expect(
      partsOf(
        { reasoning: 'r', ...detail({ type: 'reasoning.text', text: 'r' }) },
        detail({ type: 'reasoning.text', signature: 's' }),
        { content: 't' },
      ),
    ).toEqual([
      { kind: 'reasoning', texts: ['r'], signature: { origin: 'anthropic', value: 's' } },
      { kind: 'text', text: 't' },
    ]);
    const gemini = { type: 'reasoning.encrypted', data: 'g', format: 'google-gemini-v1', id: 'a' };
    expect(partsOf({ reasoning_details: [gemini] }, call({ index: 0, id: 'a', name: 'f' }, '{}'))).toEqual([
      { kind: 'tool_call', id: 'a', name: 'f', arguments: '{}', signature: { origin: 'gemini', value: 'g' } },
    ]);
  });

  it('tells once what an answer cites as a whole', () => {
    const body = { citations: ['https://a.example'], search_results: [{ url: 'https://a.example', title: 'A' }] };
    const read = events([
      chunk({ content: 'a' }, {}, body),
      chunk({ content: 'b' }, { finish_reason: 'stop' }, body),
      '[DONE]',
    ]);
    expect(foldAnswer(read).choices[0]?.parts).toEqual([
      { kind: 'text', text: 'ab', annotations: [{ kind: 'url', url: 'https://a.example', title: 'A' }] },
    ]);
  });

  it('reads sound, pictures, refusals and log probabilities', () => {
    const [sound] = partsOf({ audio: { id: 'audio_1' } }, { audio: { transcript: 'hi' } }, { audio: { data: 'AA' } });
    expect(sound).toEqual({
      kind: 'audio',
      source: { kind: 'base64', mediaType: 'audio/pcm', data: 'AA' },
      id: 'audio_1',
      transcript: 'hi',
    });
    expect(partsOf({ images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }] })).toEqual([
      { kind: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA==' } },
    ]);
    expect(partsOf({ refusal: 'no' })).toEqual([{ kind: 'refusal', text: 'no' }]);
    const logprobs = { content: [{ token: 'a', logprob: -0.5, bytes: [97], top_logprobs: [] }], refusal: null };
    const read = events([chunk({ content: 'a' }, { logprobs }), chunk({}, { finish_reason: 'stop' }), '[DONE]']);
    expect(foldAnswer(read).choices[0]?.parts).toEqual([
      { kind: 'text', text: 'a', logprobs: [{ token: 'a', logprob: -0.5, bytes: [97], top: [] }] },
    ]);
  });

  it('keeps choices apart', () => {
    const two = {
      id: 'x',
      model: 'm',
      choices: [
        { index: 1, delta: { content: 'b' } },
        { index: 0, delta: { content: 'a' } },
      ],
    };
    const done = {
      choices: [
        { index: 0, delta: {}, finish_reason: 'stop' },
        { index: 1, delta: {}, finish_reason: 'length' },
      ],
    };
    expect(foldAnswer(events([two, done, '[DONE]'])).choices).toEqual([
      { parts: [{ kind: 'text', text: 'a' }], finish: { reason: 'stop' } },
      { parts: [{ kind: 'text', text: 'b' }], finish: { reason: 'length' } },
    ]);
  });

  it.each([
    ['eos', { reason: 'stop', word: 'eos' }],
    ['model_length', { reason: 'length', word: 'model_length' }],
    ['tool_call', { reason: 'tool_calls', word: 'tool_call' }],
    ['insufficient_system_resource', { reason: 'other', word: 'insufficient_system_resource' }],
    ['constructor', { reason: 'other', word: 'constructor' }],
  ])('takes %s for what it means', (word, finish) => {
    expect(answerOf([{ content: 'a' }], word).choices[0]?.finish).toEqual(finish);
  });

  it('says that calls wait, whatever the vendor says', () => {
    expect(answerOf([call({ index: 0, id: 'a', name: 'f' }, '{}')], 'stop').choices[0]?.finish).toEqual({
      reason: 'tool_calls',
      word: 'stop',
    });
  });

  it('starts with the first chunk that has something, and keeps what the ones before it said', () => {
    const filter = { prompt_filter_results: [{ prompt_index: 0 }] };
    const read = events([{ id: '', model: '', choices: [], ...filter }, chunk({ content: 'a' })]);
    expect(read[0]).toEqual({ type: 'start', responseId: 'x', model: 'm', native: filter });
    expect(read.filter(({ type }) => type === 'start')).toHaveLength(1);
  });

  it.each([
    ['as error', { error: { message: 'overloaded', type: 'server_error' } }],
    ['as text', { error: 'overloaded' }],
    ['as an object of its own', { object: 'error', message: 'overloaded', type: 'server_error' }],
    [
      'in the choice',
      { id: 'x', choices: [{ index: 0, delta: {}, error: { code: 502, message: 'gone' }, finish_reason: 'error' }] },
    ],
  ])('tells of an error once, %s, and of no end after it', (_where, frame) => {
    const read = events([chunk({ content: 'a' }), frame, chunk({ content: 'b' })]);
    expect(read.filter(({ type }) => type === 'error')).toHaveLength(1);
    expect(read.at(-1)).toMatchObject({ type: 'error' });
  });

  it('reads usage on the last chunk, on its own, and in Groq’s place', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
    for (const last of [
      chunk({}, { finish_reason: 'stop' }, { usage }),
      { choices: [], usage },
      { choices: [], x_groq: { usage } },
    ]) {
      expect(foldAnswer(events([chunk({ content: 'a' }), last, '[DONE]'])).usage).toEqual({ input: 3, output: 2 });
    }
  });

  it('ends by [DONE] alone, or by the usage after the finish where the vendor leaves it out', () => {
    const frames = [
      chunk({ content: 'a' }),
      chunk({}, { finish_reason: 'stop' }),
      { choices: [], usage: { prompt_tokens: 1 } },
    ];
    expect(events(frames).some(({ type }) => type === 'end')).toBe(false);
    expect(events(frames, { streamEnd: 'done-or-usage' }).at(-1)).toEqual({ type: 'end' });
    expect(events(frames.slice(0, 2), { streamEnd: 'done-or-usage' }).some(({ type }) => type === 'end')).toBe(false);
    expect(events([...frames, '[DONE]', '[DONE]']).filter(({ type }) => type === 'end')).toHaveLength(1);
  });

  it('takes no object without choices for an answer', () => {
    expect(chatCompletions.fromBody({ id: 'x' }, options).some(({ type }) => type === 'end')).toBe(false);
  });
});
