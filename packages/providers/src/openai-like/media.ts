import { embeddingsUsage } from '@weir/protocol/dialects/chat-completions/chat-usage';
import { countAt, entryOf, type JsonObject, listAt, objectAt, parseObject, textAt } from '@weir/protocol/json-read';
import { scanTopLevel } from '@weir/protocol/json-spans';
import type { MeterEvent } from '@weir/protocol/meter-event';
import type { Operation } from '@weir/protocol/operation';
import { toEmbeddedFailure } from '@weir/protocol/to-failure';
import type { Usage } from '@weir/protocol/usage';
import type { Decoder } from '../provider.ts';
import { startOf, usageEvent } from '../shared/events.ts';
import { audioUsage, imagesUsage } from './media-usage.ts';

const nothing: readonly MeterEvent[] = [];
const content: MeterEvent = { type: 'content' };

function isFailed(body: JsonObject): boolean {
  return objectAt(body, 'error') !== undefined || textAt(body, 'error') !== undefined || body['object'] === 'error';
}

type Reading = { readonly whole: boolean; readonly filled: boolean; readonly usage: Usage };

/** Cohere's models are charged by units, others by tokens; https://docs.cohere.com/reference/rerank. */
function rerankUsage(body: JsonObject): Usage {
  const units = objectAt(objectAt(body, 'meta'), 'billed_units') ?? objectAt(body, 'usage');
  const searches = countAt(units, 'search_units');
  if (searches !== undefined) return { searches };
  const report = objectAt(body, 'usage') ?? objectAt(objectAt(body, 'meta'), 'tokens');
  if (report === undefined) return {};
  const input = countAt(report, 'input_tokens') ?? embeddingsUsage(report).input;
  return input === undefined ? {} : { input };
}

/** Vendors who report nothing for it charge nothing, or by the request. */
function moderationUsage(body: JsonObject): Usage {
  const report = objectAt(body, 'usage');
  const usage = report === undefined ? {} : embeddingsUsage(report);
  return usage.input === undefined ? { requests: 1 } : { input: usage.input };
}

function pictures(body: JsonObject): Reading {
  const { data } = body;
  const whole = Array.isArray(data);
  const count = whole ? data.length : undefined;
  return { whole, filled: whole && data.length > 0, usage: imagesUsage(objectAt(body, 'usage'), count) };
}

const readers: Readonly<Partial<Record<Operation, (body: JsonObject) => Reading>>> = {
  images: pictures,
  image_edits: pictures,
  moderations: (body) => ({ whole: Array.isArray(body['results']), filled: true, usage: moderationUsage(body) }),
  rerank: (body) => {
    // Voyage's list is `data`.
    const list = body['results'] ?? body['data'];
    return { whole: Array.isArray(list), filled: true, usage: rerankUsage(body) };
  },
  // Sound itself is no JSON; hosts that wrap it in one say so by their type.
  speech: (body) => ({ whole: true, filled: true, usage: audioUsage(objectAt(body, 'usage')) }),
  transcription: (body) => ({
    whole: typeof body['text'] === 'string',
    filled: true,
    usage: audioUsage(objectAt(body, 'usage')),
  }),
};

/** Pictures are nearly all of the bytes, and no matter of the meter's. */
function parse(operation: Operation, body: Buffer): JsonObject | undefined {
  if (operation !== 'images' && operation !== 'image_edits') return parseObject(body.toString());
  const spans = scanTopLevel(body);
  const data = spans?.get('data');
  if (spans === undefined || data === undefined) return parseObject(body.toString());
  const count = listAt(parseObject(`{"data":${body.toString('utf8', ...data)}}`), 'data').length;
  const others = ['usage', 'error', 'model'].flatMap((key) => {
    const span = spans.get(key);
    return span === undefined ? [] : [`"${key}":${body.toString('utf8', ...span)}`];
  });
  const read = parseObject(`{${others.join(',')}}`);
  return read === undefined ? undefined : { ...read, data: Array.from({ length: count }) };
}

/**
 * Reads an answer of images, moderations, rerank, speech or transcription; without `end` where it is an error or was cut,
 * also where it is but the usage of one that was too long to gather.
 */
export function fromMediaBody(operation: Operation, bytes: Buffer): readonly MeterEvent[] {
  const body = parse(operation, bytes);
  if (body === undefined) return nothing;
  if (isFailed(body)) return [{ type: 'error', failure: toEmbeddedFailure(body) }];
  const reading = readers[operation]?.(body);
  if (reading === undefined) return nothing;
  const { usage, filled, whole } = reading;
  const used = Object.keys(usage).length === 0 ? nothing : [usageEvent(usage, undefined)];
  if (!whole) return objectAt(body, 'usage') === undefined ? nothing : used;
  return [startOf(body), ...(filled ? [content] : nothing), ...used, { type: 'end' }];
}

type Finished = { readonly usageOf: (body: JsonObject) => Usage };

const drawn: Finished = { usageOf: (body) => imagesUsage(objectAt(body, 'usage'), 1) };
const spoken: Finished = { usageOf: (body) => audioUsage(objectAt(body, 'usage')) };

/** The events that finish a picture, a transcript, a speech (https://platform.openai.com/docs/api-reference/images-streaming and .../audio). */
const finishing: Readonly<Record<string, Finished>> = {
  'image_generation.completed': drawn,
  'image_edit.completed': drawn,
  'transcript.text.done': spoken,
  'speech.audio.done': spoken,
};

function added(before: Usage, more: Usage): Usage {
  const buckets = new Set([...Object.keys(before), ...Object.keys(more)]);
  const sums = [...buckets].map((bucket) => {
    const [was, is] = [before, more].map((usage) => countAt(usage, bucket) ?? 0);
    return [bucket, (was ?? 0) + (is ?? 0)];
  });
  return Object.fromEntries(sums);
}

/**
 * Reads a stream of pictures, of a transcript or of speech. Several pictures finish one by one, so the stream is whole where
 * one has finished and the bytes ended cleanly.
 */
export class MediaDecoder implements Decoder {
  #hasContent = false;
  #finished = false;
  #usage: Usage = {};

  frame(event: string | undefined, data: string): readonly MeterEvent[] {
    // Parts of pictures are long and tell nothing more.
    if (this.#hasContent && event !== undefined && entryOf(finishing, event) === undefined && event !== 'error')
      return nothing;
    const body = parseObject(data);
    if (body === undefined) return nothing;
    if (isFailed(body) || textAt(body, 'type') === 'error')
      return [{ type: 'error', failure: toEmbeddedFailure(body) }];
    const first: readonly MeterEvent[] = this.#hasContent ? nothing : [content];
    this.#hasContent = true;
    const finished = entryOf(finishing, textAt(body, 'type') ?? event ?? '');
    if (finished === undefined) return first;
    this.#finished = true;
    this.#usage = added(this.#usage, finished.usageOf(body));
    return [...first, usageEvent(this.#usage, undefined)];
  }

  end(): readonly MeterEvent[] {
    return this.#finished ? [{ type: 'end' }] : nothing;
  }
}
