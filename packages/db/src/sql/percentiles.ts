import { latencyBinBounds } from '@weir/protocol/latency-bin';

/** How many latencies fell into each bin. */
export type Histogram = ReadonlyMap<number, number>;

/** Milliseconds, within 5% of the truth; null where nothing was measured. */
export type Percentiles = {
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
};

function within(bin: number, share: number): number {
  const [from, to] = latencyBinBounds(bin);
  if (from === 0 || !Number.isFinite(to)) return from;
  // Bins are log-spaced, and so is the way through one.
  return from * (to / from) ** share;
}

/** The latency that `share` (0 to 1) of those in `histogram` do not pass, in milliseconds. */
export function percentile(histogram: Histogram, share: number): number | null {
  const bins = [...histogram].sort(([a], [b]) => a - b);
  const total = bins.reduce((sum, [, count]) => sum + count, 0);
  let below = 0;
  for (const [bin, count] of bins) {
    if (count > 0 && below + count >= share * total)
      return Math.round(within(bin, (share * total - below) / count) * 10) / 10;
    below += count;
  }
  return null;
}

/** The percentiles that the dashboard shows. */
export function percentilesOf(histogram: Histogram): Percentiles {
  const count = [...histogram.values()].reduce((sum, calls) => sum + calls, 0);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(histogram, share) ?? null);
  return { count, p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
}
