import type { Bucket } from '../charts/buckets.ts';
import type { Series } from '../charts/series.ts';
import { formatMs } from '../format/number.ts';
import type { LatencyLine } from './performance-data.ts';

export type Metric = 'duration' | 'firstToken';

const percentiles = ['p50', 'p95', 'p99'] as const;

/** Percentiles keep their colours, whatever they are of. */
const colours = { p50: 'var(--series-1)', p95: 'var(--series-2)', p99: 'var(--series-4)' } as const;
const words = { p50: 'p50', p95: 'p95', p99: 'p99' } as const;

/** The percentiles of a metric as lines; a bucket in which nothing was measured is a gap. */
export function percentileSeries(
  lines: readonly LatencyLine[],
  { buckets, metric }: { readonly buckets: readonly Bucket[]; readonly metric: Metric },
): Series[] {
  const byTime = new Map(lines.map((line) => [Date.parse(line.at ?? ''), line]));
  return percentiles.map((name) => {
    const points = buckets.map(({ atMs }) => {
      const ms = byTime.get(atMs)?.[metric][name] ?? null;
      return { size: ms, text: ms === null ? '–' : formatMs(ms) };
    });
    return { id: name, label: words[name], colour: colours[name], points };
  });
}
