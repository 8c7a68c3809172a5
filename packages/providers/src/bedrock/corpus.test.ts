import { AwsFrameSplitter } from '@weir/protocol/aws-frames';
import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import type { SseFrame } from '@weir/protocol/sse-frame';
import { toFailure } from '@weir/protocol/to-failure';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { ConverseDecoder } from './decoder.ts';
import { fromConverseBody } from './from-body.ts';
import type { Reading } from './read-block.ts';

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

const kinds: ReadonlySet<string> = new Set(['converse', 'converse-stream']);
const reading: Reading = { signer: 'anthropic', renamed: new Map() };

function framesOf(record: TrafficRecord, chunkBytes: number): SseFrame[] {
  const bytes = Buffer.from(record.response_body, 'base64');
  const splitter = new AwsFrameSplitter();
  const frames: SseFrame[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    frames.push(...splitter.push(bytes.subarray(at, at + chunkBytes)));
  return [...frames, ...splitter.end()];
}

function read(frames: readonly SseFrame[]): StreamEvent[] {
  const decoder = new ConverseDecoder(reading);
  return [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

function plainUsage(report: Json): object {
  const all = {
    input: report['inputTokens'],
    cacheRead: report['cacheReadInputTokens'],
    cacheWrite5m: report['cacheWriteInputTokens'],
    output: report['outputTokens'],
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What an answer says, flat: texts, thoughts and calls with their arguments, in order. */
function saidIn(answer: ChatAnswer): unknown[] {
  return (answer.choices[0]?.parts ?? []).map((part) => {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'reasoning') return { thought: part.texts.join(''), seal: part.signature?.value };
    if (part.kind === 'tool_call') return { id: part.id, name: part.name, input: JSON.parse(part.arguments) };
    return part.kind === 'server_tool' ? part.value : part.kind;
  });
}

function plainBlock(block: Json): unknown {
  if (block['text'] !== undefined) return block['text'];
  const { toolUse, reasoningContent: thought, citationsContent: cited } = block;
  if (thought?.redactedContent !== undefined) return { thought: '', seal: atob(thought.redactedContent) };
  if (thought !== undefined) return { thought: thought.reasoningText.text, seal: thought.reasoningText.signature };
  if (cited !== undefined) return cited.content.map((one: Json) => one.text).join('');
  if (toolUse === undefined || toolUse.type === 'server_tool_use') return block;
  return { id: toolUse.toolUseId, name: toolUse.name, input: toolUse.input };
}

/** The blocks of a stream put together with nothing of the code under test. */
function plainStream(frames: readonly SseFrame[]): unknown[] {
  const blocks: Json[] = [];
  for (const { event, data } of frames) {
    const { contentBlockIndex: at, start, delta } = JSON.parse(data);
    if (event === 'contentBlockStart' && start?.toolUse) blocks[at] = { ...start.toolUse, input: '' };
    if (event !== 'contentBlockDelta') continue;
    if (delta.toolUse) blocks[at].input += delta.toolUse.input;
    if (delta.text !== undefined) blocks[at] = (blocks[at] ?? '') + delta.text;
  }
  return Object.values(blocks).map((block) => {
    if (typeof block === 'string') return block;
    return { id: block.toolUseId, name: block.name, input: JSON.parse(block.input || '{}') };
  });
}

const reasons: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  stop_sequence: 'stop',
  guardrail_intervened: 'content_filter',
};

function expectWhole(record: TrafficRecord): void {
  const body: Json = JSON.parse(record.response_body);
  const answer = foldAnswer(fromConverseBody(record.response_body, reading));
  expect(saidIn(answer), record.id).toEqual(body.output.message.content.map(plainBlock));
  expect(answer.usage, record.id).toEqual(plainUsage(body.usage));
  expect(answer.choices[0]?.finish?.reason, record.id).toBe(reasons[body.stopReason]);
  expect(answer.serviceTier, record.id).toBe(body.serviceTier?.type);
  expect(answer.ended, record.id).toBe(true);
}

function expectStream(record: TrafficRecord): number {
  const frames = framesOf(record, 1 << 30);
  const events = read(frames);
  const answer = foldAnswer(events);
  const [stop, metadata] = ['messageStop', 'metadata'].map((name) => frames.find(({ event }) => event === name));
  expect(saidIn(answer), record.id).toEqual(plainStream(frames));
  expect(answer.usage, record.id).toEqual(plainUsage(JSON.parse(metadata?.data ?? '{}').usage));
  expect(answer.choices[0]?.finish?.reason, record.id).toBe(reasons[JSON.parse(stop?.data ?? '{}').stopReason]);
  expect(events.at(-1), record.id).toEqual({ type: 'end' });
  for (const chunkBytes of [1, 7, 64]) expect(read(framesOf(record, chunkBytes)), record.id).toEqual(events);
  for (let length = 0; length < frames.length; length++) {
    expect(foldAnswer(read(frames.slice(0, length))).ended, `${record.id} cut after ${length} frames`).toBe(false);
  }
  return frames.length;
}

describe('recorded answers of Bedrock', () => {
  const records = readTraffic('answers of Converse and ConverseStream', ({ provider, endpoint_kind }) => {
    return provider === 'bedrock' && kinds.has(endpoint_kind);
  });

  it('are read whole and streamed as a plain reading reads them, and never end when cut', () => {
    let [whole, streamed, cuts] = [0, 0, 0];
    for (const record of records.filter(({ response_status }) => response_status < 400)) {
      if (record.response_format === 'aws') {
        cuts += expectStream(record);
        streamed += 1;
      } else {
        expectWhole(record);
        whole += 1;
      }
    }
    process.stdout.write(`recorded Converse answers read: ${whole} whole, ${streamed} streamed, cut ${cuts} times\n`);
    if (records.length > 0) expect([whole, streamed]).toEqual([21, 15]);
  });

  it('refuse in classes that say what is wrong', () => {
    const refusals = records.filter(({ response_status }) => response_status >= 400);
    for (const { id, response_status, response_headers, response_body } of refusals) {
      const { code } = toFailure(response_status, response_headers, response_body);
      const expected = /token included/.test(response_body)
        ? 'auth'
        : /identifier/.test(response_body)
          ? 'not_found'
          : /Tokens Exceeded/.test(response_body)
            ? 'context_length'
            : 'bad_request';
      expect(code, id).toBe(expected);
    }
    process.stdout.write(`recorded refusals of Converse classed: ${refusals.length}\n`);
  });
});
