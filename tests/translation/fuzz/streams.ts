import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamDecoder, StreamEvent } from '@weir/protocol/canonical/stream-event';
import { chatOperations } from '@weir/protocol/operation';
import { FrameSplitter } from '@weir/protocol/sse';
import { parseFrame, type SseFrame, sseText } from '@weir/protocol/sse-frame';
import { dialects } from '../dialects.ts';
import { firstBreach } from '../invariants.ts';
import { context, reEncode } from '../re-encode.ts';
import { recordedAnswers } from '../scope.ts';
import { framesOf, isFramed, upstreamOf } from '../upstream-of.ts';
import { mutated } from './mutate.ts';
import type { Random } from './random.ts';

/** A stream to be spoiled: its frames, and what reads them. */
export type StreamSeed = { readonly name: string; readonly frames: readonly SseFrame[]; decoder(): StreamDecoder };

const fixtures = join(import.meta.dirname, '../../../packages/providers/src');
const framesMost = 60;

/** Fixtures of the providers, so that something is spoiled where no corpus is. */
function fixtureSeeds(): StreamSeed[] {
  const folders = [
    { folder: 'openai', start: 'chat', operation: 'chat' },
    { folder: 'openai', start: 'responses', operation: 'responses' },
    { folder: 'anthropic', start: 'messages', operation: 'messages' },
  ] as const;
  return folders.flatMap(({ folder, start, operation }) => {
    const directory = join(fixtures, folder, 'fixtures');
    const names = readdirSync(directory).filter((name) => name.startsWith(start) && name.endsWith('.sse'));
    return names.map((name) => {
      const splitter = new FrameSplitter();
      const frames = [...splitter.push(readFileSync(join(directory, name))), ...splitter.end()];
      return { name, frames, decoder: () => dialects[operation].decoder({ signer: folder }) };
    });
  });
}

/** Short streams of every language. */
export function streamSeeds(): StreamSeed[] {
  const recorded = recordedAnswers('mutations of recorded streams')
    .filter(({ record }) => isFramed(record))
    .map(({ record, language }) => ({
      name: `${record.id} (${language})`,
      frames: framesOf(record),
      decoder: () => upstreamOf(record, language).decoder(),
    }))
    .filter(({ frames }) => frames.length <= framesMost && JSON.stringify(frames).length < 60_000);
  return [...fixtureSeeds(), ...recorded];
}

function spoilJson(data: string, random: Random): string {
  try {
    return JSON.stringify(mutated(JSON.parse(data), random));
  } catch {
    return data;
  }
}

/** The frame as it comes with stray fields, comments and CR LF around it. */
function strayed({ event, data }: SseFrame): SseFrame {
  const text = `: ping\nid: 7\nretry: 10\nnonsense\n${sseText(event, data).trimEnd()}\nid\nfoo: bar`;
  return parseFrame(text) ?? { event, data };
}

type Spoiled = { readonly frames: SseFrame[]; readonly unreadableAt: number | undefined };

function spoil(frames: readonly SseFrame[], random: Random): Spoiled {
  const copy = [...frames];
  const at = random.below(copy.length);
  const frame = copy[at];
  if (frame === undefined) return { frames: copy, unreadableAt: undefined };
  switch (random.below(9)) {
    case 0:
      copy[at] = { ...frame, data: random.pick(['{', '{"a":', `${frame.data.slice(0, -1)}`, 'null,', '<html>']) };
      return { frames: copy, unreadableAt: isJson(copy[at]?.data ?? '') ? undefined : at };
    case 1:
      copy.splice(at, 1);
      break;
    case 2:
      copy.splice(at, 0, frame, frame);
      break;
    case 3:
      copy.splice(random.below(copy.length), 0, ...copy.splice(at, 1));
      break;
    case 4:
      return { frames: copy.map(strayed), unreadableAt: undefined };
    case 5:
      return { frames: copy.slice(0, at), unreadableAt: undefined };
    default:
      for (let times = 1 + random.below(3); times > 0; times--) {
        const other = random.below(copy.length);
        const one = copy[other];
        if (one !== undefined) copy[other] = { ...one, data: spoilJson(one.data, random) };
      }
  }
  return { frames: copy, unreadableAt: undefined };
}

