import type { DecodeOptions } from '../../canonical/chat-dialect.ts';
import { defined } from '../../canonical/fields.ts';
import type { StreamDecoder, StreamEvent } from '../../canonical/stream-event.ts';
import { readFrame, unreadableFrame } from '../../canonical/unreadable-frame.ts';
import { WeirError } from '../../errors.ts';
import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import { toEmbeddedFailure } from '../../to-failure.ts';
import { parseAnnotation, parseLogprobs } from './annotations.ts';
import { closingEvents, type Seen, seenIn, startEvent } from './closing.ts';
import { OpenItem, PartCounter } from './open-item.ts';

const nothing: readonly StreamEvent[] = [];

function deltaText(body: JsonObject): string {
  const delta = body['delta'];
  return typeof delta === 'string' ? delta : '';
}

/** What has been read of an answer: which items are open, and which are done. */
class Reading {
  readonly #signer: string;
  readonly #counter = new PartCounter();
  readonly #open = new Map<number, OpenItem>();
  readonly #done = new Set<number>();
  #started = false;
  #over = false;
  #seen: Seen = { lastItem: undefined, refuses: false };

  constructor(signer: string) {
    this.#signer = signer;
  }

  get isOver(): boolean {
    return this.#over;
  }

  start(response: JsonObject): readonly StreamEvent[] {
    if (this.#started) return nothing;
    this.#started = true;
    return [startEvent(response)];
  }

  item(body: JsonObject): OpenItem | undefined {
    const index = countAt(body, 'output_index');
    return index === undefined ? undefined : this.#open.get(index);
  }

  added(body: JsonObject): readonly StreamEvent[] {
    const index = countAt(body, 'output_index') ?? this.#open.size + this.#done.size;
    const item = objectAt(body, 'item');
    if (item === undefined || this.#open.has(index) || this.#done.has(index)) return nothing;
    const open = new OpenItem(item, this.#counter, this.#signer);
    this.#open.set(index, open);
    return open.begin();
  }

  itemDone(index: number, item: JsonObject): readonly StreamEvent[] {
    if (this.#done.has(index)) return nothing;
    const open = this.#open.get(index) ?? new OpenItem(item, this.#counter, this.#signer);
    this.#open.delete(index);
    this.#done.add(index);
    const { lastItem, refuses } = seenIn([item]);
    this.#seen = { lastItem, refuses: this.#seen.refuses || refuses };
    return open.done(item);
  }

  /** The terminal event holds the whole answer: items that were never told of are read off it. */
  close(response: JsonObject): readonly StreamEvent[] {
    const output = listAt(response, 'output');
    const started = this.start(response);
    const items = output.flatMap((item, index) => {
      const object = asObject(item);
      return object === undefined ? nothing : this.itemDone(index, object);
    });
    const left = [...this.#open.values()].flatMap((item) => item.close());
    this.#open.clear();
    this.#over = true;
    const seen = output.length === 0 ? this.#seen : seenIn(output);
    return [...started, ...items, ...left, ...closingEvents(response, seen)];
  }

  /** What `read` tells, behind a start; an item that makes no sense is as good as unreadable. */
  guarded(read: () => readonly StreamEvent[]): readonly StreamEvent[] {
    try {
      const events = read();
      if (this.#started || events.length === 0) return events;
      this.#started = true;
      return [{ type: 'start' }, ...events];
    } catch (error) {
      if (error instanceof WeirError) return this.lose();
      throw error;
    }
  }

  lose(): readonly StreamEvent[] {
    this.#over = true;
    return [unreadableFrame];
  }

  fail(body: JsonObject): readonly StreamEvent[] {
    this.#over = true;
    return [...this.start({}), { type: 'error', failure: toEmbeddedFailure(body) }];
  }
}

type Reader = (reading: Reading, body: JsonObject) => readonly StreamEvent[];

const start: Reader = (reading, body) => reading.start(objectAt(body, 'response') ?? {});
const close: Reader = (reading, body) => reading.close(objectAt(body, 'response') ?? {});

const itemDone: Reader = (reading, body) => {
  const index = countAt(body, 'output_index');
  const item = objectAt(body, 'item');
  return index === undefined || item === undefined ? nothing : reading.itemDone(index, item);
};

const contentAdded: Reader = (reading, body) => {
  const index = countAt(body, 'content_index') ?? 0;
  const type = objectAt(body, 'part')?.['type'];
  if (type !== 'output_text' && type !== 'refusal') return nothing;
  return reading.item(body)?.content(index, type === 'refusal' ? 'refusal' : 'text', undefined) ?? nothing;
};

const textDelta: Reader = (reading, body) => {
  const delta = {
    kind: 'text',
    text: deltaText(body),
    ...defined({ logprobs: parseLogprobs(body['logprobs']) }),
  } as const;
  return reading.item(body)?.content(countAt(body, 'content_index') ?? 0, 'text', delta) ?? nothing;
};

const refusalDelta: Reader = (reading, body) => {
  const delta = { kind: 'text', text: deltaText(body) } as const;
  return reading.item(body)?.content(countAt(body, 'content_index') ?? 0, 'refusal', delta) ?? nothing;
};

const annotationAdded: Reader = (reading, body) => {
  const annotation = parseAnnotation(body['annotation']);
  if (annotation === undefined) return nothing;
  const index = countAt(body, 'content_index') ?? 0;
  return reading.item(body)?.content(index, 'text', { kind: 'annotation', annotation }) ?? nothing;
};

const summaryAdded: Reader = (reading, body) =>
  reading.item(body)?.reasoning('summary', countAt(body, 'summary_index') ?? 0, '') ?? nothing;

const summaryDelta: Reader = (reading, body) =>
  reading.item(body)?.reasoning('summary', countAt(body, 'summary_index') ?? 0, deltaText(body)) ?? nothing;

const reasoningDelta: Reader = (reading, body) =>
  reading.item(body)?.reasoning('content', countAt(body, 'content_index') ?? 0, deltaText(body)) ?? nothing;

const args: Reader = (reading, body) => reading.item(body)?.args(deltaText(body)) ?? nothing;

/** One reader per event that tells something; `.done` events repeat what the item's own end says. */
const readers: Readonly<Record<string, Reader>> = {
  'response.created': start,
  'response.queued': start,
  'response.in_progress': start,
  'response.output_item.added': (reading, body) => reading.added(body),
  'response.output_item.done': itemDone,
  'response.content_part.added': contentAdded,
  'response.output_text.delta': textDelta,
  'response.output_text.annotation.added': annotationAdded,
  'response.refusal.delta': refusalDelta,
  'response.reasoning_summary_part.added': summaryAdded,
  'response.reasoning_summary_text.delta': summaryDelta,
  'response.reasoning_text.delta': reasoningDelta,
  // Open Responses' name for it.
  'response.reasoning.delta': reasoningDelta,
  'response.function_call_arguments.delta': args,
  'response.custom_tool_call_input.delta': args,
  'response.completed': close,
  'response.incomplete': close,
  'response.failed': close,
  'response.cancelled': close,
  error: (reading, body) => reading.fail(body),
};

/** Reads a Responses stream. Its terminal events are `response.completed`, `.incomplete` and `.failed`. */
export class ResponsesStreamDecoder implements StreamDecoder {
  readonly #reading: Reading;

  constructor({ signer }: DecodeOptions) {
    this.#reading = new Reading(signer);
  }

  frame(event: string | undefined, data: string): readonly StreamEvent[] {
    if (this.#reading.isOver) return nothing;
    const body = readFrame(data);
    if (body === 'filler') return nothing;
    if (body === 'unreadable') return this.#reading.lose();
    const type = textAt(body, 'type') ?? event ?? '';
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (reader !== undefined) return this.#reading.guarded(() => reader(this.#reading, body));
    return type === '' && objectAt(body, 'error') !== undefined ? this.#reading.fail(body) : nothing;
  }

  end(): readonly StreamEvent[] {
    return nothing;
  }
}

/** Reads a whole response as the stream of its terminal event; one that is still being made has no `end`. */
export function fromResponsesBody(body: JsonObject, { signer }: DecodeOptions): readonly StreamEvent[] {
  const reading = new Reading(signer);
  const status = textAt(body, 'status');
  if (status === undefined && body['output'] === undefined) {
    return objectAt(body, 'error') === undefined && body['error'] === undefined ? nothing : reading.fail(body);
  }
  const events = reading.guarded(() => reading.close(body));
  return status === 'in_progress' || status === 'queued' ? events.filter((event) => event.type !== 'end') : events;
}
