import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { EncodeTarget } from '../../canonical/losses.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { WeirError } from '../../errors.ts';
import type { JsonObject } from '../../json-read.ts';
import { FrameSplitter } from '../../sse.ts';
import { normalRequest } from './normal-request.test-support.ts';
import { responses } from './responses.ts';

const target: EncodeTarget = { name: 'OpenAI', model: 'm', signer: 'openai', lacks: new Set() };
const context: AnswerContext = { callId: 'c1', createdAtSeconds: 1, model: 'm' };
const text = fc.string({ unit: 'binary', maxLength: 20 });
const name = fc.stringMatching(/^[a-z]{1,12}$/);
const id = (prefix: string) => name.map((one) => `${prefix}_${one}`);
const object = fc.dictionary(name, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 3 });

function optional<Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) {
  return fc.record(shape, { requiredKeys: [] });
}

const annotation = fc.oneof(
  fc.record({
    type: fc.constant('url_citation'),
    url: fc.webUrl(),
    title: text,
    start_index: fc.nat(9),
    end_index: fc.nat(9),
  }),
  fc.record({ type: fc.constant('file_citation'), file_id: id('file'), filename: name, index: fc.nat(9) }),
  fc.record({ type: fc.constant('file_path'), file_id: id('file'), index: fc.nat(9) }),
);
const inputPart = fc.oneof(
  fc.record({ type: fc.constant('input_text'), text }),
  fc.record({
    type: fc.constant('input_image'),
    image_url: fc.webUrl(),
    detail: fc.constantFrom('low', 'high', 'auto'),
  }),
  fc.record({ type: fc.constant('input_image'), image_url: fc.constant('data:image/png;base64,iVBORw==') }),
  fc.record({ type: fc.constant('input_image'), file_id: id('file'), own_field: name }),
  fc.record({
    type: fc.constant('input_file'),
    file_data: fc.constant('data:application/pdf;base64,AA=='),
    filename: name,
  }),
  fc.record({ type: fc.constant('input_file'), file_id: id('file') }),
  fc.record({ type: fc.constant('input_file'), file_url: fc.webUrl() }),
  fc.record({
    type: fc.constant('input_audio'),
    input_audio: fc.record({ data: fc.constant('AA=='), format: fc.constantFrom('wav', 'mp3') }),
  }),
);
const outputPart = fc.oneof(
  fc.record({ type: fc.constant('output_text'), text, annotations: fc.array(annotation, { maxLength: 2 }) }),
  fc.record({ type: fc.constant('refusal'), refusal: text }),
);
const status = fc.constantFrom('completed', 'incomplete', 'in_progress');

