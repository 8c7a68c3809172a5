'use client';
import { type Figures, tokensOf } from '../analytics/figures.ts';
import { NumberLink } from '../analytics/number-link.tsx';
import { Stat, Stats } from '../analytics/stat.tsx';
import { formatCount, formatCountShort } from '../format/number.ts';
import { Delta } from '../ui/delta.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** What the page comes to, in one line, with what is not in the sum. */
export function CostTotals({
  now,
  before,
}: {
  readonly now: Figures | undefined;
  readonly before: Figures | undefined;
}) {
  if (now === undefined) {
    return (
      <Stats label="Totals">
        {['Cost', 'Calls', 'Tokens', 'Unknown cost'].map((label) => (
          <Stat key={label} label={label}>
            <Skeleton className="h-7 w-24" />
          </Stat>
        ))}
      </Stats>
    );
  }
  const isUnknown = now.unknownCost > 0;
  return (
    <Stats label="Totals">
      <Stat
        label="Cost"
        delta={
          now.usd !== null &&
          before !== undefined && <Delta short now={Number(now.usd)} before={Number(before.usd ?? 0)} />
        }
      >
        <NumberLink part={{}} label="all">
          <Money usd={now.usd} reason="No cost in this time is known." />
        </NumberLink>
      </Stat>
      <Stat label="Calls" delta={before !== undefined && <Delta short now={now.calls} before={before.calls} />}>
        <NumberLink part={{}} label="all">
          {formatCount(now.calls)}
        </NumberLink>
      </Stat>
      <Stat label="Tokens" delta={before && <Delta short now={tokensOf(now).all} before={tokensOf(before).all} />}>
        <span title={formatCount(tokensOf(now).all)}>{formatCountShort(tokensOf(now).all)}</span>
      </Stat>
      <Stat label="Unknown cost" note={isUnknown ? 'attempts that are in no sum' : 'every attempt has a cost'}>
        <NumberLink part={{}} more={{ source: 'unknown' }} label="attempts whose cost is unknown">
          {formatCount(now.unknownCost)}
        </NumberLink>
      </Stat>
      {now.simulatedUsd !== '0' && (
        <Stat label="Simulated" note="by the sandbox: no money">
          <NumberLink part={{}} more={{ source: 'simulated' }} label="the sandbox">
            <Money usd={now.simulatedUsd} simulated />
          </NumberLink>
        </Stat>
      )}
    </Stats>
  );
}
