import { memo } from 'react';
import { type Series, stretches } from './series.ts';

type LinesProps = {
  readonly count: number;
  readonly series: readonly Series[];
  /** Where a size stands on the axis, as a share. */
  readonly place: (size: number) => number;
  /** The last bucket is not whole: the way to it is dashed. */
  readonly isLastPartial: boolean;
};

const x = (nth: number, count: number) => Math.round(((nth + 0.5) / count) * 1e5) / 100;
const y = (share: number) => Math.round((1 - share) * 1e5) / 100;

function pathOf(points: readonly (readonly [number, number])[]): string {
  return points.map(([along, up], nth) => `${nth === 0 ? 'M' : 'L'}${along} ${up}`).join('');
}

/** Lines over time. A gap stays a gap; a value between two gaps is a dot. */
export const Lines = memo(function Lines({ count, series, place, isLastPartial }: LinesProps) {
  const drawn = series.flatMap(({ id, colour, points }) =>
    stretches(points).map(({ from, sizes }) => {
      const at = sizes.map((size, nth) => [x(from + nth, count), y(place(size))] as const);
      return { key: `${id}-${from}`, colour, at, endsLast: from + sizes.length === count };
    }),
  );
  return (
    <svg width="100%" height="100%" className="overflow-visible" role="presentation">
      <svg width="100%" height="100%" viewBox="0 0 1000 1000" preserveAspectRatio="none" role="presentation">
        {drawn.map(({ key, colour, at, endsLast }) => {
          const isDashed = isLastPartial && endsLast && at.length > 1;
          const line = {
            fill: 'none',
            strokeWidth: 1.75,
            vectorEffect: 'non-scaling-stroke',
            strokeLinejoin: 'round',
          } as const;
          return (
            <g key={key} style={{ stroke: colour }}>
              <path d={pathOf(isDashed ? at.slice(0, -1) : at)} {...line} />
              {isDashed && <path d={pathOf(at.slice(-2))} strokeDasharray="3 3" {...line} />}
            </g>
          );
        })}
      </svg>
      {drawn
        .filter(({ at }) => at.length === 1)
        .map(({ key, colour, at }) => (
          <circle
            key={key}
            cx={`${(at[0]?.[0] ?? 0) / 10}%`}
            cy={`${(at[0]?.[1] ?? 0) / 10}%`}
            r="2.5"
            style={{ fill: colour }}
          />
        ))}
    </svg>
  );
});
