import clsx from 'clsx';
import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Moon,
  TriangleAlert,
} from 'lucide-react';
import { formatMs } from '../format/number.ts';
import type { TargetState } from './target-state.ts';

type Words = {
  readonly icon: LucideIcon;
  readonly tone: string;
  readonly label: string;
  readonly meaning: string;
  /** Stands before the time that is left. */
  readonly until?: string;
};

/** The states of a target, in words. */
export const stateWords: Readonly<Record<TargetState, Words>> = {
  refused: {
    icon: KeyRound,
    tone: 'text-bad',
    label: 'Key refused',
    meaning: 'The provider refused this provider key. Nobody calls with it until the time is over.',
    until: 'next try in',
  },
  open: {
    icon: CircleSlash,
    tone: 'text-bad',
    label: 'Circuit open',
    meaning: 'It failed too often. Calls go to other targets until one call may try it.',
    until: 'next try in',
  },
  probe: {
    icon: CircleDashed,
    tone: 'text-warn',
    label: 'Awaits a probe',
    meaning: 'Its circuit is open, long enough for a few calls to find out whether it has recovered.',
  },
  spent: {
    icon: Hourglass,
    tone: 'text-warn',
    label: 'Limit spent',
    meaning: "Nothing is left of the provider's own rate limit. Nothing is sent before it is renewed.",
    until: 'renewed in',
  },
  failing: {
    icon: TriangleAlert,
    tone: 'text-warn',
    label: 'Failing in part',
    meaning: 'At least one in 20 of its attempts fails for reasons of the provider. Its circuit is closed.',
  },
  well: { icon: CircleCheck, tone: 'text-good', label: 'Well', meaning: 'Its circuit is closed: calls go to it.' },
  quiet: {
    icon: Moon,
    tone: 'text-faint',
    label: 'Quiet',
    meaning: 'Its circuit is closed, and nobody has called it in the last minute.',
  },
};

/** Time that is left, in steps that do not flicker. */
function left(ms: number): string {
  return ms < 1_000 ? 'a moment' : formatMs(Math.ceil(ms / 1_000) * 1_000).replace(/\.0+ s$/, ' s');
}

/** The state of a target: an icon, its words, and when it may change by itself. */
export function StateMark({
  state,
  leftMs,
  isInline = false,
}: {
  readonly state: TargetState;
  readonly leftMs?: number | undefined;
  readonly isInline?: boolean;
}) {
  const { icon: Icon, tone, label, meaning, until } = stateWords[state];
  return (
    <span
      title={meaning}
      className={clsx('inline-flex min-w-0', isInline ? 'items-baseline gap-1.5' : 'flex-col max-sm:items-end')}
    >
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
        <Icon aria-hidden="true" className={clsx('size-3.5 shrink-0', tone)} />
        {label}
      </span>
      {until !== undefined && leftMs !== undefined && (
        <span className={clsx('text-xs whitespace-nowrap text-quiet tabular', !isInline && 'sm:pl-5')}>
          {until} {left(leftMs)}
        </span>
      )}
    </span>
  );
}
