'use client';
import { useMemo } from 'react';
import type { Span } from '../analytics/range.ts';
import { Bars } from './bars.tsx';
import type { Bucket } from './buckets.ts';
import { Legend } from './legend.tsx';
import { type ChartTime, NothingDrawn, Plot } from './plot.tsx';
import { scaleTo, shareOf } from './scale.ts';
import { type Point, type Series, seriesAt, stackTops } from './series.ts';
import { bucketName } from './time-ticks.ts';
import type { TipLine } from './tip.tsx';
import { useHidden } from './use-hidden.ts';

export type AmountChartProps = {
  /** What it shows, for those who cannot see it; the table with the same numbers follows. */
  readonly label: string;
  readonly time: ChartTime;
  /** The first stands at the bottom. */
  readonly series: readonly Series[];
  /** The sum of a bucket over all series, as it is said. */
  readonly totals: readonly string[];
  readonly previous?: readonly Point[] | undefined;
  /** `step` is how far ticks are apart. */
  readonly formatTick: (tick: number, step: number) => string;
  /** Amounts are counted, not measured: the axis has whole ticks. */
  readonly whole?: boolean;
  /** A click on a series of a bucket, or on the bucket above them all. */
  readonly onPick?: (bucket: Bucket, series: Series | undefined) => void;
  readonly onZoom?: (span: Span) => void;
  readonly height?: string;
  /** Stands beside another chart. */
  readonly isHalf?: boolean;
};

function useShown(props: AmountChartProps, hidden: ReadonlySet<string>) {
  const { series, time, previous, whole = false } = props;
  return useMemo(() => {
    const shown = series.filter(({ id }) => !hidden.has(id));
    // What was before is the sum of all: beside a part of them it would mislead.
    const before = hidden.size === 0 ? previous : undefined;
    const ghosts = before?.map(({ size }) => size);
    const tops = stackTops(shown, time.buckets.length);
    const scale = scaleTo(Math.max(0, ...tops, ...(ghosts ?? []).map((size) => size ?? 0)), { whole });
    return { shown, before, ghosts, scale };
  }, [series, hidden, time, previous, whole]);
}

/** Amounts over time, stacked, from zero. */
export function AmountChart(props: AmountChartProps) {
  const { label, time, series, totals, formatTick, onPick, onZoom, height, isHalf } = props;
  const [hidden, toggle] = useHidden();
  const { shown, before, ghosts, scale } = useShown(props, hidden);
  const tip = (nth: number) => {
    const bucket = time.buckets[nth];
    const lines: TipLine[] = shown
      .flatMap(({ id, label: name, colour, points }) => {
        const point = points[nth];
        return point === undefined || point.size === 0 ? [] : [{ id, label: name, colour, text: point.text }];
      })
      .reverse();
    if (hidden.size === 0) lines.push({ id: 'total', label: 'Total', text: totals[nth] ?? '' });
    const past = before?.[nth];
    if (past !== undefined) lines.push({ id: 'previous', label: 'Previous period', text: past.text });
    return { title: bucket === undefined ? '' : bucketName(bucket, time), lines };
  };
  return (
    <figure aria-label={label} className="grid grid-cols-1 gap-3">
      <Plot
        time={time}
        axis={{
          ticks: scale.ticks,
          place: (tick) => shareOf(tick, scale),
          format: (tick) => formatTick(tick, scale.ticks[1] ?? 1),
        }}
        tip={tip}
        height={height}
        isHalf={isHalf}
        onZoom={onZoom}
        onPick={
          onPick &&
          (({ nth, height: at }) => {
            const bucket = time.buckets[nth];
            if (bucket !== undefined) onPick(bucket, seriesAt(shown, nth, at * scale.max));
          })
        }
      >
        <Bars buckets={time.buckets} series={shown} scale={scale} ghosts={ghosts} />
        {series.length === 0 && <NothingDrawn />}
      </Plot>
      <Legend items={[...series].reverse()} hidden={hidden} onToggle={toggle} />
    </figure>
  );
}
