import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import type { ChatAnswer } from '../../canonical/chat-answer.ts';
import type { AnswerContext, RequestHead } from '../../canonical/chat-dialect.ts';
import { foldAnswer } from '../../canonical/fold-answer.ts';
import type { Part } from '../../canonical/part.ts';
import type { StreamEvent } from '../../canonical/stream-event.ts';
import { unfoldAnswer } from '../../canonical/unfold-answer.ts';
import { asObject, type JsonObject, parseObject } from '../../json-read.ts';
import { FrameSplitter } from '../../sse.ts';
import { generateContent } from './generate-content.ts';
import { plainRequest } from './plain-request.test-support.ts';

const kinds: ReadonlySet<string> = new Set(['generateContent', 'streamGenerateContent']);
const signer = { signer: 'gemini' };
const target = { name: 'Gemini', model: 'gemini-2.5-flash', signer: 'gemini', lacks: new Set<never>() };
const context: AnswerContext = { callId: 'call-1', createdAtSeconds: 0, model: 'asked' };

/** Requests that are no REST requests of the API, by record id. */
const strange: Readonly<Record<string, string>> = {};

function headOf({ endpoint }: TrafficRecord): RequestHead {
  const [, model, method] = /models\/([^:]+):(\w+)/.exec(endpoint) ?? [];
  return { model: model ?? 'unknown', streaming: method === 'streamGenerateContent' };
}

type Json = ReturnType<typeof JSON.parse>;

/** The chunks of an answer in any of its three forms. */
function chunksOf(record: TrafficRecord): Json[] {
  if (record.response_format !== 'sse') {
    const document: Json = JSON.parse(record.response_body);
    return Array.isArray(document) ? document : [document];
  }
  const frames = new FrameSplitter();
  const bytes = Buffer.from(record.response_body);
  return [...frames.push(bytes), ...frames.end()].map(({ data }) => JSON.parse(data));
}

function decode(chunks: readonly string[]): StreamEvent[] {
  const decoder = generateContent.decoder(signer);
  return [...chunks.flatMap((chunk) => decoder.frame(undefined, chunk)), ...decoder.end()];
}

function encodeStream(events: readonly StreamEvent[], asArray: boolean): string {
  const encoder = generateContent.encoder({ ...context, asArray });
  return events.map((event) => encoder.encode(event)).join('');
}

function framesOf(text: string): string[] {
  const splitter = new FrameSplitter();
  return [...splitter.push(Buffer.from(text)), ...splitter.end()].map(({ data }) => data);
}

/** What the record says, read plainly: nothing shared with the code under test. */
function plainAnswer(chunks: readonly Json[]): object {
  const text: string[] = [];
  const thoughts: string[] = [];
  const calls: string[] = [];
  const seals: string[] = [];
  let finish: unknown;
  for (const chunk of chunks) {
    const candidate = chunk['candidates']?.[0] ?? {};
    finish = candidate['finishReason'] ?? finish;
    for (const part of candidate['content']?.['parts'] ?? []) {
      if (part['text']) (part['thought'] ? thoughts : text).push(part['text']);
      if (part['functionCall']?.['name']) calls.push(part['functionCall']['name']);
      if (part['thoughtSignature'] && !part['toolCall'] && !part['toolResponse']) seals.push(part['thoughtSignature']);
    }
  }
  // Two records have enums as numbers.
  return { text: text.join(''), thoughts: thoughts.join(''), calls, seals, finish: finish === 1 ? 'STOP' : finish };
}

const finishWords: Readonly<Record<string, unknown>> = { stop: 'STOP', tool_calls: 'STOP', length: 'MAX_TOKENS' };

function canonicalAnswer({ choices }: ChatAnswer): object {
  const parts = choices[0]?.parts ?? [];
  const of = <Kind extends Part['kind']>(kind: Kind): Extract<Part, { kind: Kind }>[] =>
    parts.filter((part): part is Extract<Part, { kind: Kind }> => part.kind === kind);
  const finish = choices[0]?.finish;
  return {
    text: of('text')
      .map((part) => part.text)
      .join(''),
    thoughts: of('reasoning')
      .flatMap((part) => part.texts)
      .join(''),
    calls: of('tool_call').map((part) => part.name),
    seals: parts.flatMap((part) => ('signature' in part && part.signature ? [part.signature.value] : [])),
    finish: finish?.word ?? finishWords[finish?.reason ?? ''],
  };
}

/** Ids that the API did not give are made anew by each reading. */
function comparable(answer: ChatAnswer): object {
  const { native, createdAtSeconds, ...rest } = answer;
  return rest;
}

