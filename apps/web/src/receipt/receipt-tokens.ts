import type { UsageBucket } from '@weir/protocol/usage';
import type { ReceiptData } from './receipt-data.ts';

const inBuckets: readonly UsageBucket[] = [
  ...(['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'audioInput'] as const),
  ...(['audioCacheRead', 'imageInput'] as const),
];
const outBuckets: readonly UsageBucket[] = ['output', 'reasoning', 'audioOutput', 'imageOutput'];

function sum(receipt: Pick<ReceiptData, 'attempts'>, buckets: readonly UsageBucket[]): number | null {
  const known = receipt.attempts.flatMap(({ usage }) => buckets.flatMap((bucket) => usage[bucket] ?? []));
  return known.length === 0 ? null : known.reduce((total, count) => total + count, 0);
}

/** Tokens of all attempts: all that went in, those of them that came from a cache, and all that came out. Null is not reported. */
export function receiptTokens(receipt: Pick<ReceiptData, 'attempts'>) {
  return {
    into: sum(receipt, inBuckets),
    cached: sum(receipt, ['cacheRead', 'audioCacheRead']),
    out: sum(receipt, outBuckets),
  };
}
