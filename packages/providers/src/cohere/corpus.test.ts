import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { FrameSplitter } from '@weir/protocol/sse';
import { toFailure } from '@weir/protocol/to-failure';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { CohereDecoder } from './decoder.ts';
import { fromCohereBody } from './from-body.ts';

/** A vendor's JSON, read plainly: a missing member reads as undefined. */
type Json = ReturnType<typeof JSON.parse>;

function read(chunks: readonly Buffer[]): StreamEvent[] {
  const splitter = new FrameSplitter();
  const decoder = new CohereDecoder();
  const events = chunks.flatMap((chunk) =>
    splitter.push(chunk).flatMap(({ event, data }) => decoder.frame(event, data)),
  );
  return [...events, ...splitter.end().flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

/** What an answer says, in order: plan and thoughts, texts, calls with their arguments, and how many citations of documents. */
function saidIn(answer: ChatAnswer): object {
  const parts = answer.choices[0]?.parts ?? [];
  return {
    thoughts: parts.flatMap((part) => (part.kind === 'reasoning' ? part.texts : [])),
    texts: parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])),
    calls: parts.flatMap((part) =>
      part.kind === 'tool_call' ? [[part.id, part.name, JSON.parse(part.arguments)]] : [],
    ),
    citations: parts.flatMap((part) => (part.kind === 'text' ? (part.annotations ?? []) : [])).length,
  };
}

function documentsCited(citations: readonly Json[]): number {
  return citations.flatMap((citation) => citation.sources).filter((source) => source.type === 'document').length;
}

function plainMessage(message: Json): object {
  const content: Json[] = message.content ?? [];
  return {
    thoughts: [message.tool_plan, ...content.map((block) => block.thinking)].filter((text) => text !== undefined),
    texts: content.flatMap((block) => block.text ?? []),
    calls: (message.tool_calls ?? []).map((call: Json) => [
      call.id,
      call.function.name,
      JSON.parse(call.function.arguments || '{}'),
    ]),
    citations: documentsCited(message.citations ?? []),
  };
}

function framesOf(record: TrafficRecord): Json[] {
  const lines = record.response_body.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  return lines.flatMap((line) => (line.includes('[DONE]') ? [] : [JSON.parse(line.slice(5))]));
}

/** A stream put together with nothing of the code under test. */
function plainStream(frames: readonly Json[]): object {
  const content: Json[] = [];
  const calls: Json[] = [];
  const citations: Json[] = [];
  let plan = '';
  for (const { type, index, delta } of frames) {
    const message = delta?.message;
    if (type === 'tool-plan-delta') plan += message.tool_plan;
    if (type === 'citation-start') citations.push(message.citations);
    if (type === 'content-start') content[index] = { ...message.content };
    if (type === 'content-delta') {
      for (const key of ['text', 'thinking']) {
        if (message.content[key] !== undefined)
          content[index][key] = (content[index][key] ?? '') + message.content[key];
      }
    }
    if (type === 'tool-call-start') calls[index] = structuredClone(message.tool_calls);
    if (type === 'tool-call-delta') calls[index].function.arguments += message.tool_calls.function.arguments;
  }
  return plainMessage({ content, tool_calls: calls, citations, ...(plan === '' ? {} : { tool_plan: plan }) });
}

function plainUsage({ billed_units: billed, tokens }: Json): object {
  const { reasoning_tokens: reasoning } = tokens;
  return {
    input: billed.input_tokens,
    output: billed.output_tokens - (reasoning ?? 0),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}

const reasons: Readonly<Record<string, string>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool_calls',
};

function expectEnding(answer: ChatAnswer, ending: Json, id: string): void {
  expect(answer.usage, id).toEqual(plainUsage(ending.usage));
  expect(answer.choices[0]?.finish?.reason, id).toBe(reasons[ending.finish_reason]);
  expect(answer.ended, id).toBe(true);
}

const cutsPerStream = 60;

/** Returns how often the stream was cut. */
function expectStream(record: TrafficRecord): number {
  const bytes = Buffer.from(record.response_body);
  const frames = framesOf(record);
  const events = read([bytes]);
  const answer = foldAnswer(events);
  expect(saidIn(answer), record.id).toEqual(plainStream(frames));
  expectEnding(answer, frames.at(-1)?.delta, record.id);
  expect(answer.responseId, record.id).toBe(frames[0]?.id);
  expect(read([...bytes].map((byte) => Buffer.from([byte]))), record.id).toEqual(events);
  const until = bytes.lastIndexOf('message-end');
  const step = Math.max(1, Math.floor(until / cutsPerStream));
  let cuts = 0;
  for (let length = 0; length <= until; length += step, cuts++) {
    expect(foldAnswer(read([bytes.subarray(0, length)])).ended, `${record.id} cut after ${length} bytes`).toBe(false);
  }
  return cuts;
}

describe('recorded answers of Cohere', () => {
  const records = readTraffic('answers of Cohere’s chat, version 2', ({ provider, endpoint }) => {
    return provider === 'cohere' && endpoint === '/v2/chat';
  });

  it('are read whole and streamed as a plain reading reads them, and never end when cut', () => {
    let [whole, streamed, cuts] = [0, 0, 0];
    for (const record of records.filter(({ response_status }) => response_status < 400)) {
      if (record.response_format === 'sse') {
        cuts += expectStream(record);
        streamed += 1;
        continue;
      }
      const body: Json = JSON.parse(record.response_body);
      const answer = foldAnswer(fromCohereBody(record.response_body));
      expect(saidIn(answer), record.id).toEqual(plainMessage(body.message));
      expectEnding(answer, body, record.id);
      whole += 1;
    }
    process.stdout.write(`recorded Cohere answers read: ${whole} whole, ${streamed} streamed, cut ${cuts} times\n`);
    if (records.length > 0) expect([whole, streamed]).toEqual([21, 9]);
  });

  it('refuse in classes that say what is wrong', () => {
    for (const record of records.filter(({ response_status }) => response_status >= 400)) {
      const failure = toFailure(record.response_status, record.response_headers, record.response_body);
      expect(failure.code, record.id).toBe('not_found');
    }
  });
});