function plainUsage(chunks: readonly Json[]): object {
  const all: Record<string, number> = {};
  for (const chunk of chunks) {
    const report = chunk['usageMetadata'] ?? {};
    const of = (modality: string, key: string): number | undefined =>
      (report[key] ?? [])
        .filter((one: Json) => one['modality'] === modality)
        .map((one: Json) => one['tokenCount'] ?? 0)[0];
    const heard = of('AUDIO', 'promptTokensDetails');
    const seen = of('IMAGE', 'promptTokensDetails');
    const drawn = of('IMAGE', 'candidatesTokensDetails');
    const prompt = report['promptTokenCount'];
    const cached = report['cachedContentTokenCount'];
    if (prompt !== undefined) {
      all['input'] = prompt + (report['toolUsePromptTokenCount'] ?? 0) - (cached ?? 0) - (heard ?? 0) - (seen ?? 0);
    }
    if (cached !== undefined) all['cacheRead'] = cached;
    if (heard !== undefined) all['audioInput'] = heard;
    if (seen !== undefined) all['imageInput'] = seen;
    if (drawn !== undefined) all['imageOutput'] = drawn;
    const candidates = report['candidatesTokenCount'];
    if (candidates !== undefined) all['output'] = candidates - (drawn ?? 0);
    if (report['thoughtsTokenCount'] !== undefined) all['reasoning'] = report['thoughtsTokenCount'];
  }
  const queries = chunks.flatMap(
    (chunk) => chunk['candidates']?.[0]?.['groundingMetadata']?.['webSearchQueries'] ?? [],
  );
  if (queries.length > 0) all['searches'] = 1;
  return all;
}

const isOwn = (record: TrafficRecord): boolean => kinds.has(record.endpoint_kind);

describe('recorded requests in the dialect', () => {
  const records = readTraffic('requests of generateContent, read and written again', (record) => {
    return isOwn(record) && asObject(record.request_body) !== undefined;
  });

  it('parse, and are the same when they are written again', () => {
    const counts = { parsed: 0, refused: 0 };
    for (const record of records) {
      const body = asObject(record.request_body) ?? {};
      if (strange[record.id] !== undefined) {
        expect(() => generateContent.parseRequest(body, headOf(record)), record.id).toThrow();
        counts.refused++;
        continue;
      }
      const request = generateContent.parseRequest(body, headOf(record));
      const { body: written, dropped } = generateContent.encodeRequest(request, target);
      expect(dropped, record.id).toEqual([]);
      expect(plainRequest(written), record.id).toEqual(plainRequest(body));
      counts.parsed++;
    }
    process.stdout.write(`generate_content requests: ${JSON.stringify(counts)}\n`);
  });
});

describe('recorded answers in the dialect', () => {
  const records = readTraffic('answers of generateContent, read and written again', (record) => {
    return isOwn(record) && record.response_status < 300;
  });

  it('decode to what they say, whole and streamed, and again when they are encoded', { timeout: 60_000 }, () => {
    const counts = { whole: 0, streamed: 0, cuts: 0 };
    for (const record of records) {
      const chunks = chunksOf(record);
      const texts = chunks.map((chunk) => JSON.stringify(chunk));
      const events = decode(texts);
      const answer = foldAnswer(events);
      expect(answer.ended, record.id).toBe(true);
      expect(canonicalAnswer(answer), record.id).toEqual(plainAnswer(chunks));
      expect(answer.usage ?? {}, record.id).toEqual(plainUsage(chunks));

      const body = parseObject(JSON.stringify(generateContent.encodeAnswer(answer, context))) ?? {};
      const again = foldAnswer(generateContent.fromBody(body, signer));
      expect(comparable(again), record.id).toEqual(comparable(answer));

      const streamed = foldAnswer(decode(framesOf(encodeStream(events, false))));
      expect(comparable(streamed), record.id).toEqual(comparable(answer));
      const unfolded = foldAnswer(decode(framesOf(encodeStream(unfoldAnswer(answer), false))));
      expect(comparable(unfolded), record.id).toEqual(comparable(answer));
      const array: JsonObject[] = JSON.parse(encodeStream(events, true));
      expect(comparable(foldAnswer(decode(array.map((one) => JSON.stringify(one))))), record.id).toEqual(
        comparable(answer),
      );

      counts[chunks.length === 1 && record.response_format === 'json' ? 'whole' : 'streamed']++;
      const finished = chunks.findLastIndex((chunk) => chunk['candidates']?.[0]?.['finishReason'] !== undefined);
      for (let length = 0; length < texts.length; length++) {
        const early = chunks.slice(0, length).some((chunk) => chunk['candidates']?.[0]?.['finishReason'] !== undefined);
        if (length > finished || early) continue;
        const cut = decode(texts.slice(0, length));
        expect(
          cut.some(({ type }) => type === 'end' || type === 'finish'),
          record.id,
        ).toBe(false);
        counts.cuts++;
      }
      const written = framesOf(encodeStream(events, false));
      for (const [index, frame] of written.entries()) {
        if (index < written.length - 1) expect(frame, record.id).not.toContain('"finishReason"');
      }
    }
    process.stdout.write(`generate_content answers: ${JSON.stringify(counts)}\n`);
  });
});
