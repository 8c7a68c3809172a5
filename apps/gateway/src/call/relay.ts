import type { EgressCall, EgressError, EgressHandler } from '@weir/egress/egress';
import { type ErrorCode, WeirError } from '@weir/protocol/errors';
import type { FailureCode } from '@weir/protocol/failure';
import type { Operation } from '@weir/protocol/operation';
import type { Provider } from '@weir/providers/provider';
import type { Clock } from '../clock.ts';
import type { Exchange } from '../exchange.ts';
import { type Gate, HeldAnswer } from './gate.ts';
import type { Ending, Lane, LaneContext } from './lane.ts';
import { Meter } from './meter.ts';
import type { Outcome } from './outcome.ts';
import { isRaw, RawLane } from './raw-lane.ts';
import type { Rewriting } from './rewriting.ts';
import { RewrittenLane } from './rewritten-lane.ts';
import { StreamLane } from './stream-lane.ts';
import { TranslatedLane } from './translated-lane.ts';
import type { Translation } from './translation.ts';
import { isSuccess, WholeLane } from './whole-lane.ts';

export type RelayOptions = {
  readonly exchange: Exchange;
  readonly provider: Provider;
  readonly operation: Operation;
  readonly callId: string;
  readonly translation: Translation | undefined;
  readonly rewriting: Rewriting | undefined;
  readonly usageChunkAdded: boolean;
  readonly clock: Clock;
  readonly gate: Gate;
  /** How long nothing of use may come; unlimited where absent. */
  readonly firstEventMs?: number | undefined;
  /** How long nothing may come once something of use has, where the transport's own limit is longer. */
  readonly stallMs?: number | undefined;
  /** The client's headers for an answer of the upstream, as name, value, name, value. */
  headersFor(upstreamHeaders: Readonly<Record<string, string>>): string[];
  done(outcome: Outcome): void;
  /** Told of a defect in this process; gives what the client may know of it. */
  crashed(thrown: unknown): WeirError;
};

/** An upstream that keeps its connection open after its terminal event is not waited for any longer than this. */
const lingerMs = 250;

/** Media types are the same in any case (RFC 9110, 8.3.1). */
const eventStream = /^(?:text\/event-stream|application\/vnd\.amazon\.eventstream)/i;

/** It goes into the ledger, and is the upstream's word. */
const requestIdCharactersMax = 256;

const headless: Readonly<Record<EgressError['code'], readonly [FailureCode, ErrorCode]>> = {
  refused_address: ['refused_address', 'upstream_refused_address'],
  network: ['network', 'upstream_unavailable'],
  timeout: ['timeout', 'upstream_timeout'],
  aborted: ['network', 'upstream_unavailable'],
};

/** How an answer is carried: as it is, or in the client's words; an error answer is read whole either way. */
function createLane(context: LaneContext, framed: boolean): Lane {
  const { translation, rewriting, operation, upstreamHeaders } = context;
  if (!isSuccess(context.status)) return new WholeLane(context);
  if (translation !== undefined) return new TranslatedLane(context, translation, framed);
  if (rewriting !== undefined) return new RewrittenLane(context, rewriting);
  if (!framed && isRaw(operation, upstreamHeaders['content-type'])) return new RawLane(context);
  return framed ? new StreamLane(context) : new WholeLane(context);
}

/** Carries one upstream answer to the client and reads it on the way, up to but without its last bytes. */
export class Relay implements EgressHandler {
  readonly #options: RelayOptions;
  readonly #meter = new Meter();
  readonly #sentAt: number;
  #upstream: EgressCall | undefined;
  #lane: Lane | undefined;
  #status: number | undefined;
  #requestId: string | undefined;
  #headMs: number | undefined;
  #paused = false;
  readonly #answering: boolean;
  #upstreamHeaders: Readonly<Record<string, string>> | undefined;
  #held: HeldAnswer | undefined;
  #linger: NodeJS.Timeout | undefined;
  readonly #firstEvent: NodeJS.Timeout | undefined;
  readonly #forgetClient: () => void;
  #stallLimited = false;
  #over = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#sentAt = options.clock.monotonic();
    this.#forgetClient = options.exchange.onGone(() => this.#leave());
    this.#answering = options.exchange.answering;
    if (this.#answering) options.exchange.onDrain(() => this.#resume());
    const { firstEventMs } = options;
    if (firstEventMs !== undefined) this.#firstEvent = setTimeout(() => this.#tooLate(firstEventMs), firstEventMs);
  }

