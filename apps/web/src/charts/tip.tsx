import clsx from 'clsx';
import { Mark } from './legend.tsx';

export type TipLine = {
  readonly id: string;
  readonly label: string;
  /** Without one the line is a sum. */
  readonly colour?: string;
  readonly text: string;
};

/** What stands at a moment of a chart, beside the pointer. Everything it says stands in the table below the chart too. */
export function Tip({
  title,
  lines,
  at,
  shape = 'square',
}: {
  readonly title: string;
  readonly lines: readonly TipLine[];
  /** How far along the plot, as a share. */
  readonly at: number;
  readonly shape?: 'square' | 'line';
}) {
  const side = at > 0.5 ? { right: `calc(${(1 - at) * 100}% + 14px)` } : { left: `calc(${at * 100}% + 14px)` };
  return (
    <div
      className="pointer-events-none absolute top-0 z-20 w-max max-w-72 min-w-44 rounded-md border border-line bg-raised px-2.5 py-2 text-xs shadow-raised"
      style={side}
    >
      <p className="mb-1 font-medium">{title}</p>
      {lines.map(({ id, label, colour, text }) => (
        <p key={id} className={clsx('flex items-center gap-2', colour === undefined && 'text-quiet')}>
          {colour === undefined ? <span className="w-2.5 shrink-0" /> : <Mark colour={colour} shape={shape} />}
          <span className="min-w-0 flex-1 truncate">{label}</span>
          <span className="pl-3 tabular">{text}</span>
        </p>
      ))}
    </div>
  );
}
