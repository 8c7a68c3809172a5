import { describe, expect, it } from 'vitest';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { FrameSplitter } from '../../sse.ts';
import { messages } from './messages.ts';

const context: AnswerContext = { callId: '0193-ab', createdAtSeconds: 0, model: 'asked' };

function write(events: readonly StreamEvent[]): string {
  const encoder = messages.encoder(context);
  return events.map((event) => encoder.encode(event)).join('');
}

function read(text: string) {
  const splitter = new FrameSplitter();
  return [...splitter.push(Buffer.from(text)), ...splitter.end()].map(({ data }) => JSON.parse(data));
}

const open = (index: number, part: Extract<StreamEvent, { type: 'open' }>['part']): StreamEvent => ({
  type: 'open',
  choice: 0,
  index,
  part,
});
const call = (index: number) => open(index, { kind: 'tool_call', id: `c${index}`, name: 'f', arguments: '' });
const grow = (index: number, text: string, kind: 'text' | 'arguments' = 'text'): StreamEvent => ({
  type: 'delta',
  choice: 0,
  index,
  delta: { kind, text },
});
const close = (index: number): StreamEvent => ({ type: 'close', choice: 0, index });
const start: StreamEvent = { type: 'start', responseId: 'r' };
const text = open(0, { kind: 'text', text: '' });

