/** A repeatable source of numbers. */
export type Random = {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
};

/** 32-bit FNV-1a of a text. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Mulberry32: the same seed gives the same numbers. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return { between, pick: ([first, ...rest]) => [first, ...rest][between(0, rest.length)] ?? first };
}

const words = [
  'water',
  'runs',
  'over',
  'the',
  'low',
  'dam',
  'and',
  'each',
  'drop',
  'is',
  'counted',
  'é',
  '水',
] as const;

/** `pieces` pieces of text, some with characters of several bytes. */
export function textPieces(random: Random, pieces: number): string[] {
  return Array.from({ length: pieces }, () => `${random.pick([...words])} `);
}
