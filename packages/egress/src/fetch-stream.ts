import type { Egress, EgressCall, EgressTimeouts } from './egress.ts';
import { EgressFailure } from './egress-failure.ts';

export type StreamRequest = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Posted as JSON. */
  readonly body: unknown;
  readonly timeouts: EgressTimeouts;
  /** Aborts the exchange at once, wherever it is. */
  readonly signal?: AbortSignal | undefined;
};

/** `body` can be read once; leaving it early aborts the exchange. Throws EgressFailure when it was cut. */
export type StreamAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer>;
};

/** What may wait unread before the other side is held back. */
const bufferBytesMax = 256 * 1024;

type State = 'open' | 'ended' | EgressFailure;

/** The chunks of an answer for one reader at its own pace. */
class Chunks implements AsyncIterableIterator<Buffer, undefined> {
  call: EgressCall | undefined;
  readonly #waiting: Buffer[] = [];
  #bytes = 0;
  #state: State = 'open';
  #wake: (() => void) | undefined;

  push(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > bufferBytesMax) this.call?.pause();
    this.#wake?.();
  }

  close(state: Exclude<State, 'open'>): void {
    this.#state = state;
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    while (this.#waiting.length === 0 && this.#state === 'open') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const chunk = this.#waiting.shift();
    if (chunk !== undefined) {
      const wasHeldBack = this.#bytes > bufferBytesMax;
      this.#bytes -= chunk.length;
      if (wasHeldBack && this.#bytes <= bufferBytesMax) this.call?.resume();
      return { done: false, value: chunk };
    }
    if (this.#state instanceof EgressFailure) throw this.#state;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.call?.abort();
    this.#waiting.length = 0;
    this.#state = 'ended';
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/**
 * An exchange whose answer is read as it comes, for the control plane. Settles with the head of the answer; rejects with
 * EgressFailure when there was none.
 */
export function fetchStream(egress: Egress, request: StreamRequest): Promise<StreamAnswer> {
  const { url, headers, timeouts, signal } = request;
  const { promise, resolve, reject } = Promise.withResolvers<StreamAnswer>();
  const chunks = new Chunks();
  const abort = () => chunks.call?.abort();
  const over = (state: 'ended' | EgressFailure) => {
    signal?.removeEventListener('abort', abort);
    chunks.close(state);
    if (state !== 'ended') reject(state);
  };
  chunks.call = egress.send(
    {
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(JSON.stringify(request.body)),
      timeouts,
    },
    {
      head: (status, answered) => resolve({ status, headers: answered, body: chunks }),
      data: (chunk) => chunks.push(chunk),
      end: () => over('ended'),
      error: (error) => over(new EgressFailure(error)),
    },
  );
  if (signal?.aborted === true) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  return promise;
}