describe('a Messages stream', () => {
  it('ends thoughts with a signature, which is empty where nobody sealed them', () => {
    const thought: StreamEvent = { type: 'delta', choice: 0, index: 0, delta: { kind: 'reasoning', text: 'Hm.' } };
    const written = read(write([start, open(0, { kind: 'reasoning', texts: [] }), thought, close(0)]));
    expect(written.at(-2)).toMatchObject({ delta: { type: 'signature_delta', signature: '' } });
  });

  it('tells the end only at the end, with the usage that came last', () => {
    const finish: StreamEvent = { type: 'finish', choice: 0, reason: 'stop' };
    const usage: StreamEvent = { type: 'usage', usage: { input: 3, output: 2 } };
    const events = [start, text, grow(0, 'hi'), close(0), finish, usage];
    expect(write(events)).not.toMatch(/message_delta|message_stop|end_turn/);
    const frames = read(write([...events, { type: 'end' }]));
    expect(frames.map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(frames[0].message.usage).toMatchObject({ input_tokens: 0, output_tokens: 0 });
    expect(frames[4]).toMatchObject({
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { input_tokens: 3, output_tokens: 2 },
    });
  });

  it('begins with the usage of the input where that is known', () => {
    const frames = read(write([start, { type: 'usage', usage: { input: 7, cacheRead: 5 } }, text, grow(0, 'a')]));
    expect(frames[0].message).toMatchObject({
      id: 'r',
      model: 'asked',
      usage: { input_tokens: 7, cache_read_input_tokens: 5, cache_creation_input_tokens: null },
    });
  });

  it('writes parallel calls one after the other', () => {
    const frames = read(
      write([
        start,
        call(0),
        call(1),
        grow(1, '{"b', 'arguments'),
        grow(0, '{}', 'arguments'),
        close(1),
        close(0),
        { type: 'end' },
      ]),
    );
    expect(frames.map(({ type, index }) => [type, index])).toEqual([
      ['message_start', undefined],
      ['content_block_start', 0],
      ['content_block_delta', 0],
      ['content_block_stop', 0],
      ['content_block_start', 1],
      ['content_block_delta', 1],
      ['content_block_stop', 1],
      ['message_delta', undefined],
      ['message_stop', undefined],
    ]);
    expect(frames[5].delta).toEqual({ type: 'input_json_delta', partial_json: '{"b' });
    expect(frames[7].delta.stop_reason).toBe('tool_use');
  });

  it('goes on at once with a call that waited', () => {
    const encoder = messages.encoder(context);
    for (const event of [start, call(0), call(1)]) encoder.encode(event);
    expect(encoder.encode(grow(1, 'x', 'arguments'))).toBe('');
    expect(encoder.encode(close(0))).toContain('"index":1');
    expect(encoder.encode(grow(1, 'y', 'arguments'))).toContain('"partial_json":"y"');
  });

  it('has no empty texts', () => {
    expect(write([start, text, close(0), { type: 'end' }])).not.toContain('content_block');
  });

  it('ends with an error event, and nothing after it', () => {
    const failure = { code: 'overloaded' as const, retryable: true, message: 'busy' };
    const frames = read(write([start, text, grow(0, 'a'), { type: 'error', failure }, { type: 'end' }]));
    expect(frames.at(-1)).toMatchObject({
      type: 'error',
      error: { type: 'overloaded_error', message: 'overloaded: busy' },
    });
  });

  it('carries another vendor’s seals, which come back at their place', () => {
    const signature = { origin: 'gemini', value: 'g' };
    const written = write([
      start,
      open(0, { kind: 'tool_call', id: 'c', name: 'f', arguments: '', signature }),
      grow(0, '{}', 'arguments'),
      close(0),
      text.type === 'open' ? { ...text, index: 1 } : text,
      grow(1, 'a'),
      { type: 'delta', choice: 0, index: 1, delta: { kind: 'signature', signature } },
      close(1),
      open(2, { kind: 'tool_call', id: 'd', name: 'f', arguments: '' }),
      close(2),
      { type: 'end' },
    ]);
    const content = read(written)
      .filter(({ type }) => type === 'content_block_start')
      .map(({ content_block: block }) => block);
    expect(content.map(({ type }) => type)).toEqual([
      'redacted_thinking',
      'tool_use',
      'text',
      'redacted_thinking',
      'tool_use',
    ]);
    const messagesOf = [
      { role: 'assistant', content: [content[0], content[1], { type: 'text', text: 'a' }, content[3]] },
    ];
    const { turns } = messages.parseRequest({ model: 'm', max_tokens: 1, messages: messagesOf }, {});
    expect(turns[0]?.parts).toEqual([
      { kind: 'tool_call', id: 'c', name: 'f', arguments: '{}', signature },
      { kind: 'text', text: 'a', signature },
    ]);
  });

  it('does not end in a seal without words', () => {
    const signature: StreamEvent = {
      type: 'delta',
      choice: 0,
      index: 0,
      delta: { kind: 'signature', signature: { origin: 'gemini', value: 'g' } },
    };
    expect(write([start, text, grow(0, 'a'), signature, close(0), { type: 'end' }])).not.toContain('redacted_thinking');
    const sealed = { kind: 'text', text: '', signature: { origin: 'gemini', value: 'g' } } as const;
    const parts = [{ kind: 'text', text: 'a' } as const, sealed];
    const { content } = messages.encodeAnswer({ choices: [{ parts }], ended: true }, context);
    expect(content).toEqual([{ type: 'text', text: 'a', citations: null }]);
  });

  it('has ids in the alphabet of the API, which come back as they were', () => {
    const id = 'functions.look:0';
    const part = { kind: 'tool_call', id, name: 'look', arguments: '{}' } as const;
    const { content } = messages.encodeAnswer({ choices: [{ parts: [part] }], ended: true }, context);
    expect(content).toMatchObject([{ id: 'functions-u002e-look-u003a-0' }]);
    expect(write([start, open(0, part)])).toContain('"id":"functions-u002e-look-u003a-0"');
    const body = { model: 'm', max_tokens: 1, messages: [{ role: 'assistant', content }] };
    expect(messages.parseRequest(body, {}).turns[0]?.parts).toEqual([part]);
  });

  it('holds one answer', () => {
    expect(write([start, { type: 'open', choice: 1, index: 0, part: { kind: 'text', text: '' } }])).toBe('');
  });
});

describe('the reading of a Messages stream', () => {
  function fold(...frames: readonly object[]) {
    const decoder = messages.decoder({ signer: 'anthropic' });
    return foldAnswer(frames.flatMap((frame) => decoder.frame(undefined, JSON.stringify(frame))));
  }
  const begin = { type: 'message_start', message: { id: 'm', usage: { input_tokens: 10, output_tokens: 1 } } };
  const end = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } };
  const block = (content_block: object) => ({ type: 'content_block_start', index: 0, content_block });
  const delta = (value: object) => ({ type: 'content_block_delta', index: 0, delta: value });
  const stop = { type: 'content_block_stop', index: 0 };

  it('takes cumulative usage for what it is', () => {
    expect(fold(begin, { type: 'ping' }, end).usage).toEqual({ input: 10, output: 5 });
  });

  it('keeps a withheld thought apart from a redacted one', () => {
    const omitted = fold(
      begin,
      block({ type: 'thinking', thinking: '' }),
      delta({ type: 'signature_delta', signature: 's' }),
      stop,
    );
    expect(omitted.choices[0]?.parts).toEqual([
      { kind: 'reasoning', texts: [''], signature: { origin: 'anthropic', value: 's' } },
    ]);
    const redacted = fold(begin, block({ type: 'redacted_thinking', data: 'd' }), stop);
    expect(redacted.choices[0]?.parts).toEqual([
      { kind: 'reasoning', texts: [], signature: { origin: 'anthropic.redacted', value: 'd' } },
    ]);
  });

  it('gives a call without input an empty object', () => {
    const { choices } = fold(begin, block({ type: 'tool_use', id: 'c', name: 'f', input: {} }), stop, end);
    expect(choices[0]?.parts).toEqual([{ kind: 'tool_call', id: 'c', name: 'f', arguments: '{}' }]);
  });

  it('gathers the input of a server’s tool', () => {
    const use = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} };
    const { choices } = fold(
      begin,
      block(use),
      delta({ type: 'input_json_delta', partial_json: '{"query":"x"}' }),
      stop,
    );
    expect(choices[0]?.parts).toEqual([
      { kind: 'server_tool', tool: 'web_search', value: { ...use, input: { query: 'x' } } },
    ]);
  });

  it('takes a compaction whole', () => {
    const { choices } = fold(
      begin,
      block({ type: 'compaction', content: null }),
      delta({ type: 'compaction_delta', content: 'so far' }),
      stop,
    );
    expect(choices[0]?.parts).toEqual([
      { kind: 'native', type: 'compaction', value: { type: 'compaction', content: 'so far' } },
    ]);
  });

  it('tells an error and no end', () => {
    const answer = fold(
      begin,
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
      { type: 'message_stop' },
    );
    expect(answer).toMatchObject({ ended: false, failure: { code: 'overloaded', retryable: true } });
  });
});
