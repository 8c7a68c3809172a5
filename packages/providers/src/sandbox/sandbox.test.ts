import type { Operation } from '@weir/protocol/operation';
import { readStream } from '@weir/testing/provider-contract';
import { describe, expect, it } from 'vitest';
import type { LocalAnswer } from '../provider.ts';
import { type Directive, directives } from './directive.ts';
import { sandbox } from './sandbox.ts';

const nowMs = 1_767_225_600_000;
const weather = {
  type: 'object',
  properties: {
    city: { type: 'string' },
    unit: { enum: ['c', 'f'] },
    days: { type: 'integer', minimum: 1, maximum: 7 },
  },
  required: ['city'],
};

function ask(operation: Operation, body: object | string, seed = 7): LocalAnswer {
  const answer = sandbox.local?.(
    {
      method: 'POST',
      url: 'x',
      headers: {},
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      usageChunkAdded: false,
      operation,
    },
    seed,
    nowMs,
  );
  if (answer === undefined) throw new Error('the sandbox does not answer');
  return answer;
}

function bytesOf(answer: LocalAnswer): Buffer {
  return Buffer.concat(answer.chunks.map(({ bytes }) => bytes));
}

function jsonOf(answer: LocalAnswer): ReturnType<typeof JSON.parse> {
  return JSON.parse(bytesOf(answer).toString());
}

function frames(answer: LocalAnswer): ReturnType<typeof JSON.parse>[] {
  return answer.chunks
    .map(({ bytes }) => bytes.toString().split('data: ')[1]?.trim() ?? '')
    .filter((data) => data.startsWith('{'))
    .map((data) => JSON.parse(data));
}

const requests = {
  chat: {
    model: 'fast',
    messages: [{ role: 'user', content: 'How high is the river?' }],
    stream_options: { include_usage: true },
  },
  responses: { model: 'fast', input: 'How high is the river?' },
  messages: { model: 'fast', max_tokens: 1_000, messages: [{ role: 'user', content: 'How high is the river?' }] },
} as const;
const generating = ['chat', 'responses', 'messages'] as const;

