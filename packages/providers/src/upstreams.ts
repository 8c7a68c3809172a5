import type { Operation } from '@weir/protocol/operation';
import { operationsAt } from './operations-at.ts';
import { providers } from './registry.ts';

const known = new Map(
  providers().map((one) => [one.id, { isLocal: one.local !== undefined, operations: operationsAt(one) }] as const),
);

/** The providers as routing sees them: which answer inside the process, and what each can be asked for. */
export const upstreams: {
  readonly find: (id: string) => { readonly isLocal: boolean; readonly operations: readonly Operation[] } | undefined;
  readonly local: readonly string[];
} = {
  find: (id) => known.get(id),
  local: [...known].flatMap(([id, { isLocal }]) => (isLocal ? [id] : [])),
};
