import { type UsageBucket, usageBuckets } from '@weir/protocol/usage';
import type { AttemptData } from './receipt-data.ts';

/** What one bucket of an attempt came to. Null is not known: no price, or no cost. */
export type CostRow = {
  readonly bucket: UsageBucket;
  readonly quantity: number;
  readonly usdPerMillion: string | null;
  readonly usd: string | null;
};

type Priced = Pick<AttemptData, 'usage' | 'cost'>;

/** The buckets of an attempt in their order: those that cost something, and those that were reported besides. */
export function costRows({ usage, cost }: Priced): readonly CostRow[] {
  return usageBuckets.flatMap((bucket): CostRow[] => {
    const line = cost.lines.find((each) => each.bucket === bucket);
    if (line !== undefined) return [line];
    const quantity = usage[bucket];
    if (quantity === undefined) return [];
    // What was reported as none costs nothing at any price; of the rest nobody knows.
    const usd = quantity === 0 && cost.usd !== null ? '0' : null;
    return [{ bucket, quantity, usdPerMillion: null, usd }];
  });
}