  /** Tells the relay what it listens to. */
  attach(upstream: EgressCall): void {
    this.#upstream = upstream;
    if (this.#over) upstream.abort();
  }

  /** Ends the Attempt from inside: another one has won, or nobody wants this one any more. */
  drop(): void {
    this.#leave();
  }

  /** Ends an Attempt that could not be sent for a defect in this process: it must not stay open. */
  fail(thrown: unknown): void {
    if (!this.#over) this.#crash(thrown);
  }

  head(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.#over) return;
    this.#status = status;
    this.#headMs = this.#elapsedMs();
    this.#upstreamHeaders = headers;
    this.#requestId = headers[this.#options.provider.requestIdHeader]?.slice(0, requestIdCharactersMax);
    try {
      const framed = isSuccess(status) && eventStream.test(headers['content-type'] ?? '');
      const context = this.#context(status, headers);
      this.#lane = createLane(context, framed);
    } catch (error) {
      this.#crash(error);
    }
  }

  data(chunk: Buffer): void {
    if (this.#over || this.#lane === undefined) return;
    try {
      this.#lane = this.#lane.data(chunk);
      if (!this.#stallLimited && this.#meter.firstTokenMs !== undefined) this.#limitStall();
      if (this.#meter.ended && !this.#over) this.#linger ??= setTimeout(() => this.#ended(), lingerMs);
    } catch (error) {
      this.#crash(error);
    }
  }

  end(): void {
    this.#upstream = undefined;
    this.#ended();
  }

  error(error: EgressError): void {
    this.#upstream = undefined;
    if (this.#over) return;
    if (this.#lane === undefined) this.#finish(this.#unanswered(error));
    else if (this.#paused) this.#leave();
    else this.#finish(this.#lane.broken(error));
  }

  /** From the first thing of use on, the route's own limit of silence holds. */
  #limitStall(): void {
    this.#stallLimited = true;
    const { stallMs } = this.#options;
    if (stallMs !== undefined) this.#upstream?.limitStall(stallMs);
  }

  #ended(): void {
    if (this.#over || this.#lane === undefined) return;
    try {
      this.#finish(this.#lane.end());
    } catch (error) {
      this.#crash(error);
    }
  }

  #elapsedMs(): number {
    return this.#options.clock.monotonic() - this.#sentAt;
  }

  #context(status: number, upstreamHeaders: Readonly<Record<string, string>>): LaneContext {
    const headers = this.#options.headersFor(upstreamHeaders);
    const { provider, operation, callId, translation, rewriting, usageChunkAdded } = this.#options;
    return {
      provider,
      operation,
      callId,
      translation,
      rewriting,
      usageChunkAdded,
      status,
      upstreamHeaders,
      headers,
      meter: this.#meter,
      elapsedMs: () => this.#elapsedMs(),
      answering: this.#answering,
      begin: () => {
        this.#held = new HeldAnswer(status, headers);
      },
      write: (chunk) => this.#write(chunk),
      stop: () => this.#ended(),
    };
  }

  /** Through the gate: what came before it opens leaves with what opens it. */
  #write(chunk: Buffer): void {
    const { exchange, gate } = this.#options;
    const held = this.#held;
    if (held !== undefined) {
      held.push(chunk);
      if (!(held.isFull || gate.opens(this.#meter))) return;
      this.#held = undefined;
      exchange.onDrain(() => this.#resume());
      exchange.begin(held.status, held.headers);
      if (!held.chunks.map((each) => exchange.write(each)).every(Boolean)) this.#pause();
    } else if (!exchange.write(chunk)) this.#pause();
  }

  /** The upstream took the request and says nothing of use. */
  #tooLate(limitMs: number): void {
    if (this.#over || this.#meter.firstTokenMs !== undefined || this.#meter.ended) return;
    this.#finish(this.#unanswered({ code: 'timeout', message: `nothing of its answer came within ${limitMs} ms` }));
  }

  #pause(): void {
    this.#paused = true;
    this.#upstream?.pause();
  }

  #resume(): void {
    this.#paused = false;
    this.#upstream?.resume();
  }

  /** Nothing came: the request may or may not have reached the upstream. */
  #unanswered(cause: EgressError): Ending {
    const [failureCode, errorCode] = headless[cause.code];
    const message = `${this.#options.provider.name} did not answer: ${cause.message}.`;
    return {
      status: 'failed',
      failure: { code: failureCode, retryable: failureCode !== 'refused_address', message },
      answer: { kind: 'error', error: new WeirError(errorCode, message) },
    };
  }

  /** The client is gone, or reads so slowly that a time limit passed while the upstream was held back for it. */
  #leave(): void {
    if (this.#over) return;
    this.#finish({ status: 'canceled', answer: { kind: 'gone' } });
  }

  #finish(ending: Ending): void {
    this.#close();
    this.#options.done({
      status: ending.status,
      failure: ending.failure,
      httpStatus: this.#status,
      upstreamHeaders: this.#upstreamHeaders,
      providerRequestId: this.#requestId,
      meter: this.#meter,
      headMs: this.#headMs,
      durationMs: this.#elapsedMs(),
      answer: this.#held === undefined ? ending.answer : this.#held.whole(ending.answer),
      said: ending.said,
    });
  }

  /** A defect here must not leave the Attempt open. */
  #crash(thrown: unknown): void {
    const { crashed, exchange } = this.#options;
    const error = crashed(thrown);
    const status = this.#status ?? error.entry.status;
    const answer = exchange.answering
      ? ({ kind: 'broken', status, framed: false, error } as const)
      : ({ kind: 'error', error } as const);
    this.#finish({ status: 'failed', answer });
  }

  #close(): void {
    this.#over = true;
    clearTimeout(this.#linger);
    clearTimeout(this.#firstEvent);
    this.#forgetClient();
    this.#upstream?.abort();
  }
}
