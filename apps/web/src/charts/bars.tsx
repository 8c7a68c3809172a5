import { memo, useId } from 'react';
import type { Bucket } from './buckets.ts';
import { type Scale, shareOf } from './scale.ts';
import { type Series, stackTops } from './series.ts';

type BarsProps = {
  readonly buckets: readonly Bucket[];
  /** The first stands at the bottom. */
  readonly series: readonly Series[];
  readonly scale: Scale;
  /** What each bucket came to before, drawn behind. */
  readonly ghosts?: readonly (number | null)[] | undefined;
};

const round = (share: number) => `${Math.round(share * 1e5) / 1e3}%`;

/** How much of its bucket a bar fills: less where there are few, so that none becomes a wall. */
function fillOf(count: number): number {
  if (count <= 8) return 0.42;
  if (count <= 14) return 0.55;
  if (count <= 35) return 0.7;
  return count <= 120 ? 0.8 : 1;
}

type Piece = { readonly id: string; readonly colour: string; readonly bottom: number; readonly size: number };

function piecesAt(series: readonly Series[], nth: number): Piece[] {
  let bottom = 0;
  return series.flatMap(({ id, colour, points }) => {
    const size = points[nth]?.size ?? 0;
    const piece = { id, colour, bottom, size };
    bottom += size;
    return size > 0 ? [piece] : [];
  });
}

function Hatch({ id }: { readonly id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="2.5" height="6" fill="var(--surface)" opacity="0.55" />
    </pattern>
  );
}

/** Stacked bars. A bucket that is not whole is hatched; what stood there before is outlined behind. */
export const Bars = memo(function Bars({ buckets, series, scale, ghosts }: BarsProps) {
  const hatch = useId();
  const count = buckets.length;
  const fill = fillOf(count);
  const tops = stackTops(series, count);
  const across = (nth: number, part: number) => ({
    x: round((nth + (1 - part) / 2) / count),
    width: round(part / count),
  });
  const up = (bottom: number, size: number) => {
    return { y: round(1 - shareOf(bottom + size, scale)), height: round(shareOf(size, scale)) };
  };
  return (
    <svg width="100%" height="100%" className="overflow-visible" role="presentation">
      <Hatch id={hatch} />
      {ghosts?.map((ghost, nth) => {
        if (ghost === null || ghost <= 0) return null;
        return (
          <rect
            key={`ghost-${buckets[nth]?.atMs}`}
            {...across(nth, Math.min(1, fill + 0.16))}
            {...up(0, ghost)}
            className="fill-line stroke-faint"
            strokeDasharray="3 2"
          />
        );
      })}
      {buckets.map(({ atMs, isPartial }, nth) => (
        <g key={atMs}>
          {piecesAt(series, nth).map(({ id, colour, bottom, size }) => (
            <rect key={id} {...across(nth, fill)} {...up(bottom, size)} style={{ fill: colour }} />
          ))}
          {isPartial && <rect {...across(nth, fill)} {...up(0, tops[nth] ?? 0)} fill={`url(#${hatch})`} />}
        </g>
      ))}
    </svg>
  );
});