function isJson(data: string): boolean {
  if (data.trim() === '[DONE]' || data.trim() === '') return true;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

/** Whether an unreadable frame was told of: by an error event, unless the answer was over before it. */
function isTold(events: readonly StreamEvent[], before: readonly StreamEvent[]): boolean {
  const over = before.some(({ type }) => type === 'end' || type === 'error');
  return over || events.some(({ type }) => type === 'error');
}

/** Most that an encoder writes for a byte that it is given, and for a frame: snapshots of Responses repeat the text. */
const growthMax = 60;
const perFrameMax = 8_000;

function encodeFault(events: readonly StreamEvent[], bytesIn: number, frames: number): string | undefined {
  for (const operation of chatOperations) {
    const text = reEncode(operation, 'streamed', events);
    if (text.length > growthMax * bytesIn + perFrameMax * (frames + 1))
      return `${operation} writes ${text.length} bytes`;
    const answer = foldAnswer(events);
    if (answer.ended && answer.failure === undefined) JSON.stringify(dialects[operation].encodeAnswer(answer, context));
  }
  return undefined;
}

/** Spoils the stream and reads it; what went wrong, undefined where nothing did. */
export function streamFaults(seed: StreamSeed, random: Random): string | undefined {
  const { frames, unreadableAt } = spoil(seed.frames, random);
  try {
    const decoder = seed.decoder();
    const events: StreamEvent[] = [];
    let before: readonly StreamEvent[] = [];
    for (const [at, { event, data }] of frames.entries()) {
      if (at === unreadableAt) before = [...events];
      events.push(...decoder.frame(event, data));
    }
    events.push(...decoder.end());
    const breach = firstBreach(events);
    if (breach !== undefined) return breach;
    if (unreadableAt !== undefined && !isTold(events, before))
      return `skips an unreadable frame: ${frames[unreadableAt]?.data.slice(0, 80)}`;
    const bytesIn = frames.reduce((sum, { data }) => sum + data.length, 0);
    return encodeFault(events, bytesIn, frames.length);
  } catch (error) {
    return String(error instanceof Error ? error.stack : error).slice(0, 500);
  }
}

/** A whole answer to be spoiled, and what reads it. */
export type WholeSeed = {
  readonly name: string;
  readonly document: unknown;
  read(body: Buffer): readonly StreamEvent[];
};

/** Whole answers of every language, fixtures of the providers among them. */
export function wholeSeeds(): WholeSeed[] {
  const own = (['chat', 'responses', 'messages'] as const).map((operation) => {
    const folder = operation === 'messages' ? 'anthropic' : 'openai';
    const document = JSON.parse(readFileSync(join(fixtures, folder, 'fixtures', `${operation}.json`), 'utf8'));
    const read = (body: Buffer): readonly StreamEvent[] =>
      dialects[operation].fromBody(JSON.parse(body.toString()), { signer: folder });
    return { name: `${folder} ${operation}.json`, document, read };
  });
  const recorded = recordedAnswers('mutations of recorded answers')
    .filter(({ record }) => record.response_format === 'json' && record.response_body.length < 40_000)
    .filter(({ record }) => !record.response_body.trimStart().startsWith('['))
    .map(({ record, language }) => ({
      name: `${record.id} (${language})`,
      document: JSON.parse(record.response_body),
      read: (body: Buffer) => upstreamOf(record, language).fromBody(body),
    }));
  return [...own, ...recorded];
}

/** Spoils the answer and reads it; what went wrong, undefined where nothing did. */
export function wholeFault(seed: WholeSeed, random: Random): string | undefined {
  const text = JSON.stringify(mutated(seed.document, random));
  try {
    const document = JSON.parse(text);
    if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
    const events = seed.read(Buffer.from(text));
    return firstBreach(events) ?? encodeFault(events, text.length, 1);
  } catch (error) {
    return String(error instanceof Error ? error.stack : error).slice(0, 500);
  }
}
