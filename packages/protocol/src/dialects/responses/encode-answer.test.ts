import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { failureCodes } from '../../failure.ts';
import type { JsonObject } from '../../json-read.ts';
import type { FinishReason } from '../../meter-event.ts';
import { responses } from './responses.ts';

const request = responses.parseRequest(
  {
    model: 'm',
    input: 'hi',
    tools: [
      { type: 'custom', name: 'shell' },
      { type: 'namespace', name: 'mcp__git', description: 'd', tools: [{ type: 'function', name: 'log' }] },
      { type: 'tool_search', execution: 'client', parameters: { type: 'object' } },
    ],
  },
  {},
);
const context: AnswerContext = { callId: 'c1', createdAtSeconds: 1, model: 'm', request };

function answerOf(parts: readonly Part[], reason: FinishReason = 'stop'): ChatAnswer {
  return { choices: [{ parts, finish: { reason } }], ended: true };
}

function streamed(events: readonly StreamEvent[]): JsonObject[] {
  const encoder = responses.encoder(context);
  const frames = events
    .map((event) => encoder.encode(event))
    .join('')
    .split('\n\n')
    .slice(0, -1);
  return frames.map((frame) => JSON.parse(frame.slice(frame.indexOf('\ndata: ') + 7)));
}

/** The output, whole; the streamed one is the same. */
function outputOf(parts: readonly Part[]): unknown {
  const answer = answerOf(parts);
  const whole = responses.encodeAnswer(answer, context)['output'];
  const last = streamed(unfoldAnswer(answer)).at(-1)?.['response'];
  expect(last).toMatchObject({ output: whole });
  return whole;
}

describe('calls', () => {
  it('of a free-text tool come back as such, also when the model could only call a function', () => {
    const call: Part = { kind: 'tool_call', id: 'a', name: 'shell', arguments: '{"input":"ls\\n"}' };
    expect(outputOf([call])).toEqual([
      { type: 'custom_tool_call', id: 'ctc_c1_0', status: 'completed', call_id: 'a', name: 'shell', input: 'ls\n' },
    ]);
    const types = streamed(unfoldAnswer(answerOf([call]))).map((event) => event['type']);
    expect(types).toContain('response.custom_tool_call_input.delta');
    expect(types).not.toContain('response.function_call_arguments.delta');
  });

  it('of a tool in a namespace have both of its names', () => {
    expect(outputOf([{ kind: 'tool_call', id: 'a', name: 'mcp__git__log', arguments: '{}' }])).toMatchObject([
      { type: 'function_call', namespace: 'mcp__git', name: 'log' },
    ]);
  });

  it('of a search for tools hold an object', () => {
    expect(outputOf([{ kind: 'tool_call', id: 'a', name: 'tool_search', arguments: '{"query":"x"}' }])).toMatchObject([
      { type: 'tool_search_call', execution: 'client', call_id: 'a', arguments: { query: 'x' } },
    ]);
  });
});

describe('steps of tools that another vendor ran', () => {
  it.each([
    ['web_search', { input: { query: 'q' } }, { type: 'web_search_call', action: { type: 'search', query: 'q' } }],
    ['web_fetch', { input: { url: 'u' } }, { type: 'web_search_call', action: { type: 'open_page', url: 'u' } }],
    ['bash_code_execution', { input: { command: 'ls' } }, { type: 'code_interpreter_call', code: 'ls' }],
    ['code_execution', { executableCode: { code: '1' } }, { type: 'code_interpreter_call', code: '1' }],
    ['mcp', { name: 'n', server_name: 's', input: {} }, { type: 'mcp_call', name: 'n', server_label: 's' }],
  ])('of %s are told as this API would', (tool, value, item) => {
    expect(outputOf([{ kind: 'server_tool', tool, value }])).toMatchObject([item]);
  });

  it('leave no gap where this API has no word for them', () => {
    const parts: readonly Part[] = [
      { kind: 'text', text: 'a' },
      { kind: 'server_tool', tool: 'advisor', value: { type: 'server_tool_use' } },
      { kind: 'native', type: 'candidate', value: {} },
      { kind: 'tool_call', id: 'b', name: 'f', arguments: '{}' },
    ];
    expect(outputOf(parts)).toMatchObject([{ id: 'msg_c1_0' }, { id: 'fc_c1_1' }]);
  });
});

