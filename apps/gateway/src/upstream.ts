import type { Egress, EgressCall, EgressHandler, EgressTimeouts } from '@weir/egress/egress';
import type { Operation } from '@weir/protocol/operation';
import type { HttpRequest, LocalAnswer, LocalUpstream } from '@weir/providers/provider';

/** One Attempt's request as it leaves: the provider's, with credential and forwarded headers. */
export type UpstreamRequest = {
  readonly http: HttpRequest;
  readonly operation: Operation;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeouts: EgressTimeouts;
};

/** Sends over HTTP. */
export function sendOut(egress: Egress, request: UpstreamRequest, handler: EgressHandler): EgressCall {
  const { http, headers, timeouts } = request;
  return egress.send({ method: http.method, url: http.url, headers, body: http.body, timeouts }, handler);
}

/** Lets a local upstream answer, at its own pace. `seed` makes the answer repeatable. */
export function answerLocally(
  local: { readonly upstream: LocalUpstream; readonly seed: number; readonly nowMs: number },
  request: UpstreamRequest,
  handler: EgressHandler,
): EgressCall {
  const { http, operation, headers } = request;
  const answer = local.upstream({ ...http, headers: { ...headers }, operation }, local.seed, local.nowMs);
  return new LocalCall(answer, request.timeouts.totalMs, handler);
}

/** Plays a LocalAnswer with its delays, as a socket would deliver it. */
class LocalCall implements EgressCall {
  readonly #answer: LocalAnswer;
  readonly #handler: EgressHandler;
  readonly #deadline: NodeJS.Timeout;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #paused = false;
  #over = false;

  constructor(answer: LocalAnswer, totalMs: number, handler: EgressHandler) {
    this.#answer = answer;
    this.#handler = handler;
    this.#deadline = setTimeout(() => this.#fail('timeout', `no whole answer within ${totalMs} ms`), totalMs);
    setImmediate(() => this.#begin());
  }

  abort(): void {
    this.#fail('aborted', 'the request was aborted');
  }

  pause(): void {
    this.#paused = true;
    clearTimeout(this.#timer);
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    setImmediate(() => this.#wait());
  }

  limitStall(): void {
    // Its pauses are its own.
  }

  #begin(): void {
    if (this.#over) return;
    this.#handler.head(this.#answer.status, this.#answer.headers);
    this.#wait();
  }

  #wait(): void {
    if (this.#over || this.#paused) return;
    const chunk = this.#answer.chunks[this.#next];
    if (chunk === undefined) this.#finish();
    else if (chunk.afterMs > 0) this.#timer = setTimeout(() => this.#deliver(chunk.bytes), chunk.afterMs);
    else this.#deliver(chunk.bytes);
  }

  #deliver(bytes: Buffer): void {
    if (this.#over) return;
    this.#next++;
    this.#handler.data(bytes);
    this.#wait();
  }

  #finish(): void {
    if (this.#answer.cut) this.#fail('network', 'the connection was cut');
    else {
      this.#close();
      this.#handler.end();
    }
  }

  #fail(code: 'aborted' | 'timeout' | 'network', message: string): void {
    if (this.#over) return;
    this.#close();
    this.#handler.error({ code, message });
  }

  #close(): void {
    this.#over = true;
    clearTimeout(this.#deadline);
    clearTimeout(this.#timer);
  }
}
