'use client';
import { useMemo } from 'react';
import type { Span } from '../analytics/range.ts';
import type { Bucket } from './buckets.ts';
import { Legend } from './legend.tsx';
import { Lines } from './lines.tsx';
import { type ChartTime, NothingDrawn, Plot } from './plot.tsx';
import { type Scale, scaleTo, shareOf } from './scale.ts';
import type { Series } from './series.ts';
import { bucketName } from './time-ticks.ts';
import { useHidden } from './use-hidden.ts';

export type LineChartProps = {
  /** What it shows, for those who cannot see it; the table with the same numbers follows. */
  readonly label: string;
  readonly time: ChartTime;
  readonly series: readonly Series[];
  /** `step` is how far ticks are apart. */
  readonly formatTick: (tick: number, step: number) => string;
  /** The axis ends here, whatever the values; shares end at 1. */
  readonly top?: number;
  readonly onPick?: (bucket: Bucket) => void;
  readonly onZoom?: (span: Span) => void;
  readonly height?: string;
  /** Stands beside another chart. */
  readonly isHalf?: boolean;
};

/** Values over time as lines from a zero baseline. */
export function LineChart(props: LineChartProps) {
  const { label, time, series, formatTick, top, onPick, onZoom, height, isHalf } = props;
  const [hidden, toggle] = useHidden();
  const { shown, scale, place } = useMemo(() => {
    const visible = series.filter(({ id }) => !hidden.has(id));
    const sizes = visible.flatMap(({ points }) => points.map(({ size }) => size ?? 0));
    const fitted: Scale = top === undefined ? scaleTo(Math.max(0, ...sizes)) : scaleTo(top);
    return { shown: visible, scale: fitted, place: (size: number) => shareOf(size, fitted) };
  }, [series, hidden, top]);
  const tip = (nth: number) => {
    const bucket = time.buckets[nth];
    const lines = shown.map(({ id, label: name, colour, points }) => {
      return { id, label: name, colour, text: points[nth]?.text ?? '–' };
    });
    return { title: bucket === undefined ? '' : bucketName(bucket, time), lines };
  };
  return (
    <figure aria-label={label} className="grid grid-cols-1 gap-3">
      <Plot
        time={time}
        axis={{ ticks: scale.ticks, place, format: (tick) => formatTick(tick, scale.ticks[1] ?? 1) }}
        tip={tip}
        tipShape="line"
        height={height}
        isHalf={isHalf}
        onZoom={onZoom}
        onPick={
          onPick &&
          (({ nth }) => {
            const bucket = time.buckets[nth];
            if (bucket !== undefined) onPick(bucket);
          })
        }
      >
        <Lines
          count={time.buckets.length}
          series={shown}
          place={place}
          isLastPartial={time.buckets.at(-1)?.isPartial ?? false}
        />
        {series.every(({ points }) => points.every(({ size }) => size === null)) && <NothingDrawn />}
      </Plot>
      <Legend items={series} hidden={hidden} onToggle={toggle} mark="line" />
    </figure>
  );
}
