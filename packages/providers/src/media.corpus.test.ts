import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Operation } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import type { Usage } from '@weir/protocol/usage';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import type { Provider } from './provider.ts';
import { provider } from './registry.ts';

/*
 * Every recorded answer of the endpoints that are only passed through, read by the provider and plainly.
 */

const operations: Readonly<Record<string, Operation>> = {
  completions: 'completions',
  images: 'images',
  moderations: 'moderations',
  rerank: 'rerank',
  audio: 'transcription',
};
const proves = 'that recorded completions, images, moderations, rerankings and transcripts are read right';
const records = readTraffic(
  proves,
  ({ endpoint_kind: kind, method, response_status: status }) =>
    operations[kind] !== undefined && method === 'POST' && status === 200,
);

type Json = ReturnType<typeof JSON.parse>;

function targetOf({ provider: vendor, endpoint_kind: kind }: TrafficRecord): Provider | undefined {
  const own = provider(vendor);
  const operation = operations[kind];
  return operation !== undefined && own?.operations.includes(operation) === true ? own : provider('openai-compatible');
}

function read(target: Provider, operation: Operation, { response_body: body, response_format: format }: TrafficRecord) {
  if (format !== 'sse') return target.fromBody(operation, Buffer.from(body));
  const splitter = new FrameSplitter();
  const decoder = target.decoder(operation);
  const frames = [...splitter.push(Buffer.from(body)), ...splitter.end()];
  return [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

function usageOf(events: readonly MeterEvent[]): Usage {
  return Object.assign({}, ...events.map((event) => (event.type === 'usage' ? event.usage : {})));
}

function without(counts: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

/** The usage by a plain reading of the last document that has one. */
function plainUsage(operation: Operation, documents: readonly Json[]): object {
  const whole = documents.findLast(({ usage }) => usage) ?? documents[0];
  const usage = whole?.usage ?? {};
  switch (operation) {
    case 'completions':
      return without({ input: usage.prompt_tokens, output: usage.completion_tokens });
    case 'images': {
      if (usage.output_tokens === undefined) return { images: whole.data.length };
      const { text_tokens: input, image_tokens: imageInput } = usage.input_tokens_details;
      const { text_tokens: output, image_tokens: imageOutput = usage.output_tokens } =
        usage.output_tokens_details ?? {};
      return without({ input, imageInput, output, imageOutput });
    }
    case 'moderations':
      return { requests: 1 };
    case 'rerank':
      return without({
        searches: whole.meta?.billed_units?.search_units,
        input: whole.usage?.prompt_tokens ?? whole.usage?.total_tokens,
      });
    default: {
      if (usage.type === 'duration') return { audioSeconds: usage.seconds };
      if (usage.input_tokens === undefined) return { requests: 1 };
      const heard = usage.input_token_details?.audio_tokens;
      return without({ input: usage.input_tokens - (heard ?? 0), audioInput: heard, output: usage.output_tokens });
    }
  }
}

function documentsOf({ response_body: body, response_format: format }: TrafficRecord): Json[] {
  if (format !== 'sse') return [JSON.parse(body)];
  const lines = body.split('\n').filter((line) => line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.slice(6)));
}

describe('recorded answers of other endpoints', () => {
  it.each(records.map((record) => [`${record.id} ${record.provider} ${record.endpoint}`, record] as const))(
    '%s: whole, with its usage',
    (_name, record) => {
      const operation = operations[record.endpoint_kind];
      const target = targetOf(record);
      if (operation === undefined || target === undefined) throw new Error('no target');
      const events = read(target, operation, record);
      expect(events.filter(({ type }) => type === 'end')).toHaveLength(1);
      const documents = documentsOf(record);
      // Two completions were recorded that have no text at all.
      const isEmpty = operation === 'completions' && documents.every(({ choices }) => !choices[0]?.text);
      expect(events.some(({ type }) => type === 'content')).toBe(!isEmpty);
      expect(usageOf(events)).toEqual(plainUsage(operation, documents));
    },
  );

  it('are a fair number', () => {
    process.stdout.write(`other endpoints tried: ${records.length}\n`);
    if (records.length > 0) expect(records.length).toBeGreaterThan(30);
  });
});
