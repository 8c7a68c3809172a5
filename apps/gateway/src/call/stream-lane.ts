import type { EgressError } from '@weir/egress/egress';
import { unreadableFailure } from '@weir/protocol/canonical/unreadable-frame';
import { WeirError } from '@weir/protocol/errors';
import type { Failure } from '@weir/protocol/failure';
import { FrameSplitter } from '@weir/protocol/sse';
import type { SseFrame } from '@weir/protocol/sse-frame';
import { UsageChunkFilter } from '@weir/protocol/usage-chunk-filter';
import type { Decoder } from '@weir/providers/provider';
import { lastFrameEnd } from './frame-end.ts';
import { brokenOff, type Ending, type Lane, type LaneContext, truncated } from './lane.ts';
import type { Answer } from './outcome.ts';

/** A longer event than this is no event: twice the largest recorded image in base64, as in the splitter. */
const eventBytesMax = 64 * 1024 * 1024;
/** What an upstream may go on to say after its terminal event. */
const afterEndBytesMax = 1024 * 1024;

/**
 * A stream of events: passed on as it comes, read beside it. Two things wait: bytes of an event that is not whole yet,
 * and, from the terminal event on, everything, until the call is settled.
 */
export class StreamLane implements Lane {
  readonly #context: LaneContext;
  readonly #splitter = new FrameSplitter();
  readonly #decoder: Decoder;
  readonly #filter: UsageChunkFilter | undefined;
  /** Of an event that is not whole yet. */
  #open: Buffer[] = [];
  #openBytes = 0;
  /** What stays back until the call is settled. */
  readonly #held: Buffer[] = [];
  #afterEndBytes = 0;
  #begun = false;
  /** An event came that is none: nothing from there on is passed. */
  #damaged = false;

  constructor(context: LaneContext) {
    this.#context = context;
    this.#decoder = context.provider.decoder(context.operation);
    this.#filter = context.usageChunkAdded ? new UsageChunkFilter() : undefined;
  }

  data(chunk: Buffer): Lane {
    const end = lastFrameEnd(chunk, this.#open);
    if (end === 0) {
      this.#open.push(chunk);
      this.#openBytes += chunk.length;
    } else {
      const whole = end === chunk.length ? chunk : chunk.subarray(0, end);
      const events = this.#openBytes === 0 ? whole : Buffer.concat([...this.#open, whole]);
      this.#openBytes = chunk.length - end;
      this.#open = this.#openBytes === 0 ? [] : [chunk.subarray(end)];
      this.#take(events);
    }
    const isEndless = this.#openBytes > eventBytesMax || this.#afterEndBytes > afterEndBytesMax;
    if (isEndless || this.#damaged) this.#context.stop();
    return this;
  }

  end(): Ending {
    const { meter } = this.#context;
    if (this.#damaged) return this.#unreadable();
    if (this.#openBytes > eventBytesMax) {
      this.#open = [];
      return truncated('The upstream sent an event without an end.', (error) => this.#broken(error));
    }
    const failed = meter.failure !== undefined;
    for (const part of this.#open) this.#read(this.#splitter.push(part));
    this.#read(this.#splitter.end());
    if (!meter.ended) meter.take(this.#decoder.end(), undefined);
    if (meter.ended || failed) return this.#complete();
    return truncated('The upstream ended its stream before the answer was complete.', (error) => this.#broken(error));
  }

  broken(cause: EgressError): Ending {
    const { meter } = this.#context;
    // What was to be said has been said: the connection is of no further use anyway.
    if (meter.ended || meter.failure !== undefined) return this.#complete();
    return brokenOff(cause, (error) => this.#broken(error));
  }

  /** Takes bytes that end where an event ends. */
  #take(bytes: Buffer): void {
    const { meter } = this.#context;
    if (meter.ended) this.#afterEndBytes += bytes.length;
    const frames = this.#splitter.push(bytes);
    this.#read(frames);
    if (this.#damaged) return;
    if (this.#filter === undefined || !frames.some(mayReportUsage)) this.#pass(bytes);
    else for (const part of this.#filter.push(bytes)) this.#pass(part);
  }

  #read(frames: readonly SseFrame[]): void {
    const { meter } = this.#context;
    for (const { event, data } of frames) {
      if (!meter.ended && !mayBeJson(data)) {
        this.#damaged = true;
        return;
      }
      const atMs = meter.firstTokenMs === undefined ? this.#context.elapsedMs() : undefined;
      meter.take(this.#decoder.frame(event, data), atMs);
    }
  }

  #unreadable(): Ending {
    const error = new WeirError('upstream_truncated', unreadableFailure.message);
    return { status: 'failed', failure: unreadableFailure, answer: this.#broken(error) };
  }

  #pass(bytes: Buffer): void {
    if (this.#context.meter.ended) this.#held.push(bytes);
    else this.#write(bytes);
  }

  #write(bytes: Buffer): void {
    if (!this.#begun) this.#context.begin();
    this.#begun = true;
    this.#context.write(bytes);
  }

  #complete(): Ending {
    const filter = this.#filter;
    const open =
      filter === undefined ? this.#open : [...this.#open.flatMap((part) => filter.push(part)), ...filter.end()];
    const bytes = Buffer.concat([...this.#held, ...open]);
    const { status, headers } = this.#context;
    const answer: Answer = this.#begun
      ? { kind: 'tail', status, bytes }
      : { kind: 'whole', status, headers, body: bytes };
    const failure: Failure | undefined = this.#context.meter.failure;
    return failure === undefined ? { status: 'succeeded', answer } : { status: 'failed', failure, answer };
  }

  #broken(error: WeirError): Answer {
    if (!this.#begun) return { kind: 'error', error };
    return { kind: 'broken', status: this.#context.status, framed: true, error };
  }
}

function isEnclosed(data: string): boolean {
  const first = data.charCodeAt(0);
  const last = data.charCodeAt(data.length - 1);
  return (first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d);
}

/** True for what an event's data can be, by its ends alone: JSON, `[DONE]`, or nothing. */
function mayBeJson(data: string): boolean {
  if (isEnclosed(data)) return true;
  const bare = data.trim();
  return bare === '' || isEnclosed(bare);
}

/** Almost no event does: the others need not go through the filter. */
function mayReportUsage({ data }: SseFrame): boolean {
  return data.includes('"usage"') && !data.includes('"delta"');
}
