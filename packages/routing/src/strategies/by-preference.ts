import { listed } from '../explain/words.ts';
import { means } from '../qualify/unwanted.ts';
import type { Deciding } from './deciding.ts';
import { type Place, standingsOf } from './place.ts';
import type { Standing } from './standing.ts';

function rankOf({ candidate }: Standing, order: readonly string[]): number {
  const rank = order.findIndex((name) => means(name, candidate));
  return rank === -1 ? order.length : rank;
}

function ranked<Item>(items: readonly Item[], rank: (item: Item) => number): readonly Item[] {
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** What was drawn has no say in what the call itself asked for. */
function forgetChances({ standings }: Deciding): void {
  for (const standing of standings) standing.propensity = undefined;
}

/**
 * Places with those first that the call names in `preferences.order`, in that order, whatever the route's strategy says;
 * a race stands where its best leg does, and that leg starts it.
 */
export function byPreference(places: readonly Place[], deciding: Deciding): readonly Place[] {
  const order = deciding.input.facts.preferences?.order;
  if (order === undefined || order.length === 0 || places.length === 0) return places;
  forgetChances(deciding);
  deciding.traces.push({ path: 'order', kind: 'order', said: `the call asks for ${listed(order, 'then')} first` });
  const legsRanked = places.map(
    (place): Place =>
      place.kind === 'race' ? { ...place, legs: ranked(place.legs, (leg) => rankOf(leg, order)) } : place,
  );
  return ranked(legsRanked, (place) => Math.min(...standingsOf(place).map((standing) => rankOf(standing, order))));
}
