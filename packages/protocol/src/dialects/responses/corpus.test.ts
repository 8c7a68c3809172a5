import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { ChatRequest } from '../../canonical/chat-request.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { EncodeTarget } from '../../canonical/losses.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { asObject, type JsonObject, listAt, parseObject, textAt } from '../../json-read.ts';
import { FrameSplitter } from '../../sse.ts';
import { normalRequest } from './normal-request.test-support.ts';
import { responses } from './responses.ts';

const target: EncodeTarget = { name: 'OpenAI', model: 'm', signer: 'openai', lacks: new Set() };
const context: AnswerContext = { callId: 'c1', createdAtSeconds: 1, model: 'm' };

/** Requests that are none here. */
const unparsed: Readonly<Record<string, string>> = {
  cab3de8e87da6b0a: 'names a prompt instead of a model, and models are what is routed by',
  '6c405bc6192aa9f1': 'names a prompt instead of a model, and models are what is routed by',
};

/** Streams whose terminal event does not repeat what their own events said. */
const inconsistent: Readonly<Record<string, string>> = {
  ba0c4578cf5396a9: 'the recorder numbered one seal twice',
  '6af04c67da95a759': 'the recorder numbered one seal twice',
  ec4e91b29d7b360c: 'two items of one id, of which the second gets another',
  b29c07f802782d95: 'log probabilities are rounded in the terminal event',
};

function requestOf(record: TrafficRecord): JsonObject | undefined {
  return asObject(record.request_body);
}

function decode(text: string): readonly StreamEvent[] {
  const splitter = new FrameSplitter();
  const decoder = responses.decoder({ signer: 'openai' });
  const frames = [...splitter.push(Buffer.from(text)), ...splitter.end()];
  return [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

function decodeRecord(record: TrafficRecord): readonly StreamEvent[] {
  if (record.response_format === 'sse') return decode(record.response_body);
  return responses.fromBody(parseObject(record.response_body) ?? {}, { signer: 'openai' });
}

function stream(events: readonly StreamEvent[], request: ChatRequest | undefined): string {
  const encoder = responses.encoder({ ...context, ...(request === undefined ? {} : { request }) });
  return events.map((event) => encoder.encode(event)).join('');
}

/** An item's name, where the record itself is wrong. */
function nameless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one) => (key === 'itemId' ? undefined : one)));
}

/** What the terminal event, or the whole body, says. */
function recorded(record: TrafficRecord): JsonObject | undefined {
  if (record.response_format !== 'sse') return parseObject(record.response_body);
  const ends = [
    ...record.response_body.matchAll(/^data: ?(.*"type": ?"response\.(?:completed|incomplete|failed)".*)$/gm),
  ];
  return asObject(parseObject(ends.at(-1)?.[1] ?? '')?.['response']);
}

/** The output as far as it means something: no statuses, nulls or empty lists, and what a proxy adds. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning);
  const object = asObject(value);
  if (object === undefined) return value;
  const kept = Object.entries(object).filter(([key, one]) => {
    const isEmpty = one === null || (Array.isArray(one) && one.length === 0);
    return key !== 'status' && !isEmpty && !(key === 'format' && object['type'] === 'reasoning');
  });
  return Object.fromEntries(kept.map(([key, one]) => [key, meaning(one)]));
}

function usageOf(answer: ChatAnswer): JsonObject {
  return Object.fromEntries(Object.entries(answer.usage ?? {}).filter(([, count]) => count !== 0));
}

function withoutHead(answer: ChatAnswer): unknown {
  const { responseId, native, usage, serviceTier, ...rest } = answer;
  return nameless({ ...rest, usage: usageOf(answer) });
}

describe('recorded requests', () => {
  const records = readTraffic('parsing and writing of recorded Responses requests', (record) => {
    return record.endpoint_kind === 'responses' && requestOf(record) !== undefined;
  });

  it('are written as they were read', () => {
    let count = 0;
    for (const record of records) {
      const body = requestOf(record);
      if (body === undefined || unparsed[record.id] !== undefined) continue;
      const request = responses.parseRequest(body, {});
      const { body: again, dropped } = responses.encodeRequest(request, { ...target, model: request.model });
      expect(normalRequest(again), record.id).toEqual(normalRequest(body));
      expect(dropped, record.id).toEqual([]);
      count += 1;
    }
    process.stdout.write(`Responses requests read and written: ${count} of ${records.length}\n`);
  });
});

describe('recorded answers', () => {
  const records = readTraffic('decoding and writing of recorded Responses answers', (record) => {
    return record.endpoint_kind === 'responses' && record.response_status < 400;
  });

  it('decode, and are written again whole and streamed with the same meaning', () => {
    for (const record of records) {
      const where = `${record.id} of ${record.provider}`;
      const answer = foldAnswer(decodeRecord(record));
      expect(answer.ended, where).toBe(true);
      const response = recorded(record);
      const body = requestOf(record);
      const request = body === undefined ? undefined : responses.parseRequest(body, { model: 'm' });
      const whole = responses.encodeAnswer(answer, { ...context, ...(request === undefined ? {} : { request }) });
      const output = listAt(response, 'output');
      if (output.length > 0 && inconsistent[record.id] === undefined)
        expect(meaning(whole['output']), where).toEqual(meaning(output));
      expect(whole['status'], where).toBe(textAt(response, 'status'));
      const folded = foldAnswer(decode(stream(decodeRecord(record), request)));
      expect(withoutHead(folded), where).toEqual(withoutHead(answer));
      const unfolded = foldAnswer(decode(stream(unfoldAnswer(answer), request)));
      expect(withoutHead(unfolded), where).toEqual(withoutHead(answer));
      const refolded = foldAnswer(responses.fromBody(whole, { signer: 'openai' }));
      expect(withoutHead(refolded), where).toEqual(withoutHead(answer));
    }
    const streamed = records.filter((record) => record.response_format === 'sse').length;
    process.stdout.write(`Responses answers read and written: ${records.length}, of them ${streamed} streams\n`);
  });

  it('never end when cut before their terminal event', () => {
    let cuts = 0;
    for (const record of records) {
      if (record.response_format !== 'sse') continue;
      const frames = record.response_body.split(/\r?\n\r?\n/);
      const terminal = frames.findIndex((frame) => /"type": ?"response\.(completed|incomplete|failed)"/.test(frame));
      for (let kept = 0; kept < terminal; kept++) {
        const text = frames
          .slice(0, kept)
          .map((frame) => `${frame}\n\n`)
          .join('');
        const events = decode(text);
        expect(
          events.map(({ type }) => type),
          `${record.id} cut after ${kept}`,
        ).not.toContain('end');
        expect(stream(events, undefined), record.id).not.toMatch(/response\.(completed|incomplete)/);
        cuts += 1;
        if (kept > 40) kept += Math.floor(terminal / 20);
      }
    }
    process.stdout.write(`Responses streams cut: ${cuts} times\n`);
  });
});
