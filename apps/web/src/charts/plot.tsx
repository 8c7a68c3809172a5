'use client';
import type { ReactNode } from 'react';
import type { Interval, Span } from '../analytics/range.ts';
import { AmountAxis, TimeAxis } from './axes.tsx';
import type { Bucket } from './buckets.ts';
import { timeTicks } from './time-ticks.ts';
import { Tip, type TipLine } from './tip.tsx';
import { type Place, usePointer } from './use-pointer.ts';

/** Time as a chart cuts it. */
export type ChartTime = {
  readonly buckets: readonly Bucket[];
  readonly interval: Interval;
  readonly timeZone: string;
};

export type PlotProps = {
  readonly time: ChartTime;
  readonly axis: {
    readonly ticks: readonly number[];
    readonly place: (tick: number) => number;
    readonly format: (tick: number) => string;
  };
  /** What is drawn: SVG that fills the plot. */
  readonly children: ReactNode;
  /** What the tip says of a bucket, with the pointer at a height (a share). */
  readonly tip: (nth: number, height: number) => { readonly title: string; readonly lines: readonly TipLine[] };
  readonly tipShape?: 'square' | 'line';
  readonly onPick?: ((place: Place) => void) | undefined;
  readonly onZoom?: ((span: Span) => void) | undefined;
  /** Tailwind height of the plot. */
  readonly height?: string | undefined;
  /** Stands beside another: fewer times below it. */
  readonly isHalf?: boolean | undefined;
};

const ticksMax = { whole: 9, half: 5 } as const;
const share = (nth: number, count: number) => `${(nth / count) * 100}%`;

/** Stands in the middle of a plot that has nothing to draw. */
export function NothingDrawn() {
  return <p className="absolute inset-0 grid place-items-center text-sm text-quiet">Nothing to draw in this time.</p>;
}

/** Axes, pointer and tip of a chart over time. Its picture is for eyes alone: a table with the same numbers goes below. */
export function Plot(props: PlotProps) {
  const { time, axis, children, tip, tipShape = 'square', onPick, onZoom, height = 'h-56', isHalf = false } = props;
  const { buckets, interval, timeZone } = time;
  const { handlers, nth, height: at, isHere, selection } = usePointer({ buckets, onPick, onZoom });
  const count = buckets.length;
  const bucketWidth = share(1, count);
  return (
    <div aria-hidden="true" className="pl-14 select-none">
      <div className={`relative ${height}`}>
        <AmountAxis scale={axis} format={axis.format} />
        {nth >= 0 && (
          <div className="absolute inset-y-0 bg-hover" style={{ left: share(nth, count), width: bucketWidth }} />
        )}
        <div className="absolute inset-0">{children}</div>
        {nth >= 0 && (
          <div className="absolute inset-y-0 w-px bg-line-strong" style={{ left: share(nth + 0.5, count) }} />
        )}
        {selection !== undefined && (
          <div
            className="absolute inset-y-0 border-x border-accent bg-accent/15"
            style={{
              left: share(Math.min(selection.fromNth, selection.toNth), count),
              width: share(Math.abs(selection.toNth - selection.fromNth) + 1, count),
            }}
          />
        )}
        {isHere && nth >= 0 && <Tip {...tip(nth, at)} shape={tipShape} at={(nth + 0.5) / count} />}
        <div
          className={`absolute inset-0 z-10 touch-pan-y ${onPick === undefined ? '' : 'cursor-pointer'}`}
          {...handlers}
        />
      </div>
      <TimeAxis
        ticks={timeTicks(buckets, { interval, timeZone, max: isHalf ? ticksMax.half : ticksMax.whole })}
        count={count}
      />
    </div>
  );
}
