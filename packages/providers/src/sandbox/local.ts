import { parseObject, textAt } from '@weir/protocol/json-read';
import { dialectOf, type Operation } from '@weir/protocol/operation';
import type { LocalAnswer, LocalUpstream } from '../provider.ts';
import { chat } from './chat.ts';
import { type Directive, readDirective } from './directive.ts';
import { embeddings } from './embeddings.ts';
import { countTokens, messages } from './messages.ts';
import { createRandom } from './random.ts';
import { badRequest, type ErrorAnswer, errorAnswer } from './refusals.ts';
import { responses } from './responses.ts';
import { SchemaTooLarge } from './schema-instance.ts';
import { type Pace, paceOf, type Request, type Spoken, type Voice } from './voice.ts';

const voices: Readonly<Partial<Record<Operation, Voice>>> = {
  chat,
  responses,
  embeddings,
  messages,
  count_tokens: countTokens,
};

/** Longer than any call may last. */
const foreverMs = 2 ** 31 - 1;

/** A whole answer waits for its tokens like a stream, but no longer than this. */
const wholeMsMax = 400;

type Chunk = LocalAnswer['chunks'][number];
type Played = Pick<LocalAnswer, 'chunks' | 'cut'>;

function json(body: object): Buffer {
  return Buffer.from(JSON.stringify(body));
}

function headersFor(contentType: string, requestId: string): LocalAnswer['headers'] {
  return { 'content-type': contentType, 'x-request-id': requestId, 'request-id': requestId };
}

function refuse({ status, body }: ErrorAnswer, requestId: string): LocalAnswer {
  const waits = status === 429 || status === 503 || status === 529;
  const headers = { ...headersFor('application/json', requestId), ...(waits ? { 'retry-after': '1' } : {}) };
  return { status, headers, chunks: [{ afterMs: 1, bytes: json(body) }], cut: false };
}

function pacedFrames(frames: readonly Buffer[], pace: Pace): Chunk[] {
  return frames.map((bytes, index) => ({ afterMs: index === 0 ? pace.firstMs : pace.nextMs, bytes }));
}

function chunksOf(spoken: Spoken, pace: Pace): Chunk[] {
  if (spoken.kind === 'stream') return pacedFrames(spoken.frames, pace);
  const afterMs = Math.min(pace.firstMs + spoken.outputTokens * pace.nextMs, wholeMsMax);
  return [{ afterMs, bytes: json(spoken.body) }];
}

/** The first half of an answer: of its frames, or of the bytes of its one document. */
function firstHalf(chunks: readonly Chunk[]): Chunk[] {
  const [only] = chunks;
  if (chunks.length > 1 || only === undefined) return chunks.slice(0, Math.ceil(chunks.length / 2));
  return [{ ...only, bytes: only.bytes.subarray(0, Math.ceil(only.bytes.length / 2)) }];
}

/** Plays an answer as the directive has it: whole, broken off, stopped, never begun, or with an error in the middle. */
function play(chunks: readonly Chunk[], directive: Directive | undefined, errorFrame: () => Buffer): Played {
  switch (directive) {
    case 'error-cut':
      return { chunks: firstHalf(chunks), cut: true };
    case 'error-stall':
      return { chunks: [...firstHalf(chunks), { afterMs: foreverMs, bytes: Buffer.alloc(0) }], cut: true };
    case 'error-timeout':
      return { chunks: [{ afterMs: foreverMs, bytes: Buffer.alloc(0) }], cut: true };
    case 'error-in-stream':
      if (chunks.length === 1) return { chunks, cut: false };
      return { chunks: [...firstHalf(chunks), { afterMs: 1, bytes: errorFrame() }], cut: false };
    default:
      return { chunks, cut: false };
  }
}

/** What a voice says; what is nested too deep for this process, or asks for too much, is the request's fault. */
function spokenBy(voice: Voice, request: Request): ReturnType<Voice['speak']> {
  try {
    return voice.speak(request);
  } catch (error) {
    if (error instanceof SchemaTooLarge) return { kind: 'refused', message: error.message };
    if (error instanceof RangeError) return { kind: 'refused', message: 'The request is nested too deep.' };
    throw error;
  }
}

/**
 * Answers inside the process, without a model: realistic answers and streams with their delays, that follow from the
 * request and the seed alone. Any model name answers; names with `smart` and `reason` take longer, the latter think.
 */
export const answerLocally: LocalUpstream = (request, seed, nowMs) => {
  // Planning keeps every other operation from it.
  const voice = voices[request.operation] ?? chat;
  const dialect = dialectOf(request.operation);
  const body = parseObject(request.body.toString()) ?? {};
  const model = textAt(body, 'model') ?? 'fast';
  const random = createRandom(seed);
  const requestId = `req_${random.hex(24)}`;
  const directive = readDirective(model, voice.lastUserText(body));
  const refusal = directive === undefined ? undefined : errorAnswer(directive, dialect);
  if (refusal !== undefined) return refuse(refusal, requestId);
  const spoken = spokenBy(voice, { body, model, random, nowMs });
  if (spoken.kind === 'refused') return refuse(badRequest(dialect, spoken.message), requestId);
  const type = spoken.kind === 'stream' ? 'text/event-stream; charset=utf-8' : 'application/json';
  const played = play(chunksOf(spoken, paceOf(model)), directive, voice.errorFrame);
  return { status: 200, headers: headersFor(type, requestId), ...played };
};
