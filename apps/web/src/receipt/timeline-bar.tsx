import clsx from 'clsx';
import { scaleTo } from '../charts/scale.ts';
import { formatMs } from '../format/number.ts';
import type { Step, StepKind } from './timeline-steps.ts';

/** The colours of the parts of a call's time. */
export const stepClasses: Readonly<Record<StepKind, string>> = {
  gateway: 'bg-faint',
  pause: 'bg-line-strong',
  wait: 'bg-accent/35',
  'first token': 'bg-accent/65',
  answer: 'bg-accent',
  failed: 'bg-bad',
  lost: 'bg-faint',
};

/** A tick so near the end would run into the end's own. */
const lastTickShare = 0.86;

const percent = (ms: number, totalMs: number) => `${(ms / totalMs) * 100}%`;

function Lane({ steps, totalMs }: { readonly steps: readonly Step[]; readonly totalMs: number }) {
  return (
    <div className="relative h-3.5 overflow-hidden rounded-sm bg-sunken">
      {steps.map(({ kind, label, fromMs, toMs }) => (
        <span
          key={label}
          // However short, what happened can be seen.
          className={clsx('absolute inset-y-0 min-w-0.5 border-r border-surface last:border-0', stepClasses[kind])}
          style={{ left: percent(fromMs, totalMs), width: percent(toMs - fromMs, totalMs) }}
        />
      ))}
    </div>
  );
}

function Axis({ totalMs }: { readonly totalMs: number }) {
  const step = scaleTo(totalMs / 2).ticks[1] ?? totalMs;
  const count = Math.ceil((totalMs * lastTickShare) / step);
  const ticks = Array.from({ length: count }, (_, nth) => nth * step);
  return (
    <div className="relative h-4 text-2xs text-faint tabular">
      {ticks.map((tick) => (
        <span
          key={tick}
          className={clsx('absolute', tick > 0 && '-translate-x-1/2')}
          style={{ left: percent(tick, totalMs) }}
        >
          {tick === 0 ? '0' : formatMs(tick)}
        </span>
      ))}
      <span className="absolute right-0 text-quiet">{formatMs(totalMs)}</span>
    </div>
  );
}

/** The picture of a call's time, for eyes alone: one lane for each attempt, the gateway's own part in the first. */
export function TimelineBar({ steps, totalMs }: { readonly steps: readonly Step[]; readonly totalMs: number }) {
  const numbers = [...new Set(steps.map(({ attemptNo = 1 }) => attemptNo))];
  return (
    <div aria-hidden="true" className="grid grid-cols-1 gap-1">
      {numbers.map((number) => (
        <Lane key={number} steps={steps.filter(({ attemptNo = 1 }) => attemptNo === number)} totalMs={totalMs} />
      ))}
      <Axis totalMs={totalMs} />
    </div>
  );
}
