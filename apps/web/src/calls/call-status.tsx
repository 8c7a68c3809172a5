import type { CallStatus } from '@weir/protocol/ledger';
import { StateDot } from '../ui/badge.tsx';
import { statusWords } from './status-words.ts';

/** How a call or an attempt ended, with the code of its error where there is one. */
export function CallStatusMark({
  status,
  errorCode = null,
}: {
  readonly status: CallStatus;
  readonly errorCode?: string | null;
}) {
  const { name, tone, meaning } = statusWords[status];
  return (
    <span title={meaning} className="inline-flex min-w-0 items-baseline gap-1.5">
      <StateDot tone={tone}>{name}</StateDot>
      {errorCode !== null && <code className="truncate text-xs text-quiet">{errorCode}</code>}
    </span>
  );
}
