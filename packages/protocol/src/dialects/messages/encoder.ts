import type { Finish } from '../../canonical/chat-answer.ts';
import type { AnswerContext, StreamEncoder } from '../../canonical/chat-dialect.ts';
import type { Part } from '../../canonical/part.ts';
import type { PartDelta, StreamEvent } from '../../canonical/stream-event.ts';
import { failureFrame } from '../../error-body.ts';
import { type JsonObject, objectAt } from '../../json-read.ts';
import { sseText } from '../../sse-frame.ts';
import type { Usage } from '../../usage.ts';
import { type BlockCount, type BlockWriter, writerOf } from './block-writer.ts';
import { endingOf, messageId } from './encode-answer.ts';
import { fromFinish } from './finish-reason.ts';
import { tierReport, usageReport } from './usage-report.ts';

type Start = Extract<StreamEvent, { type: 'start' }>;

/** A part that waits for the one before it to end: blocks of a message follow each other. */
type Held = { readonly index: number; readonly part: Part; readonly deltas: PartDelta[]; closed: boolean };

/**
 * Writes a Messages stream. What is held back at most: the deltas of parts that are open beside the first one, so never
 * more than what the model has written; the beginning, until the first event that is no usage, since it reports the
 * input's; the reason and the usage of the end, which go out together at `end`: some vendors tell usage last.
 */
export class MessagesStreamEncoder implements StreamEncoder {
  readonly #context: AnswerContext;
  readonly #count: BlockCount = { next: 0 };
  #start: Start | undefined;
  #usage: Usage = {};
  #serviceTier: string | undefined;
  #toldTier: string | null = null;
  #finish: Finish | undefined;
  #calls = false;
  #current: { readonly index: number; readonly writer: BlockWriter } | undefined;
  #held: Held[] = [];
  #done = false;

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  encode(event: StreamEvent): string {
    if (this.#done) return '';
    switch (event.type) {
      case 'start':
        this.#start = event;
        return '';
      case 'usage':
        this.#usage = { ...this.#usage, ...event.usage };
        this.#serviceTier = event.serviceTier ?? this.#serviceTier;
        return '';
      case 'finish': {
        const { type, choice, ...finish } = event;
        if (choice === 0) this.#finish = finish;
        return this.#begin();
      }
      case 'error':
        this.#done = true;
        return failureFrame('messages', event.failure, this.#context.callId);
      case 'end':
        return this.#end();
      default:
        // One answer is all that a message can hold.
        return event.choice === 0 ? `${this.#begin()}${this.#part(event)}` : '';
    }
  }

  #begin(): string {
    const start = this.#start;
    if (start === undefined) return '';
    this.#start = undefined;
    this.#toldTier = tierReport(this.#serviceTier);
    const message = {
      id: messageId(start.responseId, this.#context),
      type: 'message',
      role: 'assistant',
      model: start.model ?? this.#context.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      ...endingOf(undefined),
      // Clients demand numbers here; what is not known yet is told at the end.
      usage: { ...usageReport(this.#usage, undefined), service_tier: this.#toldTier },
    };
    return sseText('message_start', JSON.stringify({ type: 'message_start', message }));
  }

  #part(event: Extract<StreamEvent, { type: 'open' | 'delta' | 'close' }>): string {
    switch (event.type) {
      case 'open':
        return this.#open(event.index, event.part);
      case 'delta': {
        if (this.#current?.index === event.index) return this.#current.writer.delta(event.delta);
        this.#heldAt(event.index)?.deltas.push(event.delta);
        return '';
      }
      case 'close': {
        if (this.#current?.index === event.index) return this.#close(this.#current.writer);
        const held = this.#heldAt(event.index);
        if (held !== undefined) held.closed = true;
        return '';
      }
    }
  }

  #heldAt(index: number): Held | undefined {
    return this.#held.find((one) => one.index === index);
  }

  #open(index: number, part: Part): string {
    if (part.kind === 'tool_call') this.#calls = true;
    if (this.#current !== undefined) {
      this.#held.push({ index, part, deltas: [], closed: false });
      return '';
    }
    const writer = writerOf(part, this.#count);
    this.#current = { index, writer };
    return writer.open();
  }

  /** The end of the part that is written, and whatever waited for it. */
  #close(writer: BlockWriter): string {
    let text = writer.close();
    this.#current = undefined;
    while (this.#current === undefined) {
      const next = this.#held.shift();
      if (next === undefined) break;
      const following = writerOf(next.part, this.#count);
      text += following.open();
      for (const delta of next.deltas) text += following.delta(delta);
      if (next.closed) text += following.close();
      else this.#current = { index: next.index, writer: following };
    }
    return text;
  }

  #end(): string {
    const text = this.#begin();
    this.#done = true;
    const native = this.#finish?.native;
    const { context_management: context, ...ending } = endingOf(native);
    const delta: JsonObject = { ...fromFinish(this.#finish, this.#calls), ...ending };
    const end = {
      type: 'message_delta',
      delta,
      usage: this.#report(objectAt(native, 'usage')),
      ...(context === undefined ? {} : { context_management: context }),
    };
    const stop = sseText('message_stop', '{"type":"message_stop"}');
    return `${text}${sseText('message_delta', JSON.stringify(end))}${stop}`;
  }

  /** Cumulative, as the dialect has it here; the input only where it is known: clients put it over what began the message. */
  #report(native: JsonObject | undefined): JsonObject {
    const { input_tokens, ...report } = usageReport(this.#usage, native);
    const { input, audioInput } = this.#usage;
    const tier = tierReport(this.#serviceTier);
    return {
      input_tokens: input === undefined && audioInput === undefined ? null : input_tokens,
      ...report,
      ...(tier === this.#toldTier ? {} : { service_tier: tier }),
    };
  }
}
