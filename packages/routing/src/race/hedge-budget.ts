/** How many calls may be hedged, and what that may cost. It reads no clock: the calls themselves pay in. */
export type HedgeBudget = {
  /** A call that could be hedged is over; what it cost without hedges, undefined where that is not known. */
  spent(call: { readonly usd: number | undefined }): void;
  /** True where a hedge that is expected to cost so much on top may start; it is then paid for. */
  claim(hedge: { readonly usd: number | undefined }): boolean;
  /** What the hedge came to instead. */
  settle(hedge: { readonly expectedUsd: number | undefined; readonly usd: number | undefined }): void;
};

/** Of calls, whatever hedges cost; more only where the route's own limit of spend is higher. */
const hedgedShareMax = 0.1;
/** What lies unused is kept for so many calls: slow ones come in bursts. */
const burstCalls = 100;
/** Hedges that a new budget lends: later calls pay for them. */
const freeHedges = 2;

/**
 * Two token buckets: of hedges, at most one for ten calls, and of extra spend, at most `percent` of what the calls cost.
 * Where a cost is not known, it counts as that of a mean call.
 */
export function hedgeBudget(percent: number): HedgeBudget {
  const share = Math.max(0, percent) / 100;
  const hedgeShare = share === 0 ? 0 : Math.max(hedgedShareMax, share);
  let free = share === 0 ? 0 : freeHedges;
  let hedges = 0;
  /** In mean calls, so that known and unknown costs add up. */
  let spend = 0;
  let meanUsd: number | undefined;
  const inCalls = (usd: number | undefined) => (usd === undefined || !meanUsd ? 1 : usd / meanUsd);
  const earn = (calls: number) => {
    spend = Math.min(share * burstCalls, spend + calls);
  };
  return {
    spent({ usd }) {
      if (usd !== undefined) meanUsd = meanUsd === undefined ? usd : meanUsd + (usd - meanUsd) / burstCalls;
      hedges = Math.min(hedgeShare * burstCalls, hedges + hedgeShare);
      earn(share * inCalls(usd));
    },
    claim({ usd }) {
      if (free > 0) {
        free -= 1;
        spend -= inCalls(usd);
        return true;
      }
      if (hedges < 1 || spend < inCalls(usd)) return false;
      hedges -= 1;
      spend -= inCalls(usd);
      return true;
    },
    settle({ expectedUsd, usd }) {
      if (usd !== undefined) earn(inCalls(expectedUsd) - inCalls(usd));
    },
  };
}
