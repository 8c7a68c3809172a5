'use client';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { AmountChart } from '../charts/amount-chart.tsx';
import type { ChartTime } from '../charts/plot.tsx';
import type { Point } from '../charts/series.ts';
import { drill, type Part } from './drill.ts';
import { type Figures, measureWords, textOf, tickOf } from './figures.ts';
import { useAnalytics } from './provider.tsx';
import type { Measure } from './state.ts';
import type { DrawnStack } from './use-stack.ts';

/** A stack over time: a click opens the calls of a segment, a drag zooms into a stretch. */
export function StackChart({
  label,
  time,
  drawn,
  totals,
  measure,
  previous,
  within = {},
  height,
  isHalf = false,
}: {
  readonly label: string;
  readonly time: ChartTime;
  readonly drawn: DrawnStack;
  readonly totals: readonly Figures[];
  readonly measure: Measure;
  readonly previous?: readonly Point[] | undefined;
  /** What all of the stack is a part of, when that is not all that the page shows. */
  readonly within?: Part;
  readonly height?: string;
  /** Stands beside another chart. */
  readonly isHalf?: boolean;
}) {
  const router = useRouter();
  const { applied, span, href, set } = useAnalytics();
  const texts = useMemo(() => totals.map((figures) => textOf(measure, figures)), [totals, measure]);
  return (
    <AmountChart
      label={`${measureWords[measure]}: ${label}`}
      time={time}
      series={drawn.series}
      totals={texts}
      previous={previous}
      formatTick={tickOf(measure)}
      whole={measure === 'calls' || measure === 'tokens'}
      onPick={(bucket, series) => {
        const part = drawn.layers.find(({ id }) => id === series?.id)?.part ?? within;
        router.push(href('calls', drill(applied, span, { ...part, span: bucket })));
      }}
      onZoom={({ fromMs, toMs }) =>
        set({ range: { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() } })
      }
      isHalf={isHalf}
      {...(height === undefined ? {} : { height })}
    />
  );
}
