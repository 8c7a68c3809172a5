import type { buildConnector } from 'undici';
import { type AddressGuard, createAddressGuard } from './address-guard.ts';
import { ConnectionPool } from './connection-pool.ts';
import { Deadlines } from './deadlines.ts';
import type { Egress, EgressCall, EgressHandler, EgressRequest } from './egress.ts';
import { Exchange, type Target } from './exchange.ts';
import { createGuardedConnector, type Lookup } from './guarded-connector.ts';
import { parseUpstreamUrl } from './upstream-url.ts';

export type EgressOptions = {
  /** CIDR ranges of private upstreams that may be connected to (`WEIR_PRIVATE_UPSTREAMS`). */
  readonly privateUpstreams: readonly string[];
  /** Connections to one origin at most; further requests wait in line. 1,024 unless given. */
  readonly connectionsMax?: number;
  /** Resolves a name to all of its addresses; the system's resolver unless given. */
  readonly lookup?: Lookup;
};

const originsMax = 256;
const targetsMax = 4_096;
const connectionsMaxDefault = 1_024;
/** Servers in the open mostly wait a minute or more; a bare uvicorn or Node server behind plain http only 5 s. */
const keepAliveMs = { secure: 30_000, plain: 4_000 };
const connectStepMs = 1_000;
const connectStepsMax = 60;

const refusedCall: EgressCall = {
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  limitStall: () => undefined,
};

function refuse(handler: EgressHandler, error: Parameters<EgressHandler['error']>[0]): EgressCall {
  queueMicrotask(() => handler.error(error));
  return refusedCall;
}

/** One connector per whole second of connect timeout: it is a property of undici's connector, not of a request. */
function createConnectors(guard: AddressGuard, lookup: Lookup | undefined) {
  const connectors = new Map<number, buildConnector.connector>();
  return (connectMs: number): buildConnector.connector => {
    const steps = Math.min(Math.max(Math.ceil(connectMs / connectStepMs), 1), connectStepsMax);
    const known = connectors.get(steps);
    if (known !== undefined) return known;
    const made = createGuardedConnector({ guard, lookup, timeoutMs: steps * connectStepMs });
    connectors.set(steps, made);
    return made;
  };
}

class PooledEgress implements Egress {
  readonly #connector: (connectMs: number) => buildConnector.connector;
  readonly #connectionsMax: number;
  readonly #deadlines = new Deadlines();
  readonly #pools = new Map<string, ConnectionPool>();
  /** URL text -> where it goes; a gateway calls few URLs very often. */
  readonly #targets = new Map<string, Target>();
  readonly #closing = new Set<Promise<void>>();
  #uses = 0;
  #isClosed = false;

  constructor(options: EgressOptions) {
    this.#connector = createConnectors(createAddressGuard(options.privateUpstreams), options.lookup);
    this.#connectionsMax = options.connectionsMax ?? connectionsMaxDefault;
  }

  send(request: EgressRequest, handler: EgressHandler): EgressCall {
    const target = this.#targets.get(request.url) ?? this.#resolve(request.url);
    if (typeof target === 'string') return refuse(handler, { code: 'refused_address', message: target });
    if (this.#isClosed) return refuse(handler, { code: 'aborted', message: 'this process is closing its connections' });
    this.#uses += 1;
    target.pool.lastUse = this.#uses;
    target.pool.connectMs = request.timeouts.connectMs;
    const exchange = new Exchange({ request, target, handler, deadlines: this.#deadlines });
    exchange.start();
    return exchange;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const pool of this.#pools.values()) this.#discard(pool);
    this.#pools.clear();
    await Promise.all(this.#closing);
  }

  #resolve(url: string): Target | string {
    const parsed = parseUpstreamUrl(url);
    if (typeof parsed === 'string') return parsed;
    const { origin, path, secure } = parsed;
    const target = { pool: this.#pools.get(origin) ?? this.#openPool(origin, secure), origin, path };
    if (this.#targets.size >= targetsMax) this.#targets.clear();
    this.#targets.set(url, target);
    return target;
  }

  #openPool(origin: string, secure: boolean): ConnectionPool {
    if (this.#pools.size >= originsMax) this.#evict();
    const pool = new ConnectionPool({
      origin,
      connectionsMax: this.#connectionsMax,
      keepAliveMs: secure ? keepAliveMs.secure : keepAliveMs.plain,
      connector: this.#connector,
    });
    this.#pools.set(origin, pool);
    return pool;
  }

  /** Makes room by closing the idle pool that was used longest ago; busy ones stay, even beyond the bound. */
  #evict(): void {
    const idle = [...this.#pools].filter(([, pool]) => pool.isIdle);
    const oldest = idle.sort(([, one], [, other]) => one.lastUse - other.lastUse)[0];
    if (oldest === undefined) return;
    this.#pools.delete(oldest[0]);
    this.#targets.clear();
    this.#discard(oldest[1]);
  }

  #discard(pool: ConnectionPool): void {
    const closing = pool.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}

/**
 * The way out. Keep-alive connections per origin, every one checked by the address guard when it is made; redirects are
 * answers like any other; nothing is retried. Time limits are kept to 25 ms. `abort` closes the upstream's socket and
 * reports `aborted` before it returns. Throws when `privateUpstreams` holds something that is not a range.
 */
export function createEgress(options: EgressOptions): Egress {
  return new PooledEgress(options);
}
