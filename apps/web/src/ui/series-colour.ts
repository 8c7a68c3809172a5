/** The names whose colour is settled, in the order in which they came up; they keep it across pages and visits. */
const storageKey = 'weir.series';
const steps = 8;

type Assigned = Map<string, number>;

function load(): Assigned {
  if (typeof localStorage === 'undefined') return new Map();
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    if (!Array.isArray(stored)) return new Map();
    return new Map(stored.flatMap((name, index) => (typeof name === 'string' ? [[name, index % steps]] : [])));
  } catch {
    // Somebody else's or an older format: colours are given anew.
    return new Map();
  }
}

let assigned: Assigned | undefined;
const namesMax = 400;

/** The colour of the series `name` as a CSS value; the same for a name wherever it is drawn. `null` is "other". */
export function seriesColour(name: string | null): string {
  if (name === null) return 'var(--series-other)';
  assigned ??= load();
  let step = assigned.get(name);
  if (step === undefined) {
    step = assigned.size % steps;
    assigned.set(name, step);
    if (typeof localStorage !== 'undefined' && assigned.size <= namesMax) {
      localStorage.setItem(storageKey, JSON.stringify([...assigned.keys()]));
    }
  }
  return `var(--series-${step + 1})`;
}
