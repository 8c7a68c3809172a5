import { type Branch, headOf } from './place.ts';

/**
 * Where the branch is that begins with the target that a call stays with; -1 for none. A node below that moved the call
 * away has put another first, and then nothing above holds on to it.
 */
export function stayIndex(branches: readonly Branch[], stayId: string | undefined): number {
  if (stayId === undefined) return -1;
  return branches.findIndex((branch) => headOf(branch)?.candidate.id === stayId);
}

/** The items with one of them brought to the front; as they are for -1. */
export function broughtFirst<Item>(items: readonly Item[], index: number): readonly Item[] {
  const item = items[index];
  return item === undefined || index <= 0 ? items : [item, ...items.slice(0, index), ...items.slice(index + 1)];
}
