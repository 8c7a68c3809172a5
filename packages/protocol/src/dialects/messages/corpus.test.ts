import { cutByRecorder, unreadable } from '@weir/testing/recordings';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext, DecodeOptions } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { EncodeTarget } from '../../canonical/losses.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { asObject, type JsonObject, listAt, parseObject, textAt } from '../../json-read.ts';
import { FrameSplitter } from '../../sse.ts';
import { parseCountTokens } from './count-tokens.ts';
import { messages } from './messages.ts';
import { normal, normalRequest } from './request.test-normal-form.ts';

const kinds = new Set(['messages', 'invoke', 'invoke-with-response-stream', 'rawPredict', 'messages.count_tokens']);
const proves = 'recorded Messages requests and answers, through the canon and back';
const records = readTraffic(proves, ({ endpoint_kind: kind }) => kinds.has(kind));

/** Requests that are no requests of this dialect, refused on purpose. */
const refused: Readonly<Record<string, string>> = {};

const options: DecodeOptions = { signer: 'anthropic' };
const context: AnswerContext = { callId: '0193', createdAtSeconds: 0, model: 'asked' };
const target: EncodeTarget = { name: 'Anthropic', model: 'm', signer: 'anthropic', lacks: new Set() };

/** Bedrock's `invoke` takes any maker's own words too. */
function isMessagesRequest({ endpoint_kind: kind, request_body: body }: TrafficRecord): boolean {
  const object = asObject(body);
  if (object === undefined || !Array.isArray(object['messages'])) return false;
  return kind.startsWith('messages') || typeof object['anthropic_version'] === 'string';
}

function headOf({ endpoint, request_body: body }: TrafficRecord) {
  const model = textAt(asObject(body), 'model');
  return model === undefined ? { model: endpoint } : {};
}

describe('recorded requests', () => {
  const requests = records.filter((record) => isMessagesRequest(record) && record.response_status < 300);

  it.each(requests.map((record) => [record.id, record] as const))('%s comes out as it went in', (id, record) => {
    const body = asObject(record.request_body) ?? {};
    if (refused[id] !== undefined) {
      expect(() => messages.parseRequest(body, headOf(record))).toThrow();
      return;
    }
    const counts = record.endpoint_kind === 'messages.count_tokens';
    const request = counts ? parseCountTokens({ model: 'm', ...body }) : messages.parseRequest(body, headOf(record));
    const { body: written, dropped } = messages.encodeRequest(request, { ...target, model: request.model });
    const { max_tokens, model, ...rest } = written;
    const again = counts ? rest : { max_tokens, ...rest };
    const { model: asked, ...before } = body;
    expect(normalRequest(again)).toEqual(normalRequest(before));
    expect(model).toBe(asked ?? (counts ? 'm' : record.endpoint));
    expect(dropped).toEqual([]);
  });

  it('were all read', () => {
    process.stdout.write(`Messages: ${requests.length} recorded requests\n`);
    if (records.length > 0) expect(requests.length).toBeGreaterThan(250);
  });
});

type Frame = { readonly event: string | undefined; readonly data: string };

function framesOf(record: TrafficRecord): readonly Frame[] {
  const splitter = new FrameSplitter();
  return [...splitter.push(Buffer.from(record.response_body)), ...splitter.end()];
}

