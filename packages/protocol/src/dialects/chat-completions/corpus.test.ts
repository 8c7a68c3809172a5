import { cutByRecorder } from '@weir/testing/recordings';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import type { AnswerContext, DecodeOptions } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { WeirError } from '../../errors.ts';
import { asObject, type JsonObject, parseObject } from '../../json-read.ts';
import { FrameSplitter } from '../../sse.ts';
import { chatCompletions } from './chat-completions.ts';
import { normalAnswer, normalRequest } from './normalise.test-support.ts';
import { plainAnswer, plainFold } from './plain-answer.test-support.ts';

const context: AnswerContext = { callId: 'call1', createdAtSeconds: 1, model: 'asked', includesUsage: true };

/** Requests that are no valid ones, by record: the vendors refused them, or took what nobody documents. */
const malformed: Readonly<Record<string, string>> = {
  '31172a11411ad988': 'temperature is a word; refused by the vendor',
  '3b17d5b8d78c2504': 'a message where a part should be; refused by the vendor',
  '301c207daaa5965c': 'no messages; refused by the vendor',
};

/** Requests that come back in another spelling, which means the same. */
const respelled: Readonly<Record<string, string>> = {
  '600b3c32d56a41f3': 'a tool result without an id gets that of its call',
  a00d9761f100af34: 'a tool result without an id gets that of its call',
  d654ebf17a8ad49f: 'a tool result without an id gets that of its call',
  db63b14794bdc8b8: 'a tool result without an id gets that of its call',
  c94f112fb9793588: 'a tool result without an id gets that of its call',
  '99e83b5ad598ba30': "Mistral's reasoning chunks become reasoning_content, unless the target is Mistral",
  '1c6e3df884b5813f': "a seal in reasoning_details that names nothing moves to the call's extra_content",
  '30e8a08e6f2161e7': "a seal in reasoning_details that names a call moves to the call's extra_content",
};

/** Vendors whose streams end with the usage, or were recorded through a host that does. */
function optionsFor(record: TrafficRecord): DecodeOptions {
  return { signer: 'openai', streamEnd: record.response_body.includes('[DONE]') ? 'done' : 'done-or-usage' };
}

function decode(text: string, options: DecodeOptions, step = text.length): readonly StreamEvent[] {
  const bytes = Buffer.from(text);
  const splitter = new FrameSplitter();
  const decoder = chatCompletions.decoder(options);
  const events: StreamEvent[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    for (const { event, data } of splitter.push(bytes.subarray(at, at + step)))
      events.push(...decoder.frame(event, data));
  }
  for (const { event, data } of splitter.end()) events.push(...decoder.frame(event, data));
  return [...events, ...decoder.end()];
}

function streamed(events: readonly StreamEvent[]): string {
  const encoder = chatCompletions.encoder(context);
  return events.map((event) => encoder.encode(event)).join('');
}

const pieces = 23;

/** The same events however the bytes are cut; no end before the terminal event has come. */
function expectCuts(record: TrafficRecord, whole: readonly StreamEvent[], options: DecodeOptions): void {
  const { response_body: text, id } = record;
  for (const step of [1, 7, 1000]) {
    if (step > 1 || text.length < 20_000) expect(decode(text, options, step), `${id} by ${step}`).toEqual(whole);
  }
  const marker = text.lastIndexOf('[DONE]');
  const until = marker === -1 ? text.search(/"finish_reason": ?"/) : marker;
  const frames = text.slice(0, Math.max(0, until)).split('\n\n');
  const stride = Math.max(1, Math.floor(frames.length / pieces));
  for (let count = 1; count < frames.length; count += stride) {
    const cut = decode(`${frames.slice(0, count).join('\n\n')}\n\n`, { ...options, streamEnd: 'done' });
    expect(
      cut.some(({ type }) => type === 'end'),
      `${id} cut after ${count} frames`,
    ).toBe(false);
    const written = streamed(cut);
    expect(written.includes('[DONE]'), `${id} written after ${count} frames`).toBe(false);
  }
}

const isChat = (record: TrafficRecord): boolean => record.endpoint_kind === 'chat.completions';
const isAnswer = (record: TrafficRecord): boolean => isChat(record) && record.response_status < 400;

/** Runs a check on each record and tells of all that fail at once. */
function each(records: readonly TrafficRecord[], check: (record: TrafficRecord, where: string) => void): void {
  const failures = records.flatMap((record) => {
    const where = `${record.id} of ${record.provider}`;
    try {
      check(record, where);
      return [];
    } catch (error) {
      return [error instanceof Error ? `${where}: ${error.message}` : where];
    }
  });
  expect(failures).toEqual([]);
}

describe('recorded Chat Completions requests', () => {
  const records = readTraffic(
    'requests of this dialect',
    (record) => isChat(record) && asObject(record.request_body) !== undefined,
  );
  const counts: Record<string, number> = {};

  it('parse, and are written again as they were', () => {
    each(records, (record, where) => {
      const body = asObject(record.request_body) ?? {};
      if (malformed[record.id] !== undefined) {
        expect(() => chatCompletions.parseRequest(body, {}), where).toThrow(WeirError);
        expect(record.response_status, where).toBe(400);
        return;
      }
      const request = chatCompletions.parseRequest({ model: 'none', ...body }, {});
      const { body: written, dropped } = chatCompletions.encodeRequest(request, {
        name: record.provider,
        model: request.model,
        lacks: new Set(),
      });
      if (respelled[record.id] === undefined)
        expect(normalRequest(written), where).toEqual(normalRequest({ model: 'none', ...body }));
      expect(dropped, where).toEqual([]);
      counts[record.provider] = (counts[record.provider] ?? 0) + 1;
    });
    process.stdout.write(`chat requests round-tripped: ${records.length} ${JSON.stringify(counts)}\n`);
  });
});

describe('recorded Chat Completions answers', () => {
  const records = readTraffic('answers of this dialect', isAnswer);
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

  it('decode to what a plain reading finds, and survive writing, whole and streamed', { timeout: 120_000 }, () => {
    each(records, (record, where) => {
      const options = optionsFor(record);
      const isStream = record.response_format === 'sse';
      const events = isStream
        ? decode(record.response_body, options)
        : chatCompletions.fromBody(parseObject(record.response_body) ?? {}, options);
      const answer = foldAnswer(events);
      if (answer.failure !== undefined) {
        count('errors inside an answer');
        return;
      }
      expect(answer.ended, where).toBe(cutByRecorder[record.id] === undefined);
      expect(plainFold(answer), where).toEqual(plainAnswer(record));
      if (!answer.ended) return;
      const whole: JsonObject = chatCompletions.encodeAnswer(answer, context);
      const again = foldAnswer(chatCompletions.fromBody(JSON.parse(JSON.stringify(whole)), options));
      expect(normalAnswer(again), `${where}, written whole`).toEqual(normalAnswer(answer));
      if (isStream) expectCuts(record, events, options);
      const stream = streamed(isStream ? events : unfoldAnswer(answer));
      const back = foldAnswer(decode(stream, { signer: 'openai' }));
      expect(normalAnswer(back), `${where}, written as a stream`).toEqual(normalAnswer(answer));
      count(`${record.provider}${isStream ? ', streamed' : ''}`);
    });
    const lines = [...counts].sort().map(([name, number]) => `${String(number).padStart(5)} ${name}`);
    process.stdout.write(`chat answers decoded and written: ${records.length}\n${lines.join('\n')}\n`);
  });
});