const item = fc.oneof(
  fc.record({
    role: fc.constantFrom('user', 'system', 'developer'),
    content: fc.oneof(text, fc.array(inputPart, { minLength: 1, maxLength: 3 })),
  }),
  optional({
    id: id('msg'),
    status,
    phase: fc.constantFrom('commentary', 'final_answer'),
    end_turn: fc.boolean(),
  }).chain((rest) =>
    fc.array(outputPart, { minLength: 1, maxLength: 3 }).map((content) => ({
      type: 'message',
      role: 'assistant',
      ...rest,
      content,
    })),
  ),
  fc.record({
    type: fc.constant('reasoning'),
    id: id('rs'),
    summary: fc.array(fc.record({ type: fc.constant('summary_text'), text }), { maxLength: 2 }),
    content: fc.array(fc.record({ type: fc.constant('reasoning_text'), text }), { maxLength: 2 }),
    encrypted_content: fc.oneof(fc.constant(null), name),
  }),
  fc.record({
    type: fc.constant('function_call'),
    id: id('fc'),
    call_id: id('call'),
    name,
    arguments: object.map((one) => JSON.stringify(one)),
    status,
  }),
  fc.record({
    type: fc.constant('function_call'),
    call_id: id('call'),
    name,
    namespace: name,
    arguments: fc.constant('{}'),
  }),
  fc.record({ type: fc.constant('custom_tool_call'), call_id: id('call'), name, input: text }),
  fc.record({
    type: fc.constantFrom('function_call_output', 'custom_tool_call_output'),
    call_id: id('call'),
    output: fc.oneof(text, fc.array(inputPart, { minLength: 1, maxLength: 2 })),
  }),
  fc.record({ type: fc.constant('web_search_call'), id: id('ws'), status, action: object }),
  fc.record({ type: fc.constant('item_reference'), id: id('msg') }),
  fc.record({ type: fc.constant('compaction'), id: id('cmp'), encrypted_content: name }),
  fc.record({
    type: fc.constantFrom('shell_call', 'apply_patch_call', 'computer_call_output'),
    call_id: id('call'),
    own: object,
  }),
  fc.record({
    type: fc.constant('tool_search_call'),
    call_id: id('call'),
    execution: fc.constant('client'),
    arguments: object,
  }),
);
const functionTool = fc.record(
  {
    type: fc.constant('function'),
    name,
    description: text,
    parameters: object,
    strict: fc.boolean(),
    defer_loading: fc.boolean(),
  },
  { requiredKeys: ['type', 'name'] },
);
const customTool = fc.record({
  type: fc.constant('custom'),
  name,
  format: fc.constantFrom({ type: 'text' }, { type: 'grammar', syntax: 'lark', definition: 'x' }),
});
const tools = fc.uniqueArray(
  fc.oneof(
    functionTool,
    customTool,
    fc.record({
      type: fc.constant('namespace'),
      name,
      description: text,
      tools: fc.array(functionTool, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ type: fc.constantFrom('web_search', 'file_search', 'shell', 'mcp'), own: object }),
    fc.record({
      type: fc.constant('tool_search'),
      execution: fc.constant('client'),
      description: text,
      parameters: object,
    }),
  ),
  { maxLength: 4, selector: (tool) => ('name' in tool ? tool.name : tool.type) },
);
const request = fc.record(
  {
    model: name,
    input: fc.oneof(text, fc.array(item, { minLength: 1, maxLength: 6 })),
    instructions: text,
    tools,
    tool_choice: fc.oneof(
      fc.constantFrom('auto', 'none', 'required'),
      fc.record({ type: fc.constant('function'), name }),
      fc.record({ type: fc.constant('file_search') }),
    ),
    parallel_tool_calls: fc.boolean(),
    text: optional({
      format: fc.oneof(
        fc.constantFrom({ type: 'text' }, { type: 'json_object' }),
        fc.record({ type: fc.constant('json_schema'), name, schema: object, strict: fc.boolean() }),
      ),
      verbosity: fc.constantFrom('low', 'high'),
    }),
    reasoning: optional({ effort: fc.constantFrom('none', 'low', 'xhigh'), summary: fc.constant('auto'), own: name }),
    include: fc.uniqueArray(fc.constantFrom('reasoning.encrypted_content', 'message.output_text.logprobs', 'x')),
    temperature: fc.constantFrom(0, 0.5, 2),
    top_p: fc.constantFrom(0, 1),
    top_logprobs: fc.nat(20),
    max_output_tokens: fc.nat(),
    metadata: fc.dictionary(name, text, { maxKeys: 2 }),
    store: fc.boolean(),
    stream: fc.boolean(),
    previous_response_id: id('resp'),
    truncation: fc.constantFrom('auto', 'disabled'),
    user: name,
    service_tier: name,
    prompt_cache_key: name,
    max_tool_calls: fc.nat(9),
    own_field: object,
  },
  { requiredKeys: ['model', 'input'] },
);

describe('a request', () => {
  it('is written as it was read', () => {
    fc.assert(
      fc.property(request, (generated) => {
        const body: JsonObject = JSON.parse(JSON.stringify(generated));
        const read = responses.parseRequest(body, {});
        const { body: again, dropped } = responses.encodeRequest(read, { ...target, model: read.model });
        expect(normalRequest(JSON.parse(JSON.stringify(again)))).toEqual(normalRequest(body));
        expect(dropped).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('of any other making is refused by nothing but a WeirError that names a field', () => {
    const anything = fc.dictionary(
      fc.constantFrom(
        'model',
        'input',
        'tools',
        'tool_choice',
        'text',
        'reasoning',
        'include',
        'metadata',
        '__proto__',
      ),
      fc.oneof(
        fc.jsonValue({ maxDepth: 5 }).map((value): unknown => value),
        fc.array(
          fc.dictionary(
            fc.constantFrom('type', 'role', 'content', 'output', 'name', 'call_id', 'tools'),
            fc.oneof(
              fc.jsonValue({ maxDepth: 3 }),
              fc.constantFrom('message', 'function_call', 'reasoning', 'namespace', 'constructor', '\ud800'),
            ),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(anything, (body) => {
        try {
          const read = responses.parseRequest(body, { model: 'm' });
          responses.encodeRequest(read, target);
        } catch (error) {
          expect(error).toBeInstanceOf(WeirError);
          expect(error).toHaveProperty('field', expect.stringMatching(/./));
        }
      }),
      { numRuns: 500 },
    );
  });
});

const tokenLogprob = fc.record({
  token: name,
  logprob: fc.constantFrom(-1, -0.5),
  bytes: fc.array(fc.nat(255)),
  top: fc.constant([]),
});
const part: fc.Arbitrary<Part> = fc.oneof(
  fc
    .record(
      {
        text: text.filter((one) => one !== ''),
        annotations: fc.constant([{ kind: 'url', url: 'https://x.org', title: 't', start: 0, end: 1 } as const]),
        logprobs: fc.array(tokenLogprob, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ['text'] },
    )
    .map((one): Part => ({ kind: 'text', ...one })),
  text.filter((one) => one !== '').map((one): Part => ({ kind: 'refusal', text: one })),
  fc
    .record({ texts: fc.array(text, { minLength: 1, maxLength: 3 }), summarized: fc.boolean(), sealed: fc.boolean() })
    .map(
      ({ texts, summarized, sealed }): Part => ({
        kind: 'reasoning',
        texts,
        ...(summarized ? { summarized } : {}),
        ...(sealed ? { signature: { origin: 'anthropic', value: 's' } } : {}),
      }),
    ),
  fc.constant<Part>({ kind: 'reasoning', texts: [], signature: { origin: 'openai', value: 'bare' } }),
  fc
    .record({ id: id('call'), name, arguments: object.map((one) => JSON.stringify(one)) })
    .map((one): Part => ({ kind: 'tool_call', ...one })),
  fc
    .record({ id: id('call'), name, arguments: text })
    .map((one): Part => ({ kind: 'tool_call', custom: true, ...one })),
);
const usage = fc.record(
  {
    ...{ input: fc.nat(99), cacheRead: fc.nat(99), output: fc.nat(99), reasoning: fc.nat(99) },
    ...{ imageInput: fc.nat(99), imageOutput: fc.nat(99) },
  },
  { requiredKeys: ['input', 'cacheRead', 'output', 'reasoning'] },
);

/** Ids of items are given by the writer; how an answer ended, by its parts. */
function comparable(answer: ChatAnswer): unknown {
  const choices = answer.choices.map(({ parts }) => ({
    parts: parts.map((one) => ({ ...one, itemId: undefined })),
  }));
  return JSON.parse(JSON.stringify({ choices, usage: answer.usage, ended: answer.ended }));
}

function decode(chunks: readonly Buffer[]): readonly StreamEvent[] {
  const splitter = new FrameSplitter();
  const decoder = responses.decoder({ signer: 'openai' });
  const frames = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
  return [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

describe('an answer', () => {
  const answers = fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 5 }), usage }).map(
    ({ parts, usage: used }): ChatAnswer => ({
      choices: [{ parts, finish: { reason: 'stop' } }],
      usage: used,
      ended: true,
    }),
  );

  it('is read as it was written, whole and streamed', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const whole = foldAnswer(responses.fromBody(responses.encodeAnswer(answer, context), { signer: 'openai' }));
        expect(comparable(whole)).toEqual(comparable(answer));
        const encoder = responses.encoder(context);
        const stream = Buffer.from(
          unfoldAnswer(answer)
            .map((event) => encoder.encode(event))
            .join(''),
        );
        expect(comparable(foldAnswer(decode([stream])))).toEqual(comparable(answer));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same however its stream is cut into chunks, and has no end where it stops early', () => {
    fc.assert(
      fc.property(answers, fc.nat(), (answer, seed) => {
        const encoder = responses.encoder(context);
        const stream = Buffer.from(
          unfoldAnswer(answer)
            .map((event) => encoder.encode(event))
            .join(''),
        );
        const bytes = [...stream].map((byte) => Buffer.from([byte]));
        expect(decode(bytes)).toEqual(decode([stream]));
        const terminal = stream.lastIndexOf('event: response.');
        const cut = decode([stream.subarray(0, seed % terminal)]);
        expect(cut.some((event) => event.type === 'end')).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
