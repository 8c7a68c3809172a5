import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Operation } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import type { Usage } from '@weir/protocol/usage';
import { cutByRecorder, unreadable } from '@weir/testing/recordings';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { statedChatUsage, statedMessagesUsage, statedResponsesUsage } from '@weir/testing/stated-usage';
import { describe, expect, it } from 'vitest';
import type { Provider } from './provider.ts';
import { provider, providers } from './registry.ts';

/*
 * Every recorded answer in a dialect that is passed through, read by the provider and by a plain reading of its own:
 * the whole document or all frames parsed, nothing shared with the code under test.
 */

const kinds: Readonly<Record<string, Operation>> = {
  'chat.completions': 'chat',
  responses: 'responses',
  embeddings: 'embeddings',
  messages: 'messages',
  'messages.count_tokens': 'count_tokens',
};

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

function parse(text: string): Json {
  return JSON.parse(text);
}

function frames(text: string): Json[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n\n')
    .map((frame) => frame.split('\n').filter((line) => line.startsWith('data:')))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.slice(5).trim()).join('\n'))
    .filter((data) => data !== '[DONE]')
    .map(parse);
}

type Reading = { readonly usage: Usage; readonly finish: string | undefined };

const plainFinish: Readonly<Record<string, string>> = {
  eos: 'stop',
  function_call: 'tool_calls',
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
};

function named(reason: string | null | undefined): string | undefined {
  return reason === undefined || reason === null || reason === '' ? undefined : (plainFinish[reason] ?? reason);
}

function responseReading(response: Json): Reading {
  const output = [...(response['output'] ?? [])].map((item) => String(item['type']));
  const lastCall = output.findLastIndex((type) => /^(function|custom_tool|apply_patch)_call$/.test(type));
  const waits = lastCall > output.lastIndexOf('message');
  const incomplete = response['incomplete_details']?.['reason'] === 'max_output_tokens' ? 'length' : undefined;
  return { usage: statedResponsesUsage(response), finish: incomplete ?? (waits ? 'tool_calls' : 'stop') };
}

/** Every value of the wanted member, over all frames, in order. */
function plainReading(operation: Operation, documents: readonly Json[]): Reading {
  if (operation === 'count_tokens') return { usage: {}, finish: undefined };
  if (operation === 'responses') {
    const ending = documents.findLast((document) => document['response'] !== undefined)?.['response'];
    return responseReading(ending ?? documents[0] ?? parse('{}'));
  }
  if (operation === 'messages') {
    const reports = documents.flatMap((document) => document['message']?.['usage'] ?? document['usage'] ?? []);
    const reason = documents
      .map((document) => document['delta']?.['stop_reason'] ?? document['stop_reason'])
      .findLast(Boolean);
    return { usage: statedMessagesUsage(reports), finish: named(reason) };
  }
  const reports = documents.flatMap((document) => document['usage'] ?? document['x_groq']?.['usage'] ?? []);
  const reasons = documents.flatMap((document) => {
    const first = [...(document['choices'] ?? [])].find((choice) => (choice['index'] ?? 0) === 0);
    return named(first?.['finish_reason']) ?? [];
  });
  return { usage: Object.assign({}, ...reports.map(statedChatUsage)), finish: reasons.at(-1) };
}

