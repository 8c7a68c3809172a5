import type { Strategy } from '../route-plan.ts';
import type { Standing } from './standing.ts';

export type RacePlace = {
  readonly kind: 'race';
  readonly legs: readonly Standing[];
  readonly hedgeAfterMs: number;
  readonly acceptRefusals: boolean;
  readonly extraSpendMaxPercent: number | undefined;
};

/** A step in the making. */
export type Place = { readonly kind: 'single'; readonly standing: Standing } | RacePlace;

/** A child of a node, with the places that it came to. */
export type Branch = { readonly strategy: Strategy; readonly identity: number; readonly places: readonly Place[] };

/** What a node came to, and what it did in words. */
export type Ruling = { readonly places: readonly Place[]; readonly said: string };

/** The targets of a place: of a race all legs, in their order. */
export function standingsOf(place: Place): readonly Standing[] {
  return place.kind === 'single' ? [place.standing] : place.legs;
}

/** The target that a branch begins with. */
export function headOf({ places: [first] }: Pick<Branch, 'places'>): Standing | undefined {
  return first?.kind === 'race' ? first.legs[0] : first?.standing;
}

/** The places of all branches, one branch after another. */
export function joined(branches: readonly Branch[]): readonly Place[] {
  const places: Place[] = [];
  for (const branch of branches) places.push(...branch.places);
  return places;
}

/** How a target is called in words. */
export function nameOf({ candidate }: Standing): string {
  return `${candidate.provider}/${candidate.model}`;
}
