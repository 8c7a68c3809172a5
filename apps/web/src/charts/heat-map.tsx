'use client';
import { memo, useMemo } from 'react';
import type { Span } from '../analytics/range.ts';
import { type Bin, type HeatRow, heatRows, logTicks } from './heat.ts';
import { type ChartTime, NothingDrawn, Plot } from './plot.tsx';
import { logShareOf } from './scale.ts';
import { bucketName } from './time-ticks.ts';

export type HeatMapProps = {
  /** What it shows, for those who cannot see it; the table with the same numbers follows. */
  readonly label: string;
  readonly time: ChartTime;
  /** The bins of each bucket. */
  readonly bins: readonly (readonly Bin[])[];
  readonly formatValue: (value: number) => string;
  readonly formatTick: (tick: number) => string;
  readonly formatCount: (count: number) => string;
  readonly onZoom?: (span: Span) => void;
  readonly height?: string;
  /** Stands beside another chart. */
  readonly isHalf?: boolean;
};

const round = (share: number) => `${Math.round(share * 1e5) / 1e3}%`;
const faintest = 0.12;

/** How strong a cell is: by the root of its share, so that few are still seen beside many. */
function strength(count: number, most: number): number {
  return Math.round((faintest + (1 - faintest) * Math.sqrt(count / most)) * 100) / 100;
}

const Cells = memo(function Cells({ rows, most }: { readonly rows: readonly HeatRow[]; readonly most: number }) {
  return (
    <svg width="100%" height="100%" role="presentation">
      {rows.map(({ from, counts }, row) =>
        counts.map((count, nth) => {
          if (count === 0) return null;
          return (
            <rect
              key={`${from}-${nth + 1}`}
              x={round(nth / counts.length)}
              y={round(1 - (row + 1) / rows.length)}
              width={round(1 / counts.length)}
              height={round(1 / rows.length)}
              className="fill-accent"
              opacity={strength(count, most)}
            />
          );
        }),
      )}
    </svg>
  );
});

/** How many values of each bucket lie where on a logarithmic axis. */
export function HeatMap({
  label,
  time,
  bins,
  formatValue,
  formatTick,
  formatCount,
  onZoom,
  height,
  isHalf,
}: HeatMapProps) {
  const rows = useMemo(() => heatRows(bins), [bins]);
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  const ends = [rows[0]?.from ?? 1, rows.at(-1)?.to ?? 10] as const;
  const tip = (nth: number, at: number) => {
    const bucket = time.buckets[nth];
    const row = rows[Math.min(rows.length - 1, Math.max(0, Math.floor(at * rows.length)))];
    const lines =
      row === undefined ? [] : [{ id: 'cell', text: formatCount(row.counts[nth] ?? 0), label: rangeOf(row) }];
    return { title: bucket === undefined ? '' : bucketName(bucket, time), lines };
  };
  const rangeOf = ({ from, to }: HeatRow) => `${formatValue(from)} to ${formatValue(to)}`;
  return (
    <figure aria-label={label}>
      <Plot
        time={time}
        axis={{ ticks: logTicks(...ends), place: (tick) => logShareOf(tick, ends), format: formatTick }}
        tip={tip}
        height={height}
        isHalf={isHalf}
        onZoom={onZoom}
      >
        <Cells rows={rows} most={most} />
        {rows.length === 0 && <NothingDrawn />}
      </Plot>
    </figure>
  );
}
