'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { chartTime } from '../analytics/chart-time.ts';
import { useAnalytics } from '../analytics/provider.tsx';
import { useSettled } from '../analytics/use-settled.ts';
import { ChartSkeleton } from '../charts/chart-skeleton.tsx';
import { HeatMap } from '../charts/heat-map.tsx';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { formatCount, formatMs, formatMsTick } from '../format/number.ts';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { heatInput } from './queries.ts';

function countText(count: number): string {
  return `${formatCount(count)} call${count === 1 ? '' : 's'}`;
}

/** How many calls lasted how long, over time: what percentiles hide, such as two kinds of calls. */
export function HeatCard() {
  const analytics = useAnalytics();
  const api = useTRPC();
  const { data, error, isError, isPlaceholderData } = useQuery({
    ...api.usage.latency.queryOptions(heatInput(analytics)),
    placeholderData: keepPreviousData,
  });
  const asked = useSettled(analytics, isPlaceholderData);
  const { time, bins } = useMemo(() => {
    const shown = chartTime(data?.intervals ?? [], asked);
    const byTime = new Map(data?.data.map(({ at, histogram }) => [Date.parse(at ?? ''), histogram]));
    const found = shown.buckets.map(({ atMs }) =>
      (byTime.get(atMs) ?? []).map(({ fromMs, toMs, calls }) => ({ from: fromMs, to: toMs, count: calls })),
    );
    return { time: shown, bins: found };
  }, [data, asked]);
  return (
    <Card title="How long calls took" description="The stronger a cell, the more calls of that time took so long.">
      {data !== undefined ? (
        <HeatMap
          label="Calls by duration over time"
          height="h-56"
          isHalf
          time={time}
          bins={bins}
          formatValue={formatMs}
          formatTick={formatMsTick}
          formatCount={countText}
          onZoom={({ fromMs, toMs }) =>
            analytics.set({ range: { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() } })
          }
        />
      ) : isError ? (
        <Notice kind="bad" title="The durations could not be read">
          {refusalOf(error).message}
        </Notice>
      ) : (
        <ChartSkeleton height="h-56" />
      )}
    </Card>
  );
}