describe('seals of another vendor', () => {
  it('come back on the parts that they belong to, when the client sends the items again', () => {
    const parts: readonly Part[] = [
      { kind: 'reasoning', texts: ['hm'], summarized: true, signature: { origin: 'anthropic', value: 'one' } },
      { kind: 'text', text: 'Look.', signature: { origin: 'gemini', value: 'two' } },
      { kind: 'tool_call', id: 'a', name: 'f', arguments: '{}', signature: { origin: 'gemini', value: 'three' } },
    ];
    const again = responses.parseRequest({ model: 'm', input: outputOf(parts) }, {});
    const read = again.turns.flatMap((turn) => turn.parts).map((part) => ({ ...part, itemId: undefined }));
    expect(JSON.parse(JSON.stringify(read))).toEqual(parts);
  });
});

describe('a stream', () => {
  it('has every event in its order, numbered, with ids that stay', () => {
    const events = streamed(
      unfoldAnswer(
        answerOf([
          { kind: 'reasoning', texts: ['a', 'b'], summarized: true },
          { kind: 'text', text: 'hi' },
          { kind: 'tool_call', id: 'a', name: 'f', arguments: '{"x":1}' },
        ]),
      ),
    );
    expect(events.map((event) => [event['sequence_number'], event['type'], event['output_index']])).toEqual([
      [0, 'response.created', undefined],
      [1, 'response.in_progress', undefined],
      [2, 'response.output_item.added', 0],
      [3, 'response.reasoning_summary_part.added', 0],
      [4, 'response.reasoning_summary_text.delta', 0],
      [5, 'response.reasoning_summary_text.done', 0],
      [6, 'response.reasoning_summary_part.done', 0],
      [7, 'response.reasoning_summary_part.added', 0],
      [8, 'response.reasoning_summary_text.delta', 0],
      [9, 'response.reasoning_summary_text.done', 0],
      [10, 'response.reasoning_summary_part.done', 0],
      [11, 'response.output_item.done', 0],
      [12, 'response.output_item.added', 1],
      [13, 'response.content_part.added', 1],
      [14, 'response.output_text.delta', 1],
      [15, 'response.output_text.done', 1],
      [16, 'response.content_part.done', 1],
      [17, 'response.output_item.done', 1],
      [18, 'response.output_item.added', 2],
      [19, 'response.function_call_arguments.delta', 2],
      [20, 'response.function_call_arguments.done', 2],
      [21, 'response.output_item.done', 2],
      [22, 'response.completed', undefined],
    ]);
  });

  it('of calls side by side keeps each one under its own index', () => {
    const open = (index: number): StreamEvent => ({
      type: 'open',
      choice: 0,
      index,
      part: { kind: 'tool_call', id: `call_${index}`, name: 'f', arguments: '' },
    });
    const grow = (index: number, text: string): StreamEvent => ({
      type: 'delta',
      choice: 0,
      index,
      delta: { kind: 'arguments', text },
    });
    const events: readonly StreamEvent[] = [
      { type: 'start' },
      open(0),
      open(1),
      grow(1, '{"b"'),
      grow(0, '{"a":0}'),
      grow(1, ':1}'),
      { type: 'close', choice: 0, index: 1 },
      { type: 'close', choice: 0, index: 0 },
      { type: 'finish', choice: 0, reason: 'tool_calls' },
      { type: 'end' },
    ];
    expect(streamed(events).at(-1)?.['response']).toMatchObject({
      output: [
        { call_id: 'call_0', arguments: '{"a":0}' },
        { call_id: 'call_1', arguments: '{"b":1}' },
      ],
    });
  });

  it('that fails ends in response.failed, and in nothing after it', () => {
    const failure = { code: 'rate_limited', retryable: true, message: 'slow down' } as const;
    const events = streamed([
      { type: 'start' },
      { type: 'open', choice: 0, index: 0, part: { kind: 'text', text: '' } },
      { type: 'error', failure },
      { type: 'end' },
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'slow down' } },
    });
  });

  it.each(failureCodes.filter((code) => !['network', 'truncated', 'refused_address', 'unsupported'].includes(code)))(
    'that fails of %s is read as such again',
    (code) => {
      const encoder = responses.encoder(context);
      const failure = { code, retryable: false, message: 'no' };
      const decoder = responses.decoder({ signer: 'openai' });
      const frames = encoder.encode({ type: 'error', failure }).split('\n\n').slice(0, -1);
      const events = frames.flatMap((frame) => decoder.frame(undefined, frame.slice(frame.indexOf('\ndata: ') + 7)));
      expect(events.find(({ type }) => type === 'error')).toMatchObject({ failure: { code, message: 'no' } });
    },
  );

  it('that is cut says nothing of an end', () => {
    const events = unfoldAnswer(answerOf([{ kind: 'text', text: 'hi' }])).filter(({ type }) => type !== 'end');
    expect(streamed(events).map((event) => event['type'])).not.toContain('response.completed');
  });
});

