import type { Exclusion } from '../exclusion.ts';
import { percent } from '../explain/words.ts';
import type { Quality } from '../route-plan.ts';
import { type Branch, type Place, standingsOf } from './place.ts';
import type { Standing } from './standing.ts';

/** What the names stand for: the share of the best target's expected quality that is kept. */
export const qualityShares = { any: 0, economy: 0.85, balanced: 0.95, high: 0.99 } as const;

/** The share of the best target's expected quality that a node asks for. */
export function qualityShare(quality: Quality): number {
  return typeof quality === 'number' ? quality : qualityShares[quality];
}

function belowOf({ quality }: Standing, best: number, share: number): Exclusion | undefined {
  if (quality === undefined) {
    return {
      code: 'quality',
      reason: `nothing is known of its quality, and ${percent(share)} of the best is needed`,
    };
  }
  if (quality.quality >= best * share) return undefined;
  const kept = quality.quality / best;
  const short = `${percent(kept)} of the best, ${percent(share - kept)} less than the ${percent(share)} needed`;
  return { code: 'quality', reason: `its expected quality is ${short}` };
}

/** The best expected quality among the targets of some branches; undefined where none has one. */
export function bestQuality(branches: readonly Branch[]): number | undefined {
  let best: number | undefined;
  for (const { places } of branches) {
    for (const place of places) {
      for (const { quality } of standingsOf(place)) {
        if (quality !== undefined && (best === undefined || quality.quality > best)) best = quality.quality;
      }
    }
  }
  return best;
}

function kept(place: Place, keeps: (standing: Standing) => boolean): readonly Place[] {
  if (place.kind === 'single') return keeps(place.standing) ? [place] : [];
  const legs = place.legs.filter(keeps);
  const [only] = legs;
  if (only === undefined) return [];
  return [legs.length === 1 ? { kind: 'single', standing: only } : { ...place, legs }];
}

/**
 * Branches without the targets that keep less than `share` of the best expected quality among them, and without those of
 * which nothing is known, unless the share is 0. What is compared with is the best that can take the call now, so that an
 * outage of the best model lowers the floor rather than failing calls.
 */
export function aboveFloor(branches: readonly Branch[], share: number): readonly Branch[] {
  if (share <= 0) return branches;
  const best = bestQuality(branches) ?? 0;
  const keeps = (standing: Standing): boolean => {
    const below = belowOf(standing, best, share);
    if (below !== undefined) standing.passedBy = below;
    return below === undefined;
  };
  return branches.map((branch) => ({ ...branch, places: branch.places.flatMap((place) => kept(place, keeps)) }));
}
