import type { Client, Dispatcher } from 'undici';
import type { ConnectionPool, Waiting } from './connection-pool.ts';
import type { Deadlines, Timed } from './deadlines.ts';
import type { EgressCall, EgressError, EgressHandler, EgressRequest, EgressTimeouts } from './egress.ts';
import { toEgressError } from './egress-failure.ts';

type Controller = Dispatcher.DispatchController;
type RawHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

export type Target = { readonly pool: ConnectionPool; readonly origin: string; readonly path: string };

const givenUp = new Error('given up before it was sent');

/**
 * The request's headers as undici takes them fastest. Host is left to undici, so that Host and SNI always name the
 * URL's host; answers come uncompressed unless the caller asked otherwise.
 */
function toHeaderList(headers: EgressRequest['headers']): string[] {
  const list: string[] = [];
  let hasEncoding = false;
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || (name.length === 4 && name.toLowerCase() === 'host')) continue;
    if (name.length === 15 && name.toLowerCase() === 'accept-encoding') hasEncoding = true;
    list.push(name, value);
  }
  if (!hasEncoding) list.push('accept-encoding', 'identity');
  return list;
}

function isFlat(headers: RawHeaders): headers is Record<string, string> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  return true;
}

/** Repeated headers joined as RFC 9110, 5.3 says; the record that undici made is kept when there are none. */
function toRecord(headers: RawHeaders): Record<string, string> {
  if (isFlat(headers)) return headers;
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/**
 * One request under way: undici's handler, the caller's handle, the entry in Deadlines and the place in a pool's line
 * are this one object, because each object more is felt on the hot path.
 */
export class Exchange implements EgressCall, Timed, Waiting, Dispatcher.DispatchHandler {
  slot = -1;
  readonly #request: EgressRequest;
  readonly #target: Target;
  readonly #handler: EgressHandler;
  readonly #timeouts: EgressTimeouts;
  readonly #deadlines: Deadlines;
  readonly #startedAtMs: number;
  #lastByteAtMs = 0;
  #stallMs: number;
  #phase: 'queued' | 'waiting' | 'receiving' | 'ended' = 'queued';
  /** False until `send` has returned: the handler must not hear of an error before its caller has the handle. */
  #isSent = false;
  #isPaused = false;
  #client: Client | undefined;
  #controller: Controller | undefined;

  constructor(given: { request: EgressRequest; target: Target; handler: EgressHandler; deadlines: Deadlines }) {
    this.#request = given.request;
    this.#timeouts = given.request.timeouts;
    this.#stallMs = given.request.timeouts.stallMs;
    this.#target = given.target;
    this.#handler = given.handler;
    this.#deadlines = given.deadlines;
    this.#startedAtMs = performance.now();
  }

  start(): void {
    this.#deadlines.watch(this);
    this.#target.pool.acquire(this);
    this.#isSent = true;
  }

  assign(client: Client): void {
    this.#client = client;
    client.dispatch(
      {
        path: this.#target.path,
        method: this.#request.method,
        headers: toHeaderList(this.#request.headers),
        body: this.#request.body ?? null,
      },
      this,
    );
  }

  closed(): void {
    this.#fail({ code: 'aborted', message: 'this process is closing its connections' });
  }

  abort(): void {
    this.#cancel({ code: 'aborted', message: 'the request was aborted' });
  }

  pause(): void {
    this.#isPaused = true;
    this.#controller?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#lastByteAtMs = this.#deadlines.nowMs;
    this.#controller?.resume();
  }

  limitStall(stallMs: number): void {
    this.#stallMs = stallMs;
  }

  /** Called at each tick. While the caller holds the answer back, silence is not the upstream's fault. */
  check(nowMs: number): void {
    const { connectMs, firstByteMs, totalMs } = this.#timeouts;
    const stallMs = this.#stallMs;
    const elapsedMs = nowMs - this.#startedAtMs;
    if (this.#isPaused) this.#lastByteAtMs = nowMs;
    if (this.#phase === 'queued' && elapsedMs >= connectMs) this.#expire('no connection', connectMs);
    else if (this.#phase !== 'receiving' && elapsedMs >= firstByteMs) this.#expire('no answer', firstByteMs);
    else if (this.#phase === 'receiving' && nowMs - this.#lastByteAtMs >= stallMs) this.#expire('no data', stallMs);
    else if (elapsedMs >= totalMs) this.#expire('no end of the answer', totalMs);
  }

  onRequestStart(controller: Controller): void {
    // Thrown, a request is dropped and its connection kept; aborted, the connection would be closed for nothing.
    if (this.#phase === 'ended') throw givenUp;
    this.#phase = 'waiting';
    this.#controller = controller;
    if (this.#isPaused) controller.pause();
  }

  onResponseStart(_controller: Controller, status: number, headers: RawHeaders): void {
    // 1xx: the answer is still to come.
    if (status < 200 || this.#phase === 'ended') return;
    this.#phase = 'receiving';
    this.#lastByteAtMs = this.#deadlines.nowMs;
    this.#handler.head(status, toRecord(headers));
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    if (this.#phase === 'ended') return;
    this.#lastByteAtMs = this.#deadlines.nowMs;
    this.#handler.data(chunk);
  }

  onResponseEnd(): void {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) this.#target.pool.release(client);
    if (this.#phase === 'ended') return;
    this.#finish();
    this.#handler.end();
  }

  onResponseError(_controller: Controller, error: Error): void {
    const client = this.#client;
    this.#client = undefined;
    // Later, because undici may be amid failing this client's requests and asserts that none is added meanwhile.
    if (client !== undefined) queueMicrotask(() => this.#target.pool.releaseBroken(client));
    this.#fail(toEgressError(error, this.#target.origin));
  }

  #expire(what: string, limitMs: number): void {
    this.#cancel({ code: 'timeout', message: `${this.#target.origin}: ${what} within ${limitMs} ms` });
  }

  #cancel(error: EgressError): void {
    if (this.#phase === 'ended') return;
    const controller = this.#controller;
    if (this.#client === undefined) this.#target.pool.forget(this);
    // First the word to the handler, so that it is this error and not undici's echo of the abort.
    this.#fail(error);
    controller?.abort(givenUp);
  }

  #fail(error: EgressError): void {
    if (this.#phase === 'ended') return;
    this.#finish();
    if (this.#isSent) this.#handler.error(error);
    else queueMicrotask(() => this.#handler.error(error));
  }

  #finish(): void {
    this.#phase = 'ended';
    this.#deadlines.release(this);
  }
}
