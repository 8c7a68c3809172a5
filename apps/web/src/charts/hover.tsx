'use client';
import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';

/** The moment that the pointer is at, in whichever chart of the page. */
class Hover {
  #atMs: number | undefined;
  readonly #listeners = new Set<() => void>();

  readonly read = () => this.#atMs;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly set = (atMs: number | undefined) => {
    if (atMs === this.#atMs) return;
    this.#atMs = atMs;
    for (const listener of this.#listeners) listener();
  };
}

const Context = createContext<Hover | undefined>(undefined);

/** Charts inside share one cross-line: what is pointed at in one is marked in all. */
export function ChartGroup({ children }: { readonly children: ReactNode }) {
  const [hover] = useState(() => new Hover());
  return <Context value={hover}>{children}</Context>;
}

const nowhere = () => undefined;

/** The moment under the pointer, and how to set it; a chart on its own has its own. */
export function useHover(): readonly [atMs: number | undefined, set: (atMs: number | undefined) => void] {
  const shared = use(Context);
  const [own] = useState(() => new Hover());
  const hover = shared ?? own;
  return [useSyncExternalStore(hover.subscribe, hover.read, nowhere), hover.set];
}
