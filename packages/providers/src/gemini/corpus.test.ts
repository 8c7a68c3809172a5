import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Operation } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import type { Usage } from '@weir/protocol/usage';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { describe, expect, it } from 'vitest';
import { gemini } from './gemini.ts';

/*
 * The meter of the byte-for-byte lane against the reading of the dialect, whose own test compares it with a plain one;
 * and the other operations of Gemini's own.
 */

const operations: Readonly<Record<string, Operation>> = {
  generateContent: 'generate_content',
  streamGenerateContent: 'generate_content',
  countTokens: 'gemini_count_tokens',
  embedContent: 'gemini_embed',
};

/** The chunks of an answer in any of its three forms. */
function chunksOf(record: TrafficRecord): readonly string[] {
  if (record.response_format === 'sse') {
    const splitter = new FrameSplitter();
    return [...splitter.push(Buffer.from(record.response_body)), ...splitter.end()].map(({ data }) => data);
  }
  const body: unknown = JSON.parse(record.response_body);
  return (Array.isArray(body) ? body : [body]).map((one) => JSON.stringify(one));
}

type Reading = {
  usage: Usage;
  finish: string | undefined;
  model: string | undefined;
  ended: boolean;
  contents: number;
};

function fold(events: readonly MeterEvent[]): Reading {
  const reading: Reading = { usage: {}, finish: undefined, model: undefined, ended: false, contents: 0 };
  for (const event of events) {
    if (event.type === 'start') reading.model = event.model;
    if (event.type === 'usage') reading.usage = { ...reading.usage, ...event.usage };
    if (event.type === 'finish') reading.finish = event.reason;
    if (event.type === 'content') reading.contents++;
    if (event.type === 'end') reading.ended = true;
  }
  return reading;
}

describe('recorded answers of Gemini and Vertex', () => {
  const records = readTraffic('the meter of every recorded answer in Gemini’s own operations', (record) => {
    const google = record.provider === 'gemini' || record.provider === 'vertex';
    return google && operations[record.endpoint_kind] !== undefined;
  });

  it('are metered as the dialect reads them, and never end when cut', () => {
    const counts: Record<string, number> = {};
    for (const record of records) {
      const operation = operations[record.endpoint_kind];
      if (operation === undefined || record.response_status >= 300) continue;
      counts[operation] = (counts[operation] ?? 0) + 1;
      if (operation !== 'generate_content') {
        const events = gemini.fromBody(operation, Buffer.from(record.response_body));
        const tokens: unknown = JSON.parse(record.response_body)['usageMetadata']?.['promptTokenCount'];
        expect(fold(events).usage, record.id).toEqual(tokens === undefined ? {} : { input: tokens });
        expect(fold(events).ended, record.id).toBe(true);
        continue;
      }
      const chunks = chunksOf(record);
      const decoder = generateContent.decoder({ signer: 'gemini' });
      const read = [...chunks.flatMap((data) => decoder.frame(undefined, data)), ...decoder.end()];
      const answer = foldAnswer(read);
      const meter = gemini.decoder(operation);
      const metered = [...chunks.flatMap((data) => meter.frame(undefined, data)), ...meter.end()];
      const { contents, ...reading } = fold(metered);
      expect(reading, record.id).toEqual({
        usage: answer.usage ?? {},
        finish: answer.choices[0]?.finish?.reason,
        model: answer.model,
        ended: true,
      });
      expect(contents, record.id).toBeLessThanOrEqual(1);
      const cut = gemini.decoder(operation);
      const early = chunks.slice(0, -1).filter((data) => !data.includes('"finishReason"'));
      const left = [...early.flatMap((data) => cut.frame(undefined, data)), ...cut.end()];
      expect(fold(left).ended, record.id).toBe(false);
    }
    process.stdout.write(`Gemini's answers metered: ${JSON.stringify(counts)}\n`);
  });

  it('that are refusals have the class that Google names', () => {
    const classes = records
      .filter((record) => record.response_status >= 400)
      .map((record) => {
        const { code, retryable, retryAfterMs } = gemini.toFailure(record.response_status, {}, record.response_body);
        return [record.response_status, code, retryable, retryAfterMs].join(' ');
      });
    for (const one of new Set(classes)) process.stdout.write(`  ${one}\n`);
    const known = ['400 auth false ', '404 not_found false ', '429 rate_limited true 48000', '400 bad_request false '];
    for (const one of classes) expect(known).toContain(one);
  });
});