describe('how an answer ended', () => {
  it.each([
    ['stop', 'completed', null],
    ['tool_calls', 'completed', null],
    ['length', 'incomplete', { reason: 'max_output_tokens' }],
    ['content_filter', 'incomplete', { reason: 'content_filter' }],
    ['pause', 'incomplete', { reason: 'pause' }],
    ['refusal', 'incomplete', { reason: 'refusal' }],
  ] as const)('%s is %s', (reason, status, details) => {
    const answer = answerOf([{ kind: 'text', text: 'x' }], reason);
    const body = responses.encodeAnswer(answer, context);
    expect(body).toMatchObject({ status, incomplete_details: details });
    const isCut = reason === 'length' || reason === 'content_filter';
    expect(body).toMatchObject({ output: [{ status: isCut ? 'incomplete' : 'completed' }] });
    const last = streamed(unfoldAnswer(answer)).at(-1);
    expect(last).toMatchObject({ response: { output: body['output'] } });
    expect(last).toMatchObject({ type: `response.${status}`, response: { status, incomplete_details: details } });
    const again = foldAnswer(responses.fromBody(body, { signer: 'openai' }));
    expect(again.choices[0]?.finish?.reason).toBe(reason === 'tool_calls' ? 'stop' : reason);
  });

  it('in a refusal that the model wrote is whole', () => {
    const body = responses.encodeAnswer(answerOf([{ kind: 'refusal', text: 'No.' }], 'refusal'), context);
    expect(body['status']).toBe('completed');
    expect(foldAnswer(responses.fromBody(body, { signer: 'openai' })).choices[0]?.finish?.reason).toBe('refusal');
  });
});

describe('usage', () => {
  it('is nested as the API has it, and null where none was reported', () => {
    const usage = { input: 10, cacheRead: 5, cacheWrite5m: 2, output: 7, reasoning: 3, searches: 2 };
    const told = responses.encodeAnswer({ ...answerOf([]), usage }, context);
    expect(told).toMatchObject({
      usage: {
        input_tokens: 17,
        input_tokens_details: { cached_tokens: 5, cache_write_tokens: 2 },
        output_tokens: 10,
        output_tokens_details: { reasoning_tokens: 3 },
        total_tokens: 27,
      },
      tool_usage: { web_search: { num_requests: 2 } },
    });
    expect(foldAnswer(responses.fromBody(told, { signer: 'openai' })).usage).toEqual(usage);
    expect(responses.encodeAnswer(answerOf([]), context)['usage']).toBeNull();
  });
});
