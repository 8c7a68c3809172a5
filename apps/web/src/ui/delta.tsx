import clsx from 'clsx';
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { formatShare } from '../format/number.ts';

/**
 * How `now` differs from `before`, with direction and base. Nothing to compare with is said in words. `good` says which
 * direction is welcome; without it neither is.
 */
export function Delta({
  now,
  before,
  good,
  base = 'previous period',
}: {
  readonly now: number;
  readonly before: number | null;
  readonly good?: 'up' | 'down';
  readonly base?: string;
}) {
  if (before === null || before === 0) return <span className="text-xs text-faint">nothing in the {base}</span>;
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
      {formatShare(Math.abs(change))}
      <span className="sr-only"> compared with the {base}</span>
    </span>
  );
}
