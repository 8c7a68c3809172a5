import type { Step } from '../decision.ts';
import type { Place } from './place.ts';
import type { Standing } from './standing.ts';

/** The places with every target once, where it comes first; a race that keeps one leg is no race. */
export function withoutRepeats(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>();
  const fresh = ({ candidate }: Standing): boolean => seen.size < seen.add(candidate.id).size;
  const kept: Place[] = [];
  for (const place of places) {
    if (place.kind === 'single') {
      if (fresh(place.standing)) kept.push(place);
      continue;
    }
    const legs = place.legs.filter(fresh);
    const [only] = legs;
    if (only === undefined) continue;
    kept.push(legs.length === 1 ? { kind: 'single', standing: only } : { ...place, legs });
  }
  return kept;
}

/** A place as callers know it. */
export function stepOf(place: Place): Step {
  if (place.kind === 'single') {
    return { kind: 'single', candidate: place.standing.candidate, probe: place.standing.probe };
  }
  const { legs, hedgeAfterMs, acceptRefusals, extraSpendMaxPercent } = place;
  const probes = legs.filter(({ probe }) => probe).map(({ candidate }) => candidate.id);
  return {
    kind: 'race',
    legs: legs.map(({ candidate }) => candidate),
    hedgeAfterMs,
    acceptRefusals,
    extraSpendMaxPercent,
    ...(probes.length === 0 ? {} : { probes }),
  };
}
