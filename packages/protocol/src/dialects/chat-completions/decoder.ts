import type { DecodeOptions } from '../../canonical/chat-dialect.ts';
import type { StreamDecoder, StreamEvent } from '../../canonical/stream-event.ts';
import { readFrame, unreadableFrame } from '../../canonical/unreadable-frame.ts';
import { AnswerReader } from './answer-reader.ts';

const nothing: readonly StreamEvent[] = [];

/** Reads a chat completion stream frame by frame. Its end is `[DONE]`, or what DecodeOptions says of the vendor. */
export class ChatStreamDecoder implements StreamDecoder {
  readonly #reader = new AnswerReader();
  readonly #isLenient: boolean;
  #isWhole = false;
  #ended = false;

  constructor({ streamEnd }: DecodeOptions) {
    this.#isLenient = streamEnd === 'done-or-usage';
  }

  frame(_event: string | undefined, data: string): readonly StreamEvent[] {
    if (this.#ended) return nothing;
    if (data.startsWith('[DONE]')) return this.#end();
    const body = readFrame(data);
    if (body === 'filler') return nothing;
    if (body === 'unreadable') return this.#lose();
    const events = this.#reader.read(body, 'delta');
    if (this.#isLenient && !this.#isWhole) this.#isWhole = this.#isLast(events);
    return events;
  }

  end(): readonly StreamEvent[] {
    return this.#isWhole && !this.#ended ? this.#end() : nothing;
  }

  #lose(): readonly StreamEvent[] {
    this.#ended = true;
    return [unreadableFrame];
  }

  /** Vendors that leave out `[DONE]` are done with the usage that follows, or comes with, the finish. */
  #isLast(events: readonly StreamEvent[]): boolean {
    return events.some(({ type }) => type === 'usage') && this.#reader.isFinished;
  }

  #end(): readonly StreamEvent[] {
    this.#ended = true;
    return this.#reader.end();
  }
}
