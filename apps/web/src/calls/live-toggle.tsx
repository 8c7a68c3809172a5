'use client';
import clsx from 'clsx';
import { Button } from '../ui/button.tsx';
import type { StreamState } from './use-call-stream.ts';

const looks: Readonly<Record<StreamState, { readonly dot: string; readonly words: string }>> = {
  off: { dot: 'bg-faint', words: 'Live' },
  connecting: { dot: 'bg-warn', words: 'Connecting' },
  open: { dot: 'bg-good', words: 'Live' },
  broken: { dot: 'bg-warn', words: 'Reconnecting' },
};

/** Follows the list as calls are recorded, or stops following it. */
export function LiveToggle({
  isOn,
  state,
  onChange,
}: {
  readonly isOn: boolean;
  readonly state: StreamState;
  readonly onChange: (isOn: boolean) => void;
}) {
  const { dot, words } = looks[isOn ? state : 'off'];
  return (
    <>
      <Button
        size="sm"
        aria-pressed={isOn}
        title={isOn ? 'Stop following' : 'Show calls as they are recorded'}
        className={clsx('min-w-20', isOn && 'border-accent! bg-accent-soft!')}
        onClick={() => onChange(!isOn)}
      >
        <span aria-hidden="true" className={clsx('size-2 rounded-full', dot, isOn && state === 'open' && 'beat')} />
        {words}
      </Button>
      <span role="status" className="sr-only">
        {isOn && (state === 'open' ? 'Following calls as they are recorded.' : 'Connecting to the stream of calls.')}
      </span>
    </>
  );
}
