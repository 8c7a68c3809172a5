import clsx from 'clsx';
import type { Scale } from './scale.ts';
import type { TimeTick } from './time-ticks.ts';

const percent = (share: number) => `${Math.round(share * 1e4) / 100}%`;

/** The lines across a plot and, left of it, what they stand for. Stands inside of the plot's box. */
export function AmountAxis({
  scale,
  format,
}: {
  readonly scale: Pick<Scale, 'ticks'> & { readonly place: (tick: number) => number };
  readonly format: (tick: number) => string;
}) {
  return scale.ticks.map((tick) => (
    <div
      key={tick}
      className={clsx('absolute inset-x-0 border-t', tick === 0 ? 'border-line-strong' : 'border-line')}
      style={{ bottom: percent(scale.place(tick)) }}
    >
      <span className="absolute right-full mr-2 -translate-y-1/2 text-xs whitespace-nowrap text-quiet tabular">
        {format(tick)}
      </span>
    </div>
  ));
}

/** Times below a plot, each in the middle of its bucket; on a phone every second. */
export function TimeAxis({ ticks, count }: { readonly ticks: readonly TimeTick[]; readonly count: number }) {
  return (
    <div className="relative mt-1.5 h-4 text-xs text-quiet tabular">
      {ticks.map(({ nth, label }, place) => {
        const share = (nth + 0.5) / count;
        const edge = share < 0.03 ? 'left-0' : share > 0.97 ? '-translate-x-full' : '-translate-x-1/2';
        return (
          <span
            key={nth}
            className={clsx('absolute whitespace-nowrap', edge, place % 2 === 1 && 'max-sm:hidden')}
            {...(edge === 'left-0' ? {} : { style: { left: percent(share > 0.97 ? 1 : share) } })}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}
