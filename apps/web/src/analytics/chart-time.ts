import type { ChartTime } from '../charts/plot.tsx';
import type { Interval } from './range.ts';
import { quarterMs, startOf } from './zone.ts';

type Cut = { readonly at: string; readonly from: string; readonly to: string };

/** The intervals of a report as the buckets of a chart. */
export function chartTime(
  cuts: readonly Cut[],
  { interval, timeZone }: { readonly interval: Interval; readonly timeZone: string },
): ChartTime {
  const last = cuts.length - 1;
  const buckets = cuts.map(({ at, from, to }, nth) => {
    const [atMs, fromMs, toMs] = [Date.parse(at), Date.parse(from), Date.parse(to)];
    // Only the ends of a span cut an interval.
    const isCut = nth === last && toMs < endOf(atMs, { interval, timeZone });
    return { atMs, fromMs, toMs, isPartial: fromMs > atMs || isCut };
  });
  return { buckets, interval, timeZone };
}

function endOf(atMs: number, { interval, timeZone }: { interval: Interval; timeZone: string }): number {
  return interval === '15m' ? atMs + quarterMs : startOf(interval, { atMs, timeZone }, 1);
}
