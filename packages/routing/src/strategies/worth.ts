/** Of a target: what it is expected to be worth, 0 to 1, and to cost. */
export type Offer = { readonly quality: number; readonly costUsd: number | undefined };

/** How far under the share that is asked for a target may be and still be chosen where that saves enough. */
const floorSlack = 5;

/**
 * The least share of the best target's expected quality that a smart choice goes down to when `share` is asked for: no
 * saving, however large, is worth more. 1 for 1, .75 for .95, .25 for .85, none from .8 down.
 */
export function leastShare(share: number): number {
  return Math.max(0, 1 - floorSlack * (1 - share));
}

/**
 * What a dollar is worth in quality when `share` of the best target's quality is asked for:
 *
 *     (1 - share) / share * best quality / cost of a usual call at the dearest target
 *
 * For a call of usual size, going up to the dearest target must then bring about the share of quality that the setting
 * lets go of (5% of the best for .95); a call ten times as dear must bring ten times as much, a tenth as dear a tenth. So
 * what is spent goes where it brings most per dollar (expected gain per extra dollar). 0 for a share of 1: quality at any
 * price; infinite for 0: the cheapest whatever it is worth.
 */
export function dollarWorth(share: number, best: number, dearestUsd: number): number {
  if (share >= 1) return 0;
  if (share <= 0) return Number.POSITIVE_INFINITY;
  return dearestUsd > 0 ? (((1 - share) / share) * best) / dearestUsd : 0;
}

function costOf({ costUsd }: Offer): number {
  return costUsd ?? Number.POSITIVE_INFINITY;
}

function compared(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Indexes of offers, the one to take first: by quality minus what their cost is worth, then by quality, then by cost,
 * then as they stand. A cost that is not known is behind all that are, unless a dollar is worth nothing.
 */
export function rankedOffers(offers: readonly Offer[], worth: number): readonly number[] {
  const scores = offers.map((offer) => {
    if (worth === 0) return offer.quality;
    if (offer.costUsd === undefined) return Number.NEGATIVE_INFINITY;
    return worth === Number.POSITIVE_INFINITY ? -offer.costUsd : offer.quality - worth * offer.costUsd;
  });
  const order = offers.map((_, index) => index);
  return order.sort((a, b) => {
    const [one, other] = [offers[a], offers[b]];
    if (one === undefined || other === undefined) return 0;
    return (
      compared(scores[b] ?? 0, scores[a] ?? 0) ||
      compared(other.quality, one.quality) ||
      compared(costOf(one), costOf(other))
    );
  });
}
