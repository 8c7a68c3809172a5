import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import type { AnswerContext, ChatDialect, StreamEncoder } from '@weir/protocol/canonical/chat-dialect';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { AnswerFold } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';

/** Where a translated answer goes: into a stream in the client's words, or into one document. */
export type AnswerSink = {
  /** What may be sent to the client after this event; empty where it has to wait. */
  take(event: StreamEvent): string;
  /** What is left to be sent once the answer has ended. */
  rest(): string;
  /** What was said, where it is to be kept. */
  said(): ChatAnswer | undefined;
};

/** What a sink is made of: how the client is answered. */
export type SinkOptions = {
  readonly dialect: Pick<ChatDialect, 'encodeAnswer' | 'encoder'>;
  readonly context: AnswerContext;
  readonly request: Pick<ChatRequest, 'streaming'>;
  readonly keeps: boolean;
};

/**
 * Writes a stream: what follows the terminal event is `rest`, because it waits for the ledger. Holds no more of the
 * answer than its encoder does, unless it is to be kept.
 */
class StreamSink implements AnswerSink {
  readonly #encoder: StreamEncoder;
  readonly #fold: AnswerFold | undefined;
  #rest = '';

  constructor({ dialect, context, keeps }: SinkOptions) {
    this.#encoder = dialect.encoder(context);
    this.#fold = keeps ? new AnswerFold() : undefined;
  }

  take(event: StreamEvent): string {
    this.#fold?.take(event);
    const text = this.#encoder.encode(event);
    if (event.type !== 'end') return text;
    this.#rest += text;
    return '';
  }

  rest(): string {
    return this.#rest;
  }

  said(): ChatAnswer | undefined {
    return this.#fold?.answer();
  }
}

/** Gathers the answer and writes it as one document. */
class WholeSink implements AnswerSink {
  readonly #translation: SinkOptions;
  readonly #fold = new AnswerFold();

  constructor(translation: SinkOptions) {
    this.#translation = translation;
  }

  take(event: StreamEvent): string {
    this.#fold.take(event);
    return '';
  }

  rest(): string {
    const { dialect, context } = this.#translation;
    return JSON.stringify(dialect.encodeAnswer(this.#fold.answer(), context));
  }

  said(): ChatAnswer | undefined {
    return this.#translation.keeps ? this.#fold.answer() : undefined;
  }
}

/** The sink that the client asked for. */
export function createSink(translation: SinkOptions): AnswerSink {
  return translation.request.streaming ? new StreamSink(translation) : new WholeSink(translation);
}
