'use client';
import { isOnlySimulated, tokensOf } from '../analytics/figures.ts';
import { NumberLink } from '../analytics/number-link.tsx';
import { Stat, Stats } from '../analytics/stat.tsx';
import { formatCount, formatCountShort, formatMs, formatShare } from '../format/number.ts';
import { Delta } from '../ui/delta.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { OverviewData, Totals as TotalsData } from './overview-data.ts';

const labels = ['Cost', 'Calls', 'Tokens', 'Success', 'Duration, median', 'First token, median', 'Read from cache'];

/** A number that may not be known: a dash with the reason. */
function Known<Value>({
  value,
  why,
  format,
}: {
  readonly value: Value | null;
  readonly why: string;
  readonly format: (value: Value) => string;
}) {
  if (value !== null) return format(value);
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> {why}</span>
    </span>
  );
}

type Both = { readonly now: TotalsData; readonly before: TotalsData };

function CostStat({ now, before }: Both) {
  const unknown = now.unknownCost > 0 && (
    <NumberLink part={{ of: ['source', 'unknown'] }} label="attempts whose cost is unknown">
      + {formatCount(now.unknownCost)} unknown
    </NumberLink>
  );
  if (isOnlySimulated(now)) {
    return (
      <Stat label="Cost, simulated" note={unknown || 'by the sandbox, no money'}>
        <NumberLink part={{}} label="all">
          <Money usd={now.simulatedUsd} simulated />
        </NumberLink>
      </Stat>
    );
  }
  return (
    <Stat
      label="Cost"
      delta={now.usd !== null && <Delta short now={Number(now.usd)} before={Number(before.usd ?? 0)} />}
      note={unknown}
    >
      <NumberLink part={{}} label="all">
        <Money usd={now.usd} reason="No cost in this time is known." />
      </NumberLink>
    </Stat>
  );
}

function CountStats({ now, before }: Both) {
  const { in: into, cached, out } = tokensOf(now);
  return (
    <>
      <Stat label="Calls" delta={<Delta short now={now.calls} before={before.calls} />} note={attemptsNote(now)}>
        <NumberLink part={{}} label="all">
          {formatCount(now.calls)}
        </NumberLink>
      </Stat>
      <Stat
        label="Tokens"
        delta={<Delta short now={now.tokens} before={before.tokens} />}
        note={`${formatCountShort(into + cached)} in, ${formatCountShort(out)} out`}
      >
        <span title={formatCount(now.tokens)}>{formatCountShort(now.tokens)}</span>
      </Stat>
    </>
  );
}

function attemptsNote({ attempts }: TotalsData): string {
  return `${formatCount(attempts)} attempt${attempts === 1 ? '' : 's'}`;
}

function QualityStats({ now, before }: Both) {
  const { success, duration, firstToken } = now;
  const was = before.success.calls;
  return (
    <>
      <Stat
        label="Success"
        delta={success.calls !== null && <Delta short now={success.calls} before={was} good="up" />}
        note={success.attempts !== null && `${formatShare(success.attempts)} of attempts`}
      >
        <span title="Calls that succeeded, of those that their client did not cancel">
          <Known value={success.calls} why="No call ended in this time." format={formatShare} />
        </span>
      </Stat>
      <Stat
        label="Duration, median"
        delta={duration.p50 !== null && <Delta short now={duration.p50} before={before.duration.p50} good="down" />}
        note={duration.p95 !== null && `p95 ${formatMs(duration.p95)}`}
      >
        <Known value={duration.p50} why="No call succeeded in this time." format={formatMs} />
      </Stat>
      <Stat
        label="First token, median"
        delta={
          firstToken.p50 !== null && <Delta short now={firstToken.p50} before={before.firstToken.p50} good="down" />
        }
        note={firstToken.p95 !== null && `p95 ${formatMs(firstToken.p95)}`}
      >
        <Known value={firstToken.p50} why="No call streamed in this time." format={formatMs} />
      </Stat>
    </>
  );
}

function CacheStat({ now, before }: Both) {
  const { cacheReadShare } = now;
  return (
    <Stat
      label="Read from cache"
      delta={cacheReadShare !== null && <Delta short now={cacheReadShare} before={before.cacheReadShare} good="up" />}
      note="of the tokens in"
    >
      <Known value={cacheReadShare} why="No tokens went in." format={formatShare} />
    </Stat>
  );
}

/** What the span came to, each figure with its change to the period before. */
export function Totals({ data }: { readonly data: OverviewData | undefined }) {
  if (data === undefined) {
    return (
      <Stats label="Totals">
        {labels.map((label) => (
          <Stat key={label} label={label}>
            <Skeleton className="my-1 h-5.5 w-20" />
          </Stat>
        ))}
      </Stats>
    );
  }
  const both = { now: data.totals, before: data.previous };
  return (
    <Stats label="Totals">
      <CostStat {...both} />
      <CountStats {...both} />
      <QualityStats {...both} />
      <CacheStat {...both} />
    </Stats>
  );
}
