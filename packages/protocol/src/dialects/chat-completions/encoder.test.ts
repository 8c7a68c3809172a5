import { describe, expect, it } from 'vitest';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { ChatRequest } from '../../canonical/chat-request.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { chatCompletions } from './chat-completions.ts';

const context: AnswerContext = { callId: 'c1', createdAtSeconds: 7, model: 'asked' };
const request: ChatRequest = {
  dialect: 'chat',
  model: 'asked',
  streaming: true,
  turns: [],
  tools: [{ kind: 'custom', name: 'shell' }],
  sampling: {},
};

function write(events: readonly StreamEvent[], over: Partial<AnswerContext> = {}): readonly unknown[] {
  const encoder = chatCompletions.encoder({ ...context, ...over });
  const text = events.map((event) => encoder.encode(event)).join('');
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => (frame === 'data: [DONE]' ? 'done' : JSON.parse(frame.replace(/^data: /, ''))));
}

const start: StreamEvent = { type: 'start' };
const open = (index: number, part: Part): StreamEvent => ({ type: 'open', choice: 0, index, part });
const say = (index: number, text: string): StreamEvent => ({
  type: 'delta',
  choice: 0,
  index,
  delta: { kind: 'text', text },
});
const argue = (index: number, text: string): StreamEvent => ({
  type: 'delta',
  choice: 0,
  index,
  delta: { kind: 'arguments', text },
});
const close = (index: number): StreamEvent => ({ type: 'close', choice: 0, index });
const usage: StreamEvent = { type: 'usage', usage: { input: 3, cacheRead: 1, output: 2 } };
const finish: StreamEvent = { type: 'finish', choice: 0, reason: 'stop' };
const text: readonly StreamEvent[] = [start, open(0, { kind: 'text', text: '' }), say(0, 'a'), close(0)];

describe('the stream encoder', () => {
  it('names the answer by the call where the upstream gave no names, and says the role first', () => {
    expect(write(text)).toMatchObject([
      {
        id: 'chatcmpl-c1',
        created: 7,
        model: 'asked',
        object: 'chat.completion.chunk',
        choices: [{ delta: { role: 'assistant' } }],
      },
      { choices: [{ index: 0, delta: { content: 'a' }, finish_reason: null }] },
    ]);
  });

  it('writes usage behind the finish to those who asked, to nobody else', () => {
    const events = [...text, usage, finish, { type: 'end' } as const];
    expect(write(events, { includesUsage: true }).slice(-3)).toMatchObject([
      { choices: [{ finish_reason: 'stop' }] },
      {
        choices: [],
        usage: { prompt_tokens: 4, completion_tokens: 2, total_tokens: 6, prompt_tokens_details: { cached_tokens: 1 } },
      },
      'done',
    ]);
    expect(JSON.stringify(write(events))).not.toContain('usage');
  });

  it('numbers calls among themselves, also where they grow in turns', () => {
    const calls = [
      open(1, { kind: 'tool_call', id: 'a', name: 'f', arguments: '' }),
      open(2, { kind: 'tool_call', id: 'b', name: 'g', arguments: '' }),
      argue(2, '{}'),
      argue(1, '{}'),
    ];
    const written = write([...text, ...calls]).slice(-2);
    expect(written).toMatchObject([
      { choices: [{ delta: { tool_calls: [{ index: 1, function: { arguments: '{}' } }] } }] },
      { choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '{}' } }] } }] },
    ]);
  });

  it('gives a free-text tool back what a function in its place was called with', () => {
    const call: Part = { kind: 'tool_call', id: 'a', name: 'shell', arguments: '' };
    const events = [
      start,
      open(0, call),
      argue(0, '{"input":'),
      argue(0, '"ls"}'),
      close(0),
      finish,
      { type: 'end' } as const,
    ];
    const expected = { id: 'a', type: 'custom', custom: { name: 'shell', input: 'ls' } };
    expect(write(events, { request }).at(1)).toMatchObject({ choices: [{ delta: { tool_calls: [expected] } }] });
    const whole = chatCompletions.encodeAnswer(foldAnswer(events), { ...context, request });
    expect(whole).toMatchObject({ choices: [{ message: { tool_calls: [expected] } }] });
  });

  it('says an error as one, and nothing of an end before the end', () => {
    const failure = { code: 'overloaded', retryable: true, message: 'Overloaded' } as const;
    const written = write([...text, { type: 'error', failure }]);
    expect(written.at(-1)).toMatchObject({ error: { message: 'Overloaded', code: 'overloaded' } });
    expect(JSON.stringify(written)).not.toContain('"stop"');
    expect(written).not.toContain('done');
  });

  it('moves places in later texts to where they are in the whole content', () => {
    const annotation = { kind: 'url', url: 'https://a.example', title: 'A', start: 0, end: 1 } as const;
    const events = [
      ...text,
      open(1, { kind: 'text', text: '' }),
      say(1, 'b'),
      { type: 'delta', choice: 0, index: 1, delta: { kind: 'annotation', annotation } } as const,
    ];
    expect(write(events).at(-1)).toMatchObject({
      choices: [{ delta: { annotations: [{ url_citation: { start_index: 1, end_index: 2 } }] } }],
    });
  });

  it('reports no usage where none was reported, rather than zeros', () => {
    const answer = foldAnswer([...text, finish, { type: 'end' }]);
    expect(chatCompletions.encodeAnswer(answer, context)).not.toHaveProperty('usage');
    expect(JSON.stringify(write([...text, finish, { type: 'end' }], { includesUsage: true }))).not.toContain(
      'prompt_tokens',
    );
  });
});
