'use client';
import { useMemo, useSyncExternalStore } from 'react';

/** The names whose colour is settled; they keep it across pages and visits. */
const storageKey = 'weir.series.2';
const steps = 8;
const namesMax = 400;

type Steps = Map<string, number>;

function load(): Steps {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    return new Map(entries.flatMap(([name, step]) => (Number.isInteger(step) ? [[name, Number(step) % steps]] : [])));
  } catch {
    // Somebody else's or an older format, or no storage at all: colours are given anew.
    return new Map();
  }
}

function save(assigned: Steps): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(Object.fromEntries([...assigned].slice(0, namesMax))));
  } catch {
    // Without storage names keep their colours until the page is left.
  }
}

let kept: Steps | undefined;

/** The step that the fewest of `taken` have, the first of several. */
function leastTaken(taken: readonly number[]): number {
  const counts = Array.from({ length: steps }, (_, step) => taken.filter((each) => each === step).length);
  return counts.indexOf(Math.min(...counts));
}

/**
 * A step for each of `names`. A name keeps the step it has in `assigned`; a new one takes, and keeps there, one that
 * none beside it has. Where two that met for the first time have the same, the later one gives way for this once.
 */
export function assignSteps(names: readonly string[], assigned: Steps): Steps {
  const given: Steps = new Map();
  for (const name of new Set(names)) {
    const own = assigned.get(name);
    const taken = [...given.values()];
    const others = names.flatMap((each) => (given.has(each) || each === name ? [] : (assigned.get(each) ?? [])));
    const step = own === undefined || taken.includes(own) ? leastTaken([...taken, ...taken, ...others]) : own;
    given.set(name, step);
    if (own === undefined) assigned.set(name, step);
  }
  return given;
}

const never = () => () => undefined;

/**
 * The colours of series that are drawn together, as CSS values; `null` is "other". All are that of "other" until the
 * page is alive, for the server does not know what this browser gave to whom.
 */
export function useSeriesColours(names: readonly (string | null)[]): (name: string | null) => string {
  const isAlive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return useMemo(() => {
    if (!isAlive) return (_name: string | null) => 'var(--series-other)';
    kept ??= load();
    const before = kept.size;
    const given = assignSteps(
      names.filter((name) => name !== null),
      kept,
    );
    if (kept.size !== before) save(kept);
    return (name: string | null) => {
      const step = name === null ? undefined : given.get(name);
      return step === undefined ? 'var(--series-other)' : `var(--series-${step + 1})`;
    };
  }, [isAlive, names]);
}