function decode(frames: readonly Frame[]): readonly StreamEvent[] {
  const decoder = messages.decoder(options);
  return [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

function encodeStream(answer: ChatAnswer): string {
  const encoder = messages.encoder(context);
  return unfoldAnswer(answer)
    .map((event) => encoder.encode(event))
    .join('');
}

function decodeText(text: string): readonly StreamEvent[] {
  const splitter = new FrameSplitter();
  return decode([...splitter.push(Buffer.from(text)), ...splitter.end()]);
}

/** What the official accumulation of a stream comes to, plainly. */
function accumulate(frames: readonly Frame[]): JsonObject {
  const message: Record<string, unknown> = {};
  const content: Record<string, unknown>[] = [];
  const inputs = new Map<number, string>();
  for (const { data } of frames) {
    const body = parseObject(data);
    if (body === undefined) continue;
    const index = Number(body['index'] ?? 0);
    const delta = asObject(body['delta']) ?? {};
    if (body['type'] === 'message_start') Object.assign(message, asObject(body['message']));
    if (body['type'] === 'content_block_start') content[index] = { ...asObject(body['content_block']) };
    if (body['type'] === 'content_block_delta') {
      const block = content[index] ?? {};
      if (delta['type'] === 'text_delta') block['text'] = `${block['text']}${delta['text']}`;
      if (delta['type'] === 'thinking_delta') block['thinking'] = `${block['thinking']}${delta['thinking']}`;
      if (delta['type'] === 'signature_delta') block['signature'] = `${block['signature'] ?? ''}${delta['signature']}`;
      if (delta['type'] === 'citations_delta') {
        block['citations'] = [...listAt(block, 'citations'), delta['citation']];
      }
      if (delta['type'] === 'input_json_delta') inputs.set(index, `${inputs.get(index) ?? ''}${delta['partial_json']}`);
    }
    if (body['type'] === 'message_delta') {
      Object.assign(message, delta);
      const named = Object.entries(asObject(body['usage']) ?? {}).filter(([, count]) => count !== null);
      message['usage'] = { ...asObject(message['usage']), ...Object.fromEntries(named) };
      if (asObject(body['context_management'])) message['context_management'] = body['context_management'];
    }
  }
  for (const [index, text] of inputs) {
    if (text !== '') content[index] = { ...content[index], input: JSON.parse(text) };
  }
  return { ...message, content };
}

/** Fields of an answer that say nothing to a client of another maker, or say what other fields say. */
const unsaid = new Set(['inference_geo', 'speed', 'provider', 'cost', 'cost_details', 'is_byok']);

/** The record as far as it must come back: no empty objects and lists, no host's own extras. */
function essence(body: JsonObject): unknown {
  const { usage, stop_details, ...rest } = body;
  const report = asObject(usage) ?? {};
  const split = asObject(report['cache_creation']);
  const tools = asObject(report['server_tool_use']);
  const counts = Object.entries(report).filter(
    ([key, value]) => value !== null && !unsaid.has(key) && key !== 'cache_creation',
  );
  const own = Object.fromEntries(
    Object.entries(rest).filter(([key]) => !unsaid.has(key) && !key.startsWith('amazon-')),
  );
  return normal({
    ...own,
    content: listAt(body, 'content').map((value) => {
      const { citations, ...block } = asObject(value) ?? {};
      return Array.isArray(citations) && citations.length > 0 ? { ...block, citations } : block;
    }),
    ...(asObject(stop_details) === undefined ? {} : { stop_details }),
    usage: {
      ...Object.fromEntries(counts),
      long: split?.['ephemeral_1h_input_tokens'] ?? 0,
      ...(tools === undefined ? {} : { server_tool_use: { web_fetch_requests: 0, ...tools } }),
    },
  });
}

const answers = records.filter(
  ({ id, response_status: status, endpoint_kind: kind, ...record }) =>
    status < 300 &&
    kind !== 'messages.count_tokens' &&
    unreadable[id] === undefined &&
    (record.response_format === 'sse' ||
      (record.response_format === 'json' && parseObject(record.response_body)?.['type'] === 'message')),
);

/** Arguments are the same JSON, however it was spaced. */
function comparable(answer: ChatAnswer): unknown {
  const choices = answer.choices.map((choice) => ({
    ...choice,
    parts: choice.parts.map((part) =>
      part.kind === 'tool_call' ? { ...part, arguments: parseObject(part.arguments) } : part,
    ),
  }));
  return { ...answer, choices };
}

function prove(record: TrafficRecord): void {
  const streamed = record.response_format === 'sse';
  const frames = streamed ? framesOf(record) : [];
  const whole = streamed ? accumulate(frames) : (parseObject(record.response_body) ?? {});
  const events = streamed ? decode(frames) : messages.fromBody(whole, options);
  const answer = foldAnswer(events);
  expect(answer.ended).toBe(cutByRecorder[record.id] === undefined);
  expect(essence(messages.encodeAnswer(answer, context))).toEqual(essence(whole));
  if (!answer.ended) return;
  const text = encodeStream(answer);
  const again = messages.fromBody(messages.encodeAnswer(answer, context), options);
  expect(comparable(foldAnswer(decodeText(text)))).toEqual(comparable(foldAnswer(again)));
}

describe('recorded answers', () => {
  it.each(answers.map((record) => [record.id, record] as const))('%s says the same again', (_, record) => {
    prove(record);
  });

  it('do not end where they are cut', () => {
    let cuts = 0;
    for (const record of answers.filter(({ response_format: format }) => format === 'sse')) {
      const frames = framesOf(record);
      const last = frames.findIndex(({ data }) => data.includes('"message_stop"'));
      for (let length = 0; length < (last === -1 ? frames.length : last); length++) {
        cuts++;
        expect(decode(frames.slice(0, length)).some(({ type }) => type === 'end')).toBe(false);
      }
    }
    process.stdout.write(`Messages: ${answers.length} recorded answers, ${cuts} cuts\n`);
    if (records.length > 0) expect(answers.length).toBeGreaterThan(250);
  });
});
