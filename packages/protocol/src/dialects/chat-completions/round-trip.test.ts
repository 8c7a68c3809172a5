import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import type { JsonObject } from '../../json-read.ts';
import { FrameSplitter } from '../../sse.ts';
import { chatCompletions } from './chat-completions.ts';
import { normalAnswer, normalRequest } from './normalise.test-support.ts';

const options = { signer: 'openai' };
const context: AnswerContext = { callId: 'call1', createdAtSeconds: 1, model: 'asked', includesUsage: true };

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const filled = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const name = fc.stringMatching(/^[a-z_]{1,12}$/);
const json = fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 3 });
const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const part = fc.oneof(
  fc.record({ type: fc.constant('text'), text: filled, cache_control: optional(fc.constant({ type: 'ephemeral' })) }),
  fc.record({
    type: fc.constant('image_url'),
    image_url: fc.record({
      url: fc.oneof(fc.webUrl(), fc.constant('data:image/png;base64,AA==')),
      detail: optional(fc.constantFrom('low', 'high')),
    }),
  }),
  fc.record({ type: fc.constant('input_audio'), input_audio: fc.constant({ data: 'AA==', format: 'wav' }) }),
  fc.record({
    type: fc.constant('file'),
    file: fc.constantFrom({ file_id: 'file-1' }, { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' }),
  }),
  fc.record({
    type: fc.constant('video_url'),
    video_url: fc.record({ url: fc.webUrl(), fps: optional(fc.integer()) }),
  }),
);
const content = fc.oneof(text, fc.array(part, { minLength: 1, maxLength: 3 }));
const texts = fc.oneof(
  text,
  fc.array(fc.record({ type: fc.constant('text'), text: filled }), { minLength: 1, maxLength: 2 }),
);

const calls = fc.uniqueArray(
  fc.oneof(
    fc.record({
      id: name,
      type: fc.constant('function'),
      function: fc.record({ name, arguments: json.map((value) => JSON.stringify(value)) }),
    }),
    fc.record({ id: name, type: fc.constant('custom'), custom: fc.record({ name, input: text }) }),
  ),
  { minLength: 1, maxLength: 3, selector: ({ id }) => id },
);
const message = fc.oneof(
  fc.record({ role: fc.constantFrom('system', 'developer'), content: texts, name: optional(name) }),
  fc.record({ role: fc.constant('user'), content, name: optional(name), unknown: optional(json) }),
  fc.record({
    role: fc.constant('assistant'),
    content: texts,
    refusal: optional(filled),
    reasoning_content: optional(filled),
    tool_calls: optional(calls),
    audio: optional(fc.constant({ id: 'audio_1' })),
  }),
  fc.record({ role: fc.constant('tool'), tool_call_id: name, content: texts }),
);
const tool = fc.oneof(
  fc.record({
    type: fc.constant('function'),
    function: fc.record({
      name,
      description: optional(text),
      parameters: optional(json),
      strict: optional(fc.boolean()),
    }),
  }),
  fc.record({
    type: fc.constant('custom'),
    custom: fc.record({
      name,
      format: optional(
        fc.constantFrom({ type: 'text' }, { type: 'grammar', grammar: { syntax: 'lark', definition: 'x' } }),
      ),
    }),
  }),
  fc.record({ type: fc.constant('vendor:thing'), parameters: json }),
);
const body = fc.record({
  model: name,
  messages: fc.array(message, { minLength: 1, maxLength: 5 }),
  tools: optional(fc.array(tool, { minLength: 1, maxLength: 3 })),
  tool_choice: optional(
    fc.constantFrom(
      'auto',
      'none',
      'required',
      { type: 'function', function: { name: 'f' } },
      {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
      },
    ),
  ),
  parallel_tool_calls: optional(fc.boolean()),
  response_format: optional(
    fc.oneof(
      fc.constantFrom({ type: 'text' }, { type: 'json_object' }),
      fc.record({
        type: fc.constant('json_schema'),
        json_schema: fc.record({ name, schema: json, strict: optional(fc.boolean()) }),
      }),
    ),
  ),
  max_completion_tokens: optional(fc.nat()),
  temperature: optional(fc.integer({ min: 0, max: 2 })),
  top_p: optional(fc.constantFrom(0, 0.5, 1)),
  top_k: optional(fc.nat()),
  seed: optional(fc.nat()),
  stop: optional(fc.array(filled, { maxLength: 2 })),
  n: optional(fc.integer({ min: 1, max: 4 })),
  logprobs: optional(fc.boolean()),
  logit_bias: optional(fc.dictionary(name, fc.integer(), { maxKeys: 2 })),
  reasoning_effort: optional(fc.constantFrom('none', 'low', 'max', 'peculiar')),
  thinking: optional(fc.record({ type: fc.constantFrom('enabled', 'disabled') })),
  reasoning: optional(fc.record({ effort: fc.constantFrom('low', 'high') })),
  modalities: optional(fc.constantFrom(['text'], ['text', 'audio'])),
  audio: optional(fc.constant({ voice: 'ash', format: 'wav' })),
  metadata: optional(fc.oneof(fc.dictionary(name, text), json)),
  store: optional(fc.boolean()),
  verbosity: optional(fc.constantFrom('low', 'high')),
  web_search_options: optional(fc.constantFrom({}, { search_context_size: 'low' })),
  prediction: optional(fc.record({ type: fc.constant('content'), content: text })),
  vendor_field: optional(json),
  stream: optional(fc.boolean()),
});

function clean(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

describe('requests', () => {
  it('are written as they were read, up to spelling', () => {
    fc.assert(
      fc.property(body, (asked) => {
        const request = clean(asked);
        const parsed = chatCompletions.parseRequest(request, {});
        const { body: written, dropped } = chatCompletions.encodeRequest(parsed, {
          name: 'x',
          model: parsed.model,
          lacks: new Set(),
        });
        expect(normalRequest(clean(written))).toEqual(normalRequest(request));
        expect(dropped).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

const seal = fc
  .constantFrom('anthropic', 'openai', 'xai', 'mystery')
  .chain((origin) => filled.map((value) => ({ origin, value })));
const ofCall = fc.constantFrom('gemini', 'openai').chain((origin) => filled.map((value) => ({ origin, value })));
const answered: fc.Arbitrary<Part> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: filled,
    annotations: fc.array(
      fc.record({
        kind: fc.constant('url' as const),
        url: fc.webUrl(),
        title: filled,
        start: fc.nat(9),
        end: fc.nat(9),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    text: filled,
    logprobs: fc.array(fc.record({ token: filled, logprob: fc.constant(-1), top: fc.constant([]) }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc.record({ kind: fc.constant('refusal' as const), text: filled }),
  fc.record({ kind: fc.constant('reasoning' as const), texts: fc.tuple(filled), signature: seal }),
  fc.record({
    kind: fc.constant('reasoning' as const),
    texts: fc.constant([]),
    signature: seal.map(({ origin, value }) => ({
      origin: origin === 'anthropic' ? 'anthropic.redacted' : origin,
      value,
    })),
  }),
  fc.record({
    kind: fc.constant('image' as const),
    source: fc.constant({ kind: 'base64' as const, mediaType: 'image/png', data: 'AA==' }),
  }),
  fc.uuid().chain((id) =>
    fc.record({
      kind: fc.constant('tool_call' as const),
      id: fc.constant(id),
      name,
      arguments: json.map((value) => JSON.stringify(value)),
      signature: ofCall,
    }),
  ),
  fc.uuid().chain((id) =>
    fc.record({
      kind: fc.constant('tool_call' as const),
      id: fc.constant(id),
      name,
      arguments: text,
      custom: fc.constant(true),
    }),
  ),
);

/** One of each that a message has one field for, in the order of the fields. */
const parts = fc.uniqueArray(answered, {
  maxLength: 5,
  selector: (one) => (one.kind === 'tool_call' ? one.id : one.kind),
});
const answer: fc.Arbitrary<ChatAnswer> = fc.record({
  responseId: name,
  model: name,
  createdAtSeconds: fc.nat(),
  choices: fc.array(
    fc.record({ parts, finish: fc.record({ reason: fc.constantFrom('length' as const, 'content_filter' as const) }) }),
    { minLength: 1, maxLength: 2 },
  ),
  usage: fc.record({
    input: fc.nat(99),
    cacheRead: fc.nat(99),
    cacheWrite5m: fc.nat(99),
    audioInput: fc.nat(9),
    imageInput: fc.nat(9),
    output: fc.nat(99),
    reasoning: fc.nat(99),
    audioOutput: fc.nat(9),
    imageOutput: fc.nat(9),
  }),
  ended: fc.constant(true),
});

function decode(stream: string, size: number): ChatAnswer {
  const splitter = new FrameSplitter();
  const decoder = chatCompletions.decoder(options);
  const bytes = Buffer.from(stream);
  const events: StreamEvent[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const frame of splitter.push(bytes.subarray(at, at + size)))
      events.push(...decoder.frame(frame.event, frame.data));
  }
  return foldAnswer([...events, ...decoder.end()]);
}

describe('answers', () => {
  it('are read as they were written, whole', () => {
    fc.assert(
      fc.property(answer, (one) => {
        const whole = clean(chatCompletions.encodeAnswer(one, context));
        expect(normalAnswer(foldAnswer(chatCompletions.fromBody(whole, options)))).toEqual(normalAnswer(one));
      }),
      { numRuns: 300 },
    );
  });

  it('are read as they were written, as streams in pieces of any size, and have no end where they are cut', () => {
    fc.assert(
      fc.property(answer, fc.integer({ min: 1, max: 99 }), (one, size) => {
        const encoder = chatCompletions.encoder(context);
        const frames = unfoldAnswer(one).map((event) => encoder.encode(event));
        const stream = frames.join('');
        expect(normalAnswer(decode(stream, size))).toEqual(normalAnswer(one));
        expect(frames.slice(0, -1).join('')).not.toContain('[DONE]');
        expect(decode(stream.slice(0, stream.indexOf('[DONE]')), size).ended).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
