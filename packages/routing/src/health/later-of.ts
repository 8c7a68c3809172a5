type Dated = { readonly atMs: number };

function told(value: Dated): string {
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The later of two values; of the same moment, the same one whichever comes first. Makes a register that merges. */
export function laterOf<Value extends Dated>(one: Value | undefined, other: Value | undefined): Value | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.atMs !== other.atMs) return one.atMs > other.atMs ? one : other;
  return told(one) >= told(other) ? one : other;
}
