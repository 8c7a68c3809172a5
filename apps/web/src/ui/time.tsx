'use client';
import { useSyncExternalStore } from 'react';
import { formatRelative, formatTime } from '../format/time.ts';
import { useTimeZone } from '../shell/viewer.tsx';

const stepMs = 10_000;
let nowMs = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on a page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const each of listeners) each();
  }, stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const now = () => nowMs;

/** An instant: how long ago, and the absolute time in the viewer's zone on hover. Null is never. */
export function Time({
  at,
  absolute = false,
  never = 'never',
}: {
  readonly at: string | null;
  /** The absolute time in sight, the relative one on hover. */
  readonly absolute?: boolean;
  readonly never?: string;
}) {
  const timeZone = useTimeZone();
  const current = useSyncExternalStore(subscribe, now, now);
  if (at === null) return <span className="text-faint">{never}</span>;
  // An instant that is newer than the clock's last step is not in the future.
  const ago = formatRelative(at, Math.max(current, Date.parse(at) <= Date.now() ? Date.parse(at) : current));
  const exact = `${formatTime(at, timeZone)} ${timeZone}`;
  return (
    <time dateTime={at} title={absolute ? ago : exact} className="whitespace-nowrap tabular" suppressHydrationWarning>
      {absolute ? formatTime(at, timeZone) : ago}
    </time>
  );
}
