import { type buildConnector, Client } from 'undici';

/** A request that waits for a connection; `connect` is called once with a Client that serves nobody else meanwhile. */
export type Waiting = { assign(client: Client): void; closed(): void };

type PoolOptions = {
  readonly origin: string;
  readonly connectionsMax: number;
  readonly keepAliveMs: number;
  readonly connector: (connectMs: number) => buildConnector.connector;
};

/**
 * The connections to one origin: one request at a time on each, the last used first, so that the others can idle out.
 * undici's own Pool does the same with a scan over all its clients and an event at each request; this is a stack.
 */
export class ConnectionPool {
  /** Rises with each use; the least is evicted first. */
  lastUse = 0;
  /** Limit of the next connect, in milliseconds. */
  connectMs = 10_000;
  readonly #options: PoolOptions;
  readonly #clients = new Set<Client>();
  readonly #free: Client[] = [];
  readonly #waiting = new Set<Waiting>();
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#free.length === this.#clients.size && this.#waiting.size === 0;
  }

  /** Gives `waiting` a connection, now or when one is released. */
  acquire(waiting: Waiting): void {
    const client = this.#free.pop() ?? this.#open();
    if (client === undefined) this.#waiting.add(waiting);
    else waiting.assign(client);
  }

  /** Takes back a connection in good order. */
  release(client: Client): void {
    if (!this.#serveNext(client)) this.#free.push(client);
  }

  /** Takes back a connection whose socket is lost: the Client connects again by itself, so it is used last. */
  releaseBroken(client: Client): void {
    if (!this.#serveNext(client)) this.#free.unshift(client);
  }

  /** Takes a request that was given up out of the line. */
  forget(waiting: Waiting): void {
    this.#waiting.delete(waiting);
  }

  /** Turns those in line away and resolves when the requests under way have ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiting of this.#waiting) waiting.closed();
    this.#waiting.clear();
    await Promise.all([...this.#clients].map((client) => client.close()));
  }

  #serveNext(client: Client): boolean {
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      next.assign(client);
      return true;
    }
    return false;
  }

  #open(): Client | undefined {
    if (this.#isClosed || this.#clients.size >= this.#options.connectionsMax) return undefined;
    const client = new Client(this.#options.origin, {
      connect: (target, callback) => this.#options.connector(this.connectMs)(target, callback),
      keepAliveTimeout: this.#options.keepAliveMs,
      // The time limits are Deadlines': undici's would set and clear a timer at each change of phase.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#clients.add(client);
    return client;
  }
}
