'use client';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { drill } from '../analytics/drill.ts';
import { Numbers } from '../analytics/numbers.tsx';
import { useAnalytics } from '../analytics/provider.tsx';
import { TimeTable } from '../analytics/time-table.tsx';
import { ChartSkeleton } from '../charts/chart-skeleton.tsx';
import { LineChart } from '../charts/line-chart.tsx';
import type { ChartTime } from '../charts/plot.tsx';
import { formatCount, formatMs, formatMsTick } from '../format/number.ts';
import { Card } from '../ui/card.tsx';
import { type Metric, percentileSeries } from './percentile-series.ts';
import type { LatencyLine, LatencyReport } from './performance-data.ts';

const words = {
  duration: { title: 'Duration', of: 'Of calls that succeeded, until their last byte.' },
  firstToken: { title: 'First token', of: 'Of calls that succeeded and streamed.' },
} as const;

function Dash() {
  return (
    <span className="text-faint" title="Nothing was measured.">
      –
    </span>
  );
}

function LatencyNumbers({ time, lines, metric }: { time: ChartTime; lines: readonly LatencyLine[]; metric: Metric }) {
  const byTime = new Map(lines.map((line) => [Date.parse(line.at ?? ''), line[metric]]));
  const columns = (['p50', 'p95', 'p99'] as const).map((name) => ({
    id: name,
    label: name,
    cell: ({ bucket }: { bucket: { atMs: number } }) => {
      const ms = byTime.get(bucket.atMs)?.[name] ?? null;
      return ms === null ? <Dash /> : formatMs(ms);
    },
  }));
  const count = {
    id: 'count',
    label: 'Calls measured',
    cell: ({ bucket }: { bucket: { atMs: number } }) => formatCount(byTime.get(bucket.atMs)?.count ?? 0),
  };
  return <TimeTable label={`${words[metric].title} in numbers`} time={time} columns={[...columns, count]} />;
}

/** The percentiles of one metric over time. */
export function LatencyCard({
  metric,
  report,
  time,
}: {
  readonly metric: Metric;
  /** Undefined while on the way. */
  readonly report: LatencyReport | undefined;
  readonly time: ChartTime;
}) {
  const router = useRouter();
  const { applied, span, href, set } = useAnalytics();
  const { title, of } = words[metric];
  const series = useMemo(
    () => percentileSeries(report?.data ?? [], { buckets: time.buckets, metric }),
    [report, time, metric],
  );
  return (
    <Card title={title} description={of}>
      {report === undefined ? (
        <ChartSkeleton height="h-48" />
      ) : (
        <>
          <LineChart
            label={`${title}: percentiles over time`}
            height="h-48"
            isHalf
            time={time}
            series={series}
            formatTick={formatMsTick}
            onPick={(bucket) => router.push(href('calls', drill(applied, span, { span: bucket })))}
            onZoom={({ fromMs, toMs }) =>
              set({ range: { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() } })
            }
          />
          <Numbers>
            <LatencyNumbers time={time} lines={report.data} metric={metric} />
          </Numbers>
        </>
      )}
    </Card>
  );
}