describe('an answer of the sandbox', () => {
  it.each(generating)('to %s is the same whole and streamed, for its meter too', (operation) => {
    const whole = ask(operation, requests[operation]);
    const streamed = ask(operation, { ...requests[operation], stream: true });
    const events = sandbox.fromBody(operation, bytesOf(whole));
    const read = readStream(
      sandbox,
      operation,
      streamed.chunks.map(({ bytes }) => bytes),
    );
    const last = (type: string, from: typeof events) => from.findLast((event) => event.type === type);
    for (const type of ['start', 'finish', 'end']) expect(last(type, read)).toEqual(last(type, events));
    const buckets = (from: typeof events) => from.flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
    expect(Object.assign({}, ...buckets(read))).toEqual(Object.assign({}, ...buckets(events)));
    expect(streamed.chunks.length).toBeGreaterThan(20);
    expect(streamed.headers['content-type']).toContain('text/event-stream');
  });

  it('follows from request and seed alone', () => {
    expect(ask('chat', requests.chat, 1)).toEqual(ask('chat', requests.chat, 1));
    expect(bytesOf(ask('chat', requests.chat, 1))).not.toEqual(bytesOf(ask('chat', requests.chat, 2)));
  });

  it.each([
    ['chat', { max_tokens: 5 }, { path: 'choices.0.finish_reason', says: 'length' }],
    ['responses', { max_output_tokens: 5 }, { path: 'status', says: 'incomplete' }],
    ['messages', { max_tokens: 5 }, { path: 'stop_reason', says: 'max_tokens' }],
  ] as const)('to %s keeps to its limit of tokens', (operation, limit, { path, says }) => {
    const answer = ask(operation, { ...requests[operation], ...limit });
    expect(jsonOf(answer)).toHaveProperty(path, says);
    const events = sandbox.fromBody(operation, bytesOf(answer));
    expect(events).toContainEqual({ type: 'finish', reason: 'length' });
    expect(events.find((event) => event.type === 'usage')).toMatchObject({ usage: { output: 5 } });
  });

  it.each(generating)('of a reasoner to %s thinks first, and says so in its usage', (operation) => {
    const answer = ask(operation, { ...requests[operation], model: 'reasoner' });
    const usage = sandbox.fromBody(operation, bytesOf(answer)).find((event) => event.type === 'usage');
    if (operation === 'messages') expect(jsonOf(answer).content[0].type).toBe('thinking');
    else expect(usage).toMatchObject({ usage: { reasoning: expect.toSatisfy((count: number) => count > 5) } });
  });

  it('has as many choices as asked for', () => {
    const answer = jsonOf(ask('chat', { ...requests.chat, n: 3 }));
    expect(answer.choices.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2]);
    expect(new Set(answer.choices.map((choice: object) => JSON.stringify(choice))).size).toBe(3);
  });

  it('reports usage in a chat stream only when asked to', () => {
    const { stream_options, ...unasked } = requests.chat;
    const without = frames(ask('chat', { ...unasked, stream: true }));
    expect(without.every((frame) => frame.usage === undefined)).toBe(true);
    const asked = frames(ask('chat', { ...unasked, stream_options, stream: true }));
    expect(asked.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
  });

  it('calls the tool that it must', () => {
    const chatTools = [{ type: 'function', function: { name: 'get_weather', parameters: weather } }];
    const called = jsonOf(ask('chat', { ...requests.chat, tools: chatTools, tool_choice: 'required' }));
    expect(called.choices[0].finish_reason).toBe('tool_calls');
    expectWeather(JSON.parse(called.choices[0].message.tool_calls[0].function.arguments));
    const named = { type: 'function', function: { name: 'get_weather' } };
    const pieces = frames(ask('chat', { ...requests.chat, stream: true, tools: chatTools, tool_choice: named }));
    const written = pieces.map((frame) => frame.choices[0]?.delta?.tool_calls?.[0]?.function?.arguments ?? '').join('');
    expectWeather(JSON.parse(written));
    const flat = [{ type: 'function', name: 'get_weather', parameters: weather }];
    const response = jsonOf(ask('responses', { ...requests.responses, tools: flat, tool_choice: 'required' }));
    expectWeather(JSON.parse(response.output[0].arguments));
    const tools = [{ name: 'get_weather', input_schema: weather }];
    const message = jsonOf(ask('messages', { ...requests.messages, tools, tool_choice: { type: 'any' } }));
    expect(message.stop_reason).toBe('tool_use');
    expectWeather(message.content[0].input);
  });

  it('calls a tool of its own accord only when the user names it, and never after its result', () => {
    const tools = [{ type: 'function', function: { name: 'get_weather', parameters: weather } }];
    const finish = (messages: object[], choice?: string) =>
      jsonOf(ask('chat', { model: 'fast', messages, tools, tool_choice: choice })).choices[0].finish_reason;
    const named = { role: 'user', content: 'Please get_weather for Graz.' };
    expect(finish([{ role: 'user', content: 'Hello.' }])).toBe('stop');
    expect(finish([named])).toBe('tool_calls');
    expect(finish([named], 'none')).toBe('stop');
    expect(finish([named, { role: 'assistant', content: null }, { role: 'tool', content: '{}' }])).toBe('stop');
  });

  it('keeps to a schema for its whole answer', () => {
    const format = { type: 'json_schema', json_schema: { name: 'w', schema: weather } };
    expectWeather(
      JSON.parse(jsonOf(ask('chat', { ...requests.chat, response_format: format })).choices[0].message.content),
    );
    const text = { format: { type: 'json_schema', name: 'w', schema: weather } };
    expectWeather(JSON.parse(jsonOf(ask('responses', { ...requests.responses, text })).output[0].content[0].text));
    const output_config = { format: { type: 'json_schema', schema: weather } };
    expectWeather(JSON.parse(jsonOf(ask('messages', { ...requests.messages, output_config })).content[0].text));
  });

  it('embeds the same text alike, as numbers and as base64', () => {
    const plain = jsonOf(ask('embeddings', { model: 'embed', input: ['a', 'b', 'a'], dimensions: 8 }, 1));
    const vectors: number[][] = plain.data.map(({ embedding }: { embedding: number[] }) => embedding);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
    expect(Math.hypot(...(vectors[0] ?? []))).toBeCloseTo(1, 9);
    const packed = jsonOf(
      ask('embeddings', { model: 'embed', input: 'a', dimensions: 8, encoding_format: 'base64' }, 2),
    );
    const bytes = Buffer.from(packed.data[0].embedding, 'base64');
    expect(bytes.readFloatLE(0)).toBeCloseTo(vectors[0]?.[0] ?? Number.NaN, 6);
    expect(jsonOf(ask('embeddings', { model: 'embed', input: [1, 2, 3] })).data).toHaveLength(1);
  });

  it('refuses what would hold up the process that it runs in', () => {
    const many = { model: 'embed', input: Array.from({ length: 2_049 }, () => 'a') };
    expect(ask('embeddings', many).status).toBe(400);
    expect(
      ask('embeddings', { model: 'embed', input: Array.from({ length: 129 }, () => 'a'), dimensions: 4_096 }).status,
    ).toBe(400);
    const endless = { type: 'json_schema', json_schema: { schema: { $ref: '#/a', a: { $ref: '#/a' } } } };
    expect(ask('chat', { ...requests.chat, response_format: endless }).status).toBe(400);
    expect(ask('chat', `{"messages":${'['.repeat(100_000)}${']'.repeat(100_000)}}`).status).toBe(400);
    const dashes = { model: 'fast', messages: [{ role: 'user', content: `sandbox/error-${'-'.repeat(1_000_000)}a` }] };
    const begun = performance.now();
    expect(ask('chat', dashes).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('counts the tokens of a message as the message itself reports them', () => {
    const counted = jsonOf(ask('count_tokens', requests.messages)).input_tokens;
    expect(jsonOf(ask('messages', requests.messages)).usage.input_tokens).toBe(counted);
  });
});

function expectWeather(value: ReturnType<typeof JSON.parse>): void {
  expect(value).toEqual({ city: expect.any(String), unit: expect.stringMatching(/^[cf]$/), days: expect.any(Number) });
  expect(value.days).toBeGreaterThanOrEqual(1);
  expect(value.days).toBeLessThanOrEqual(7);
}

describe('an error on request', () => {
  const expected: Readonly<Partial<Record<Directive, readonly [number, string]>>> = {
    'error-400': [400, 'bad_request'],
    'error-401': [401, 'auth'],
    'error-403': [403, 'auth'],
    'error-404': [404, 'not_found'],
    'error-429': [429, 'rate_limited'],
    'error-500': [500, 'server_error'],
    'error-503': [503, 'overloaded'],
    'error-529': [529, 'overloaded'],
    'error-quota': [429, 'quota'],
    'error-context-length': [400, 'context_length'],
    'error-content-policy': [400, 'content_policy'],
  };

  it.each(Object.entries(expected))(
    '%s is what it says, by the model and by the message, in both dialects',
    (directive, expectation) => {
      const [status, code] = expectation;
      for (const operation of generating) {
        const answer = ask(operation, { ...requests[operation], model: directive });
        expect(answer.status).toBe(status);
        const text = bytesOf(answer).toString();
        expect(JSON.parse(text)).toHaveProperty(operation === 'messages' ? 'error.type' : 'error.message');
        expect(sandbox.toFailure(answer.status, answer.headers, text).code).toBe(code);
      }
      const messages = [{ role: 'user', content: [{ type: 'text', text: `Please sandbox/${directive}.` }] }];
      expect(ask('chat', { model: 'fast', messages }).status).toBe(status);
      expect(
        ask('chat', { model: 'sandbox/fast', messages: [...messages, { role: 'assistant', content: 'no' }] }).status,
      ).toBe(200);
    },
  );

  it.each(['error-cut', 'error-stall'] as const)('%s breaks off before the end', (directive) => {
    for (const operation of generating) {
      for (const stream of [false, true]) {
        const answer = ask(operation, { ...requests[operation], model: directive, stream });
        const chunks = answer.chunks.map(({ bytes }) => bytes);
        const events = stream ? readStream(sandbox, operation, chunks) : sandbox.fromBody(operation, bytesOf(answer));
        expect(answer.cut).toBe(true);
        expect(events.some(({ type }) => type === 'end')).toBe(false);
        const longest = Math.max(...answer.chunks.map(({ afterMs }) => afterMs));
        expect(longest > 3_600_000).toBe(directive === 'error-stall');
      }
    }
  });

  it('error-timeout never begins', () => {
    const { chunks } = ask('chat', { ...requests.chat, model: 'error-timeout' });
    expect(chunks).toEqual([{ afterMs: 2 ** 31 - 1, bytes: Buffer.alloc(0) }]);
  });

  it.each(generating)('error-in-stream comes in the middle of %s', (operation) => {
    const answer = ask(operation, { ...requests[operation], model: 'error-in-stream', stream: true });
    const events = readStream(
      sandbox,
      operation,
      answer.chunks.map(({ bytes }) => bytes),
    );
    expect(events.at(-1)).toMatchObject({ type: 'error', failure: { code: 'server_error' } });
    expect(events).toContainEqual({ type: 'content' });
  });

  it('has a test for each directive', () => {
    const others = ['error-cut', 'error-stall', 'error-timeout', 'error-in-stream'];
    expect([...Object.keys(expected), ...others].sort()).toEqual([...directives].sort());
  });

  it.each([
    ['chat', { model: 'fast' }],
    ['responses', { model: 'fast' }],
    ['messages', { model: 'fast', messages: [{ role: 'user', content: 'x' }] }],
    ['embeddings', { model: 'embed' }],
  ] as const)('comes unasked for %s without what it needs', (operation, body) => {
    expect(ask(operation, body).status).toBe(400);
  });
});
