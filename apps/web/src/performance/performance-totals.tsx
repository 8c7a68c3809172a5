'use client';
import type { UsageReport } from '../analytics/figures.ts';
import { NumberLink } from '../analytics/number-link.tsx';
import { Stat, Stats } from '../analytics/stat.tsx';
import { formatCount, formatMs, formatShare } from '../format/number.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { successOf } from './model-rows.ts';
import type { LatencyReport } from './performance-data.ts';

const names = ['p50', 'p95', 'p99'] as const;

function Milliseconds({ ms, why }: { readonly ms: number | null | undefined; readonly why: string }) {
  if (ms !== null && ms !== undefined) return formatMs(ms);
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> {why}</span>
    </span>
  );
}

/** The percentiles of the whole time. */
export function PerformanceTotals({
  latency,
  outcomes,
}: {
  /** Undefined while on the way. */
  readonly latency: LatencyReport | undefined;
  readonly outcomes: UsageReport | undefined;
}) {
  const line = latency?.data[0];
  const success = outcomes === undefined ? null : successOf(outcomes.data);
  const wait = <Skeleton className="my-1 h-5.5 w-16" />;
  const isHere = latency !== undefined;
  return (
    <Stats label="Totals">
      <Stat label="Calls">
        {outcomes === undefined ? (
          wait
        ) : (
          <NumberLink part={{}} label="all">
            {formatCount(outcomes.total.calls)}
          </NumberLink>
        )}
      </Stat>
      <Stat label="Success">
        {outcomes === undefined ? (
          wait
        ) : success === null ? (
          <Milliseconds ms={null} why="No call ended." />
        ) : (
          formatShare(success)
        )}
      </Stat>
      {names.map((name) => (
        <Stat key={name} label={`Duration ${name}`}>
          {isHere ? <Milliseconds ms={line?.duration[name]} why="No call succeeded in this time." /> : wait}
        </Stat>
      ))}
      {names.slice(0, 2).map((name) => (
        <Stat key={name} label={`First token ${name}`}>
          {isHere ? <Milliseconds ms={line?.firstToken[name]} why="No call streamed in this time." /> : wait}
        </Stat>
      ))}
    </Stats>
  );
}
