import type { CallStatus } from '@weir/protocol/ledger';
import clsx from 'clsx';
import { StateDot } from '../ui/badge.tsx';
import { statusWords } from './status-words.ts';

/** How a call or an attempt ended, with the code of its error where there is one. */
export function CallStatusMark({
  status,
  errorCode = null,
  isStacked = false,
}: {
  readonly status: CallStatus;
  readonly errorCode?: string | null;
  /** In a column: the code stands below, in little room, and is whole on hover. */
  readonly isStacked?: boolean;
}) {
  const { name, tone, meaning } = statusWords[status];
  return (
    <span
      title={errorCode === null ? meaning : `${errorCode}: ${meaning}`}
      className={clsx(
        'inline-flex max-w-full min-w-0',
        isStacked ? 'flex-col leading-tight' : 'items-baseline gap-1.5',
      )}
    >
      <StateDot tone={tone}>{name}</StateDot>
      {errorCode !== null && (
        <code
          className={clsx(
            'text-quiet',
            isStacked ? 'max-w-34 truncate pl-3.5 text-2xs max-sm:max-w-none' : 'text-xs [overflow-wrap:anywhere]',
          )}
        >
          {errorCode}
        </code>
      )}
    </span>
  );
}
