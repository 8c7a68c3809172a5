import { type UsageBucket, usageBuckets } from '@weir/protocol/usage';
import { momentOfWallTime } from '../keys/expiry.ts';
import type { Model } from './model.ts';
import { pricesOf } from './own-price.ts';

/** What the form of a price holds. */
export type PriceValues = {
  provider: string;
  model: string;
  /** As they were entered; empty is no price. */
  prices: Record<UsageBucket, string>;
  begins: 'now' | 'date';
  wallTime: string;
};

/** The prices to begin with: those that hold now, so that only what differs is entered. */
export function pricesNow(model: Model | undefined): Record<UsageBucket, string> {
  const now = model?.price?.usdPerMillion ?? {};
  const of = (bucket: UsageBucket) => now[bucket] ?? '';
  return {
    ...{ input: of('input'), cacheRead: of('cacheRead'), cacheWrite5m: of('cacheWrite5m') },
    ...{ cacheWrite1h: of('cacheWrite1h'), output: of('output'), reasoning: of('reasoning') },
    ...{ audioInput: of('audioInput'), audioOutput: of('audioOutput'), images: of('images') },
    ...{ audioCacheRead: of('audioCacheRead') },
    ...{ audioSeconds: of('audioSeconds'), imageInput: of('imageInput'), imageOutput: of('imageOutput') },
    ...{ searches: of('searches'), requests: of('requests') },
  };
}

/** True when nothing was entered at all. */
export function isEmpty(prices: PriceValues['prices']): boolean {
  return usageBuckets.every((bucket) => prices[bucket].trim() === '');
}

/** The request that sets the price. */
export function requestOf(values: PriceValues, timeZone: string) {
  const atMs = values.begins === 'now' ? undefined : momentOfWallTime(values.wallTime, timeZone);
  return {
    provider: values.provider,
    model: values.model.trim(),
    usdPerMillion: pricesOf(values.prices),
    ...(atMs === undefined ? {} : { effectiveFrom: new Date(atMs).toISOString() }),
  };
}
