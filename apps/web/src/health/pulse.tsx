import clsx from 'clsx';
import { Pause, Play } from 'lucide-react';
import { Button } from '../ui/button.tsx';

/** How old what is shown is, and whether it goes on being read. */
export function Pulse({
  ageMs,
  isPaused,
  isAway,
  onPause,
}: {
  /** Undefined while nothing was read yet. */
  readonly ageMs: number | undefined;
  readonly isPaused: boolean;
  readonly isAway: boolean;
  readonly onPause: (isPaused: boolean) => void;
}) {
  const seconds = ageMs === undefined ? undefined : Math.round(ageMs / 1_000);
  const word = isPaused ? 'Paused' : isAway ? 'Waiting for the gateway' : 'Live';
  const Icon = isPaused ? Play : Pause;
  return (
    <>
      <span className="inline-flex min-w-32 items-center justify-end gap-1.5 text-xs text-quiet max-sm:justify-start">
        <span
          aria-hidden="true"
          className={clsx('size-2 rounded-full', isPaused ? 'bg-faint' : isAway ? 'bg-bad' : 'bg-good')}
        />
        {word}
        {seconds !== undefined && <span className="tabular">· {seconds < 2 ? 'now' : `${seconds} s ago`}</span>}
      </span>
      <Button size="sm" onClick={() => onPause(!isPaused)}>
        <Icon className="size-3.5" aria-hidden="true" />
        {isPaused ? 'Go on' : 'Pause'}
      </Button>
    </>
  );
}
