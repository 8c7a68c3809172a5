import { type ExchangeDeps, exchangeToken, type TokenRequest } from './exchange-token.ts';

/** Which credential a token was made of; another `mark` is another credential under the same key. */
export type TokenOwner = {
  readonly organizationId: string;
  readonly projectId: string;
  readonly providerKeyId: string;
  readonly mark: string;
};

type Held = {
  readonly owner: TokenOwner;
  token: string | undefined;
  /** From then on it is renewed, while it is still given out. */
  renewAtMs: number;
  /** From then on it is not given out: a call under way may take a while to arrive. */
  endAtMs: number;
  running: Promise<string> | undefined;
  failure: { readonly error: unknown; readonly untilMs: number } | undefined;
};

const renewAheadMs = 300_000;
const endAheadMs = 60_000;
/** After a failure the endpoint is left alone for so long, however many calls come. */
const pauseMs = 1_000;
const heldMax = 10_000;

/**
 * Access tokens in memory, one per provider key: exchanged once however many ask, renewed in the background by use
 * before they end, gone as soon as their key is rotated or removed. Nothing is written anywhere.
 */
export class AccessTokens {
  readonly #deps: ExchangeDeps;
  readonly #held = new Map<string, Held>();

  constructor(deps: ExchangeDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#held.size;
  }

  /** At once while one is held, else a promise of one. Rejects, or throws shortly after a failure, as exchangeToken does. */
  get(owner: TokenOwner, request: TokenRequest): string | Promise<string> {
    const held = this.#find(owner);
    const nowMs = this.#deps.now();
    const { token } = held;
    if (token === undefined || nowMs >= held.endAtMs) return this.#obtain(held, request);
    if (nowMs >= held.renewAtMs && !this.#isPaused(held)) {
      // What is wrong is told when the token has ended, should it still be wrong then.
      this.#obtain(held, request).catch(() => undefined);
    }
    return token;
  }

  /** The token that is held for a key, to be kept out of messages. */
  peek(providerKeyId: string): string | undefined {
    return this.#held.get(providerKeyId)?.token;
  }

  /** Forgets the tokens whose credential is no longer in force. */
  keepOnly(isInForce: (owner: TokenOwner) => boolean): void {
    for (const [id, { owner }] of this.#held) if (!isInForce(owner)) this.#held.delete(id);
  }

  #find(owner: TokenOwner): Held {
    const known = this.#held.get(owner.providerKeyId);
    if (known?.owner.mark === owner.mark && known.owner.organizationId === owner.organizationId) return known;
    const made: Held = {
      owner,
      token: undefined,
      renewAtMs: 0,
      endAtMs: 0,
      running: undefined,
      failure: undefined,
    };
    const oldest = this.#held.keys().next();
    if (this.#held.size >= heldMax && oldest.done !== true) this.#held.delete(oldest.value);
    this.#held.set(owner.providerKeyId, made);
    return made;
  }

  #isPaused({ failure }: Held): boolean {
    return failure !== undefined && this.#deps.now() < failure.untilMs;
  }

  #obtain(held: Held, request: TokenRequest): Promise<string> {
    if (held.running !== undefined) return held.running;
    if (held.failure !== undefined && this.#isPaused(held)) return Promise.reject(held.failure.error);
    const running = this.#exchange(held, request).finally(() => {
      held.running = undefined;
    });
    held.running = running;
    return running;
  }

  async #exchange(held: Held, request: TokenRequest): Promise<string> {
    const askedAtMs = this.#deps.now();
    try {
      const { token, lifeMs } = await exchangeToken(request, this.#deps);
      held.token = token;
      held.renewAtMs = askedAtMs + Math.max(lifeMs / 2, lifeMs - renewAheadMs);
      held.endAtMs = askedAtMs + Math.max((lifeMs * 3) / 4, lifeMs - endAheadMs);
      held.failure = undefined;
      return token;
    } catch (error) {
      held.failure = { error, untilMs: this.#deps.now() + pauseMs };
      throw error;
    }
  }
}
