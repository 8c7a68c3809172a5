import type { inferRouterOutputs } from '@trpc/server';
import type { UsageBucket } from '@weir/protocol/usage';
import { usageBuckets } from '@weir/protocol/usage';
import type { AppRouter } from '../trpc/app-router.ts';

export type SlipReceipt = inferRouterOutputs<AppRouter>['calls']['receipt'];

export type SlipLine = {
  readonly id: string;
  readonly bucket: UsageBucket;
  readonly quantity: number;
  /** Null where the bucket has no price. */
  readonly usdPerMillion: string | null;
  readonly usd: string | null;
};

/** The lines of a receipt, attempt by attempt, without buckets of which nothing was used. */
export function linesOf({ attempts }: Pick<SlipReceipt, 'attempts'>): readonly SlipLine[] {
  return attempts.flatMap(({ attemptNo, usage, cost }) =>
    usageBuckets.flatMap((bucket) => {
      const priced = cost.lines.find((line) => line.bucket === bucket);
      const quantity = priced?.quantity ?? usage[bucket] ?? 0;
      if (quantity === 0) return [];
      const { usdPerMillion = null, usd = null } = priced ?? {};
      return [{ id: `${attemptNo}-${bucket}`, bucket, quantity, usdPerMillion, usd }];
    }),
  );
}
