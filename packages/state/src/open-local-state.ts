import type { State } from './state.ts';

/** Small values at one time; the one that was set longest ago goes first. */
const valuesMax = 100_000;

/** The state of a process that is alone. */
export function openLocalState(now: () => number): State {
  const documents = new Map<string, { readonly document: string; readonly version: number }>();
  const values = new Map<string, { readonly value: string; readonly untilMs: number }>();
  return {
    isShared: false,
    documents: {
      async publish(scope, document) {
        documents.set(scope, { document, version: (documents.get(scope)?.version ?? 0) + 1 });
      },
      async read(scope) {
        const known = documents.get(scope);
        return known === undefined ? [] : [known.document];
      },
      async versions(scopes) {
        return scopes.map((scope) => String(documents.get(scope)?.version ?? 0));
      },
    },
    memory: {
      async get(scope, key) {
        const name = `${scope}:${key}`;
        const known = values.get(name);
        if (known === undefined) return undefined;
        if (known.untilMs > now()) return known.value;
        values.delete(name);
        return undefined;
      },
      set(scope, key, { value, ttlSeconds }) {
        const name = `${scope}:${key}`;
        values.delete(name);
        values.set(name, { value, untilMs: now() + ttlSeconds * 1_000 });
        const [oldest] = values.size > valuesMax ? values.keys() : [];
        if (oldest !== undefined) values.delete(oldest);
      },
    },
    available: () => true,
    async close() {
      documents.clear();
      values.clear();
    },
  };
}
