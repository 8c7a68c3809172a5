import type { CallStatus } from '@weir/protocol/ledger';
import clsx from 'clsx';
import { StateDot } from '../ui/badge.tsx';
import { statusWords } from './status-words.ts';

/** How a call or an attempt ended, with the code of its error where there is one. */
export function CallStatusMark({
  status,
  errorCode = null,
  isNarrow = false,
}: {
  readonly status: CallStatus;
  readonly errorCode?: string | null;
  /** In a column: the code gets little room, and is whole on hover. */
  readonly isNarrow?: boolean;
}) {
  const { name, tone, meaning } = statusWords[status];
  return (
    <span
      title={errorCode === null ? meaning : `${errorCode}: ${meaning}`}
      className="inline-flex max-w-full min-w-0 items-baseline gap-1.5"
    >
      <StateDot tone={tone}>{name}</StateDot>
      {errorCode !== null && (
        <code className={clsx('text-xs text-quiet', isNarrow ? 'max-w-20 truncate 2xl:max-w-48' : '[overflow-wrap:anywhere]')}>
          {errorCode}
        </code>
      )}
    </span>
  );
}
