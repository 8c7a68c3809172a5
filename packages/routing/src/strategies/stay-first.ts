import { type Branch, standingsOf } from './place.ts';

/** Where the target that a call stays with is among branches; -1 where it is in none. */
export function stayIndex(branches: readonly Branch[], stayId: string | undefined): number {
  if (stayId === undefined) return -1;
  return branches.findIndex(({ places }) =>
    places.some((place) => standingsOf(place).some(({ candidate, probe }) => candidate.id === stayId && !probe)),
  );
}

/** The items with one of them brought to the front; as they are for -1. */
export function broughtFirst<Item>(items: readonly Item[], index: number): readonly Item[] {
  const item = items[index];
  return item === undefined || index <= 0 ? items : [item, ...items.slice(0, index), ...items.slice(index + 1)];
}
