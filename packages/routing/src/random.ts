function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A 32-bit hash of a text (FNV-1a, finished as murmur3 finishes): the same everywhere and for good. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mixed(hash);
}

/**
 * The `n`th number of the source `label` under `seed`, between 0 and 1 and never either. Nothing is kept between draws,
 * so no source shifts another's.
 */
export function uniform(seed: number, label: number, n: number): number {
  const hash = mixed(mixed(mixed(seed ^ 0x9e3779b9) ^ label) + Math.imul(n + 1, 0x9e3779b1));
  return ((hash >>> 0) + 0.5) / 2 ** 32;
}

/**
 * The order in which indexes are drawn without replacement, each draw in proportion to the weights that are left; weight
 * 0 comes last, in the order given. `draws[i]` is a number between 0 and 1 for index `i` alone, so that an index that
 * comes or goes leaves the others' order alone (Efraimidis and Spirakis, 2006).
 */
export function drawnOrder(weights: readonly number[], draws: readonly number[]): readonly number[] {
  const waits = weights.map((weight, index) => (weight > 0 ? -Math.log(draws[index] ?? 1) / weight : Infinity));
  return weights.map((_, index) => index).sort((a, b) => compared(waits[a] ?? 0, waits[b] ?? 0));
}

function compared(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
