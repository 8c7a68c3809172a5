import type { EgressError } from '@weir/egress/egress';
import { AwsFrameError } from '@weir/protocol/aws-frames';
import type { StreamDecoder, StreamEvent } from '@weir/protocol/canonical/stream-event';
import { readFrame } from '@weir/protocol/canonical/unreadable-frame';
import { statusOfFailure } from '@weir/protocol/error-body';
import { WeirError } from '@weir/protocol/errors';
import type { Failure } from '@weir/protocol/failure';
import type { SseFrame } from '@weir/protocol/sse-frame';
import { type AnswerSink, createSink } from './answer-sink.ts';
import { errorAnswer } from './error-answer.ts';
import { createSplitter, type Splitter } from './frame-splitter.ts';
import { brokenOff, type Ending, type Lane, type LaneContext, truncated } from './lane.ts';
import type { Answer } from './outcome.ts';
import type { Translation } from './translation.ts';

/** Bytes that have to be held before they can be read: one event of a stream, or a whole answer. */
const heldBytesMax = 64 * 1024 * 1024;

/**
 * A successful answer in words that are not the client's: read as it comes, written in the client's. From the terminal
 * event on, what is written stays back until the call is settled.
 */
export class TranslatedLane implements Lane {
  readonly #context: LaneContext;
  readonly #translation: Translation;
  readonly #sink: AnswerSink;
  /** Undefined where the answer comes as one document. */
  readonly #frames: { readonly splitter: Splitter; readonly decoder: StreamDecoder } | undefined;
  #body: Buffer[] = [];
  #heldBytes = 0;
  #begun = false;
  /** Why nothing more of the answer can be read. */
  #damage: string | undefined;

  constructor(context: LaneContext, translation: Translation, framed: boolean) {
    this.#context = context;
    this.#translation = translation;
    this.#sink = translation.sink ?? createSink(translation);
    this.#begun = context.answering;
    const { upstream } = translation;
    this.#frames = framed ? { splitter: createSplitter(upstream.framing), decoder: upstream.decoder() } : undefined;
  }

  data(chunk: Buffer): Lane {
    this.#heldBytes += chunk.length;
    if (this.#frames === undefined) this.#body.push(chunk);
    else {
      const frames = this.#split((splitter) => splitter.push(chunk));
      if (frames.length > 0) this.#heldBytes = 0;
      this.#read(frames);
    }
    if (this.#heldBytes > heldBytesMax || this.#damage !== undefined) this.#context.stop();
    return this;
  }

  end(): Ending {
    const { meter } = this.#context;
    if (this.#heldBytes > heldBytesMax) {
      return truncated('The upstream sent more than can be read at once.', (error) => this.#broken(error));
    }
    if (meter.failure === undefined && this.#damage === undefined) this.#readRest();
    if (this.#damage !== undefined) return truncated(this.#damage, (error) => this.#broken(error));
    if (meter.failure !== undefined) return this.#failed(meter.failure);
    if (meter.ended) return this.#succeeded();
    const what =
      this.#frames === undefined
        ? 'answered with less than a whole answer'
        : 'ended its stream before the answer was complete';
    return truncated(`The upstream ${what}.`, (error) => this.#broken(error));
  }

  broken(cause: EgressError): Ending {
    const { meter } = this.#context;
    if (meter.failure !== undefined) return this.#failed(meter.failure);
    // What was to be said has been said: the connection is of no further use anyway.
    if (meter.ended) return this.#succeeded();
    return brokenOff(cause, (error) => this.#broken(error));
  }

  #readRest(): void {
    if (this.#frames === undefined) {
      this.#take(this.#translation.upstream.fromBody(Buffer.concat(this.#body)), undefined);
      this.#body = [];
      return;
    }
    // What was cut in mid-event is no event: the answer is short of it, which is told below.
    this.#read(this.#split((splitter) => splitter.end()).filter(({ data }) => readFrame(data) !== 'unreadable'));
    if (!this.#context.meter.ended) this.#take(this.#frames.decoder.end(), undefined);
  }

  /** Bytes that are no frames end the answer: nothing behind them can be read. */
  #split(cut: (splitter: Splitter) => readonly SseFrame[]): readonly SseFrame[] {
    if (this.#frames === undefined || this.#damage !== undefined) return [];
    try {
      return cut(this.#frames.splitter);
    } catch (error) {
      if (!(error instanceof AwsFrameError)) throw error;
      this.#damage = error.message;
      return [];
    }
  }

  #read(frames: readonly SseFrame[]): void {
    const { meter } = this.#context;
    let text = '';
    for (const { event, data } of frames) {
      if (meter.ended || meter.failure !== undefined) break;
      const atMs = meter.firstTokenMs === undefined ? this.#context.elapsedMs() : undefined;
      text += this.#encode(this.#frames?.decoder.frame(event, data) ?? [], atMs);
    }
    this.#write(text);
  }

  #take(events: readonly StreamEvent[], atMs: number | undefined): void {
    this.#write(this.#encode(events, atMs));
  }

  /** What of these events may be sent now. An error before anything was sent becomes an error answer instead. */
  #encode(events: readonly StreamEvent[], atMs: number | undefined): string {
    this.#context.meter.take(events, atMs);
    let text = '';
    for (const event of events) {
      if (event.type === 'error' && !this.#begun && text === '') return '';
      text += this.#sink.take(event);
    }
    return text;
  }

  #write(text: string): void {
    if (text === '') return;
    if (!this.#begun) this.#context.begin();
    this.#begun = true;
    this.#context.write(Buffer.from(text));
  }

  #succeeded(): Ending {
    return { status: 'succeeded', answer: this.#complete(), said: this.#sink.said() };
  }

  #complete(): Answer {
    const { status, headers } = this.#context;
    const bytes = Buffer.from(this.#sink.rest());
    return this.#begun ? { kind: 'tail', status, bytes } : { kind: 'whole', status, headers, body: bytes };
  }

  /** The upstream told of its failure inside its answer; a stream that has begun has passed that on already. */
  #failed(failure: Failure): Ending {
    if (this.#begun) {
      // A sink that another target may carry on has kept the error to itself.
      if (this.#translation.sink !== undefined) {
        const error = new WeirError('upstream_truncated', failure.message);
        return { status: 'failed', failure, answer: this.#broken(error) };
      }
      return {
        status: 'failed',
        failure,
        answer: { kind: 'tail', status: this.#context.status, bytes: Buffer.alloc(0) },
      };
    }
    return { status: 'failed', failure, answer: errorAnswer(this.#context, statusOfFailure(failure), failure) };
  }

  #broken(error: WeirError): Answer {
    if (!this.#begun) return { kind: 'error', error };
    const framed = this.#translation.context.asArray !== true;
    return { kind: 'broken', status: this.#context.status, framed, error };
  }
}
