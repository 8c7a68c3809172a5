const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const length = 9;
const shape = /^[a-zA-Z0-9]{9}$/;

/** A 32-bit FNV-1a hash (http://www.isthe.com/chongo/tech/comp/fnv). */
function hashOf(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** Nine characters out of a text, the same ones for the same text; `attempt` gives others. */
function shorten(text: string, attempt: number): string {
  let [low, high] = [hashOf(text, attempt), hashOf(text, attempt ^ 0x5bd1e995)];
  let short = '';
  for (let index = 0; index < length; index++) {
    const digit = (index % 2 === 0 ? low : high) % alphabet.length;
    short += alphabet[digit] ?? 'A';
    if (index % 2 === 0) low = Math.floor(low / alphabet.length) + index;
    else high = Math.floor(high / alphabet.length) + index;
  }
  return short;
}

/**
 * Ids of tool calls as a vendor takes them. Mistral refuses all but nine letters and digits; every other id is mapped to
 * such a one, the same one each time within a request and, but for collisions, from request to request.
 */
export class ToolCallIds {
  readonly #byId = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #isFree: boolean;

  /** `known` are all ids of the request: those that fit already are kept, and taken by nobody else. */
  constructor(isFree: boolean, known: Iterable<string>) {
    this.#isFree = isFree;
    if (isFree) return;
    for (const id of known) if (shape.test(id)) this.#taken.add(id);
  }

  of(id: string): string {
    if (this.#isFree || shape.test(id)) return id;
    const mapped = this.#byId.get(id);
    if (mapped !== undefined) return mapped;
    let attempt = 0;
    let short = shorten(id, attempt);
    while (this.#taken.has(short)) short = shorten(id, ++attempt);
    this.#taken.add(short);
    this.#byId.set(id, short);
    return short;
  }
}
