import { Stat, Stats } from '../analytics/stat.tsx';
import { formatCount, formatShare } from '../format/number.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { type HealthRow, summarize } from './health-rows.ts';
import { Unknown } from './unknown.tsx';

const labels = ['Targets', 'Well', 'To look at', 'Attempts a minute', 'In flight', 'Failing attempts'];

/** What all targets come to now. */
export function HealthSummary({ rows }: { readonly rows: readonly HealthRow[] | undefined }) {
  if (rows === undefined)
    return (
      <Stats label="Now">
        {labels.map((label) => (
          <Stat key={label} label={label}>
            <Skeleton className="my-1 h-5.5 w-16" />
          </Stat>
        ))}
      </Stats>
    );
  const { targets, well, attention, open, attemptsPerMinute, inFlight, errorShare } = summarize(rows);
  return (
    <Stats label="Now">
      <Stat label="Targets" note="called lately">
        {formatCount(targets)}
      </Stat>
      <Stat label="Well" note={`of ${formatCount(targets)}`}>
        {formatCount(well)}
      </Stat>
      <Stat label="To look at" note={open === 0 ? 'no circuit open' : `${formatCount(open)} with an open circuit`}>
        <span className={attention > 0 ? 'text-bad' : undefined}>{formatCount(attention)}</span>
      </Stat>
      <Stat label="Attempts a minute" note="the last minute">
        {formatCount(attemptsPerMinute)}
      </Stat>
      <Stat label="In flight" note="attempts under way">
        {formatCount(inFlight)}
      </Stat>
      <Stat label="Failing attempts" note="for the providers’ reasons">
        {errorShare === undefined ? <Unknown why="No attempt has ended lately." /> : formatShare(errorShare)}
      </Stat>
    </Stats>
  );
}
