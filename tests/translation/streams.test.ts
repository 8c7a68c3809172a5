import { isDeepStrictEqual } from 'node:util';
import { AwsFrameError, AwsFrameSplitter } from '@weir/protocol/aws-frames';
import { errorFrame } from '@weir/protocol/error-body';
import { WeirError } from '@weir/protocol/errors';
import { type ChatOperation, chatOperations } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import { recordProof } from '@weir/testing/proofs';
import { cutByRecorder } from '@weir/testing/recordings';
import type { TrafficRecord } from '@weir/testing/reference';
import { scaled } from '@weir/testing/scale';
import { expect, it } from 'vitest';
import { officialClients } from './clients/official.ts';
import { context, reEncode } from './re-encode.ts';
import { type AnswerRecord, recordedAnswers } from './scope.ts';
import { documentsOf } from './stated/json.ts';
import { readDocuments } from './stated/read-record.ts';
import { framesBeforeEnd } from './terminal.ts';
import { bytesOf, eventsOf, framesOf, isFramed, readFrames, upstreamOf } from './upstream-of.ts';

/** Places of a split or a cut: every one where they are few, else a spread over all. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.floor((at * count) / most));
}

const streams = recordedAnswers('recorded streams, split and cut').filter(({ record }) => isFramed(record));

const splitsMost = scaled({ scaled: 6, full: 20_000 });
const bytewiseMost = scaled({ scaled: 2_000, full: 200_000 });
const byteCutsMost = scaled({ scaled: 6, full: 20_000 });
const cutsMost = scaled({ scaled: 5, full: 10_000 });
const shownMost = scaled({ scaled: 2, full: 40 });

it('a stream split at any byte gives the same events', { timeout: 3_600_000 }, () => {
  let splits = 0;
  const unequal: string[] = [];
  for (const { record, language } of streams) {
    const bytes = bytesOf(record);
    const upstream = upstreamOf(record, language);
    const whole = readFrames(record, upstream, [bytes]);
    const holds = (chunks: readonly Buffer[], where: string): void => {
      splits += 1;
      if (!isDeepStrictEqual(readFrames(record, upstream, chunks), whole)) unequal.push(`${record.id} ${where}`);
    };
    // The larger a stream, the dearer each reading of it.
    const places = spread(bytes.length, Math.max(4, Math.min(splitsMost, Math.ceil(4e8 / bytes.length ** 1.5))));
    for (const at of places) holds([bytes.subarray(0, at), bytes.subarray(at)], `at ${at}`);
    if (bytes.length <= bytewiseMost)
      holds(
        [...bytes].map((byte) => Buffer.from([byte])),
        'byte by byte',
      );
  }
  recordProof('streams split at bytes', { streams: streams.length, splits, unequal: unequal.length });
  expect(unequal).toEqual([]);
});

/** What a client gets of a stream that was cut: what was written, then the gateway's error event. */
function cutAnswer(operation: ChatOperation, written: string): string {
  const error = new WeirError('upstream_truncated', 'The upstream ended its stream before the answer was complete.');
  return written + errorFrame(operation, error, context.callId).toString();
}

/** True where the official client throws on it. */
async function isRefused(operation: ChatOperation, text: string): Promise<boolean> {
  try {
    await officialClients[operation](text, 'streamed');
    return false;
  } catch {
    return true;
  }
}

/** Chat ends with `[DONE]`; of the others, what reads them knows. */
function looksWhole(operation: ChatOperation, written: string): boolean {
  if (operation === 'chat') return written.includes('[DONE]');
  return readDocuments(operation, documentsOf(written), 'streamed').ended;
}

async function cutFaults({ record, language }: AnswerRecord, at: number, shown: boolean): Promise<string[]> {
  const frames = framesOf(record);
  const decoder = upstreamOf(record, language).decoder();
  const events = frames.slice(0, at).flatMap(({ event, data }) => decoder.frame(event, data));
  events.push(...decoder.end());
  const where = `${record.id} (${language}) cut before frame ${at} of ${frames.length}`;
  if (events.some(({ type }) => type === 'end')) return [`${where}: ends`];
  const faults: string[] = [];
  for (const operation of chatOperations) {
    const written = reEncode(operation, 'streamed', events);
    if (looksWhole(operation, written)) faults.push(`${where}: ${operation} looks whole`);
    const failed = events.some(({ type }) => type === 'error');
    const text = failed ? written : cutAnswer(operation, written);
    if (shown && !(await isRefused(operation, text))) faults.push(`${where}: ${operation} is taken by its client`);
  }
  return faults;
}

/** The bytes up to the end of so many frames. */
function bytesOfFrames(record: TrafficRecord, count: number): number {
  const bytes = bytesOf(record);
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const splitter = record.response_format === 'aws' ? new AwsFrameSplitter() : new FrameSplitter();
    if (splitter.push(bytes.subarray(0, middle)).length >= count) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** True where nothing says that the answer is whole; bytes that are no frames say so least. */
function isUnended(answer: AnswerRecord, length: number): boolean {
  try {
    const { record, language } = answer;
    return !readFrames(record, upstreamOf(record, language), [bytesOf(record).subarray(0, length)]).some(
      ({ type }) => type === 'end',
    );
  } catch (error) {
    if (error instanceof AwsFrameError) return true;
    throw error;
  }
}

it('a stream cut at any byte before its terminal event does not end', { timeout: 3_600_000 }, () => {
  const faults: string[] = [];
  let cuts = 0;
  for (const answer of streams) {
    if (answer.stated.failed) continue;
    const before = framesBeforeEnd(answer.language, framesOf(answer.record));
    const most = Math.max(4, Math.min(byteCutsMost, Math.ceil(4e8 / bytesOf(answer.record).length ** 1.5)));
    for (const length of spread(bytesOfFrames(answer.record, before) + 1, most)) {
      cuts += 1;
      if (!isUnended(answer, length)) faults.push(`${answer.record.id} cut after ${length} bytes ends`);
    }
  }
  recordProof('streams cut at bytes', { streams: streams.length, cuts, ended: faults.length });
  expect(faults).toEqual([]);
});

it('a stream cut before its terminal event is an error to every client', { timeout: 3_600_000 }, async () => {
  const faults: string[] = [];
  let cuts = 0;
  let shown = 0;
  for (const answer of streams) {
    if (answer.stated.failed) continue;
    const places = spread(framesBeforeEnd(answer.language, framesOf(answer.record)) + 1, cutsMost);
    const showEach = Math.max(1, Math.floor(places.length / shownMost));
    for (const [number, at] of places.entries()) {
      const show = number % showEach === 0 || number === places.length - 1;
      cuts += 1;
      shown += show ? chatOperations.length : 0;
      faults.push(...(await cutFaults(answer, at, show)));
    }
  }
  recordProof('streams cut before their end', {
    streams: streams.length,
    cuts,
    'shown to clients': shown,
    'taken for whole': faults.length,
  });
  expect(faults).toEqual([]);
});

it('an answer that its vendor failed, or that its recorder cut, has no end', () => {
  const answers = recordedAnswers('recorded answers that are not whole');
  const broken = answers.filter(({ record, stated }) => stated.failed || cutByRecorder[record.id] !== undefined);
  for (const { record, language, stated } of broken) {
    const events = eventsOf(record, language);
    expect(
      events.some(({ type }) => type === 'error'),
      record.id,
    ).toBe(stated.failed);
    if (!stated.failed)
      expect(
        events.some(({ type }) => type === 'end'),
        record.id,
      ).toBe(false);
  }
  recordProof('recorded answers that are not whole', { answers: broken.length });
});
