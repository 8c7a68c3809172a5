import clsx from 'clsx';
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { formatCountShort, formatShare } from '../format/number.ts';

const whole = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
/** From ten times as much on, per cent say less than times. */
const timesFrom = 10;

/** How far a ratio is from 1, with the digits that matter. */
function sizeOf(ratio: number): string {
  const change = Math.abs(ratio - 1);
  if (ratio >= timesFrom) return `${formatCountShort(ratio)}×`;
  return change < 0.1 ? formatShare(change) : whole.format(change);
}

/**
 * How `now` differs from `before`, with direction and base. Nothing to compare with is said in words. `good` says which
 * direction is welcome; without it neither is.
 */
export function Delta({
  now,
  before,
  good,
  base = 'previous period',
  short = false,
}: {
  readonly now: number;
  readonly before: number | null;
  readonly good?: 'up' | 'down';
  readonly base?: string;
  /** For cells of tables: what there is nothing to compare with is one word. */
  readonly short?: boolean;
}) {
  if (before === null || before === 0) {
    const why = `nothing in the ${base}`;
    if (!short) return <span className="text-xs text-faint">{why}</span>;
    return (
      <span className="text-xs text-faint" title={why}>
        {now === 0 ? '–' : 'new'}
        <span className="sr-only">: {why}</span>
      </span>
    );
  }
  const change = (now - before) / before;
  const direction = change > 0.0005 ? 'up' : change < -0.0005 ? 'down' : 'same';
  const Icon = direction === 'up' ? ArrowUpRight : direction === 'down' ? ArrowDownRight : ArrowRight;
  const isKnown = good !== undefined && direction !== 'same';
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-0.5 text-xs tabular',
        isKnown ? (direction === good ? 'text-good' : 'text-bad') : 'text-quiet',
      )}
      title={`compared with the ${base}`}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      <span className="sr-only">{direction === 'down' ? 'down' : direction === 'up' ? 'up' : 'unchanged'}</span>
      {sizeOf(now / before)}
      <span className="sr-only"> compared with the {base}</span>
    </span>
  );
}
