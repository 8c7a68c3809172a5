/** Two decayed sums of which only the ratio and the weight matter, and the moment that they are of. */
export type RatioSums = { readonly part: number; readonly whole: number; readonly atMs: number };

export type Decay = {
  readonly halfLifeMs: number;
  /** So many later observations leave an earlier one 1/e of its weight, however fast they come. */
  readonly memory: number;
};

/** How much of a weight is left after a while. */
export function leftAfter(ms: number, { halfLifeMs }: Decay): number {
  return ms <= 0 ? 1 : 2 ** (-ms / halfLifeMs);
}

/** A ratio of two sums in which the past fades, by time and by what came after it. */
export class DecayedRatio {
  readonly #decay: Decay;
  #part = 0;
  #whole = 0;
  #atMs = 0;

  constructor(decay: Decay) {
    this.#decay = decay;
  }

  add(part: number, whole: number, atMs: number): void {
    const left = leftAfter(atMs - this.#atMs, this.#decay) * (1 - 1 / this.#decay.memory);
    this.#part = this.#part * left + part;
    this.#whole = this.#whole * left + whole;
    this.#atMs = Math.max(this.#atMs, atMs);
  }

  sums(): RatioSums | undefined {
    return this.#whole > 0 ? { part: this.#part, whole: this.#whole, atMs: this.#atMs } : undefined;
  }
}

/** The ratio over several sums, each faded to the latest of their moments; undefined without any weight. */
export function ratioOf(all: readonly (RatioSums | undefined)[], decay: Decay): number | undefined {
  const known = all.filter((sums) => sums !== undefined);
  const atMs = Math.max(...known.map((sums) => sums.atMs));
  let part = 0;
  let whole = 0;
  for (const sums of known) {
    const left = leftAfter(atMs - sums.atMs, decay);
    part += sums.part * left;
    whole += sums.whole * left;
  }
  return whole > 0 ? part / whole : undefined;
}