function read(target: Provider, operation: Operation, chunks: readonly Buffer[]): MeterEvent[] {
  const splitter = new FrameSplitter();
  const decoder = target.decoder(operation);
  const events = chunks.flatMap((chunk) =>
    splitter.push(chunk).flatMap(({ event, data }) => decoder.frame(event, data)),
  );
  return [...events, ...splitter.end().flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

function fold(events: readonly MeterEvent[]): Reading & { readonly ended: boolean; readonly failed: boolean } {
  let reading: Reading = { usage: {}, finish: undefined };
  for (const event of events) {
    if (event.type === 'usage') reading = { ...reading, usage: { ...reading.usage, ...event.usage } };
    if (event.type === 'finish') reading = { ...reading, finish: event.reason };
  }
  const types = new Set(events.map((event) => event.type));
  return { ...reading, ended: types.has('end'), failed: types.has('error') };
}

function operationOf(record: TrafficRecord): Operation | undefined {
  return kinds[record.endpoint_kind];
}

function targetFor(record: TrafficRecord, operation: Operation): Provider | undefined {
  const own = provider(record.provider);
  if (own?.operations.includes(operation)) return own;
  return provider(operation === 'messages' || operation === 'count_tokens' ? 'anthropic' : 'openai-compatible');
}

/** Where nothing of the stream is missing any more: its last terminal marker, or its last frame with anything in it. */
function wholeFrom(record: TrafficRecord, operation: Operation): number {
  const text = record.response_body.trimEnd();
  const target = targetFor(record, operation);
  const marker =
    /data: ?(?:\[DONE\]|\{"type": ?"message_stop"|.*"type": ?"response\.(?:completed|incomplete|failed)")/g;
  const found = [...text.matchAll(marker)][0];
  const lenient = target?.id === 'openai-compatible' || target?.id === 'cerebras';
  const end = found === undefined ? text.length : found.index;
  // A lenient stream is whole at its first usage after the finish: the reading of every prefix decides below.
  return Buffer.byteLength(text.slice(0, lenient ? Math.min(end, firstWhole(text)) : end));
}

function firstWhole(text: string): number {
  const finish = text.search(/"finish_reason": ?"/);
  const usage = text.slice(finish).search(/"usage": ?\{/);
  return finish === -1 || usage === -1 ? text.length : text.lastIndexOf('data:', finish + usage);
}

const inScope = new Set(providers().map((one) => one.id));

function isAnswer(record: TrafficRecord): boolean {
  const operation = operationOf(record);
  // Bedrock counts tokens in a dialect of its own.
  return (
    operation !== undefined &&
    record.response_status < 400 &&
    !(record.provider === 'bedrock' && operation === 'count_tokens')
  );
}

const cutsPerStream = 24;
const singleBytesMax = 10_000;

describe('recorded answers of real providers', () => {
  const records = readTraffic('usage, finish and end of every recorded answer in a passed-through dialect', isAnswer);
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

  it('are read as a plain reading reads them, whole and split, and never end when cut', { timeout: 120_000 }, () => {
    for (const record of records) {
      const operation = operationOf(record);
      const target = operation === undefined ? undefined : targetFor(record, operation);
      if (operation === undefined || target === undefined) throw new Error(`no provider for ${record.id}`);
      if (unreadable[record.id] !== undefined) continue;
      const bytes = Buffer.from(record.response_body);
      const streamed = record.response_format === 'sse';
      const events = streamed ? read(target, operation, [bytes]) : [...target.fromBody(operation, bytes)];
      const { ended, failed, ...reading } = fold(events);
      const where = `${record.id} of ${record.provider}, ${record.endpoint_kind}`;
      if (record.response_body.includes('"error":{"message"') && failed) {
        expect(ended, where).toBe(false);
        count('errors inside an answer');
        continue;
      }
      const documents = streamed ? frames(record.response_body) : [parse(record.response_body)];
      expect(reading, where).toEqual(plainReading(operation, documents));
      expect(ended, where).toBe(cutByRecorder[record.id] === undefined);
      count(
        `${inScope.has(record.provider) ? record.provider : 'others'}, ${operation}${streamed ? ', streamed' : ''}`,
      );
      if (streamed) expectCuts(record, operation, target);
    }
    const lines = [...counts].sort().map(([name, number]) => `${String(number).padStart(5)} ${name}`);
    process.stdout.write(`recorded answers read: ${records.length}\n${lines.join('\n')}\n`);
    for (const [id, reason] of Object.entries({ ...unreadable, ...cutByRecorder }))
      process.stdout.write(`  ${id}: ${reason}\n`);
  });

  it('cover every provider and operation in scope', () => {
    if (records.length === 0) return;
    const seen = new Set(records.map((record) => `${record.provider} ${operationOf(record)}`));
    for (const pair of [
      'openai chat',
      'openai responses',
      'openai embeddings',
      'groq chat',
      'cerebras chat',
      'deepinfra chat',
    ]) {
      expect(seen, pair).toContain(pair);
    }
    for (const pair of [
      'mistral chat',
      'mistral embeddings',
      'xai chat',
      'xai responses',
      'anthropic messages',
      'anthropic count_tokens',
    ]) {
      expect(seen, pair).toContain(pair);
    }
  });
});

describe('recorded refusals of real providers', () => {
  const refusals = readTraffic('the class of every recorded error answer', (record) => {
    return operationOf(record) !== undefined && record.response_status >= 400;
  });
  const byStatus: Readonly<Record<number, readonly string[]>> = {
    400: ['bad_request', 'context_length', 'not_found', 'auth'],
    401: ['auth'],
    403: ['auth', 'content_policy'],
    404: ['not_found'],
    413: ['context_length'],
    422: ['bad_request'],
    429: ['rate_limited'],
    500: ['server_error'],
    501: ['server_error'],
  };

  it('are classed by what they are, with the words of the vendor', () => {
    for (const record of refusals) {
      const operation = operationOf(record);
      const target = operation === undefined ? undefined : targetFor(record, operation);
      const failure = target?.toFailure(record.response_status, record.response_headers, record.response_body);
      const where = `${record.id} of ${record.provider}: ${failure?.message}`;
      expect(byStatus[record.response_status], where).toContain(failure?.code);
      expect(failure?.message, where).not.toMatch(/^[{[<]/);
      if (/maximum context|context window|context size/.test(record.response_body))
        expect(failure?.code, where).toBe('context_length');
      if (/model_not_found|invalid_model|not_found_error/.test(record.response_body))
        expect(failure?.code, where).toBe('not_found');
      if (/(incorrect|invalid) (x-)?api[- ]key/i.test(record.response_body)) expect(failure?.code, where).toBe('auth');
    }
    process.stdout.write(`recorded refusals classed: ${refusals.length}\n`);
  });
});

/** Splits at a spread of places, and one byte at a time; cuts before the end of the stream's last terminal event. */
function expectCuts(record: TrafficRecord, operation: Operation, target: Provider): void {
  const bytes = Buffer.from(record.response_body);
  const whole = read(target, operation, [bytes]);
  const step = Math.max(1, Math.floor(bytes.length / cutsPerStream));
  const until = wholeFrom(record, operation);
  for (let at = 1; at < bytes.length; at += step) {
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    expect(read(target, operation, [head, tail]), `${record.id} split at ${at}`).toEqual(whole);
    if (at <= until) {
      const cut = read(target, operation, [head]).some((event) => event.type === 'end');
      expect(cut, `${record.id} cut after ${at} bytes`).toBe(false);
    }
  }
  if (bytes.length > singleBytesMax) return;
  const single = [...bytes].map((byte) => Buffer.from([byte]));
  expect(read(target, operation, single), `${record.id} byte by byte`).toEqual(whole);
}
