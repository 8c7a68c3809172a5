import { type LiveLatency, type SizeBucket, sizeBuckets } from '@weir/routing/live';
import type { Target } from './health-data.ts';

/** Prompts by size, in words. */
export const sizeWords: Readonly<Record<SizeBucket, { readonly short: string; readonly long: string }>> = {
  small: { short: '≤ 1k', long: 'up to 1,000 tokens' },
  medium: { short: '≤ 8k', long: '1,001 to 8,000 tokens' },
  large: { short: '≤ 64k', long: '8,001 to 64,000 tokens' },
  huge: { short: '> 64k', long: 'more than 64,000 tokens' },
};

/** Which times are shown: those of one size of prompt, or for each target those it has the most of. */
export type ShownSize = SizeBucket | 'usual';

/** Times at a target for one size of prompt. */
export type SizedLatency = LiveLatency & { readonly size: SizeBucket };

/** The times of a target, by size of prompt; sizes that nobody has asked are not in it. */
export function latenciesOf({ latency }: Pick<Target, 'latency'>): readonly SizedLatency[] {
  return sizeBuckets.flatMap((size) => {
    const found = latency[size];
    return found === undefined ? [] : [{ size, ...found }];
  });
}

/** The times to show of a target; undefined where there are none. */
export function shownLatency(target: Pick<Target, 'latency'>, shown: ShownSize): SizedLatency | undefined {
  const all = latenciesOf(target);
  if (shown !== 'usual') return all.find(({ size }) => size === shown);
  return all.toSorted((a, b) => b.samples - a.samples)[0];
}
