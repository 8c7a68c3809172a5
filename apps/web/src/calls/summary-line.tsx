'use client';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { formatCount } from '../format/number.ts';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { CallsSummaryData } from './call-data.ts';

function Part({ children }: { readonly children: ReactNode }) {
  return (
    <li className="whitespace-nowrap not-last:after:px-2 not-last:after:text-faint not-last:after:content-['·']">
      {children}
    </li>
  );
}

const plural = (count: number, word: string) => `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;

/** What all calls of the list come to. `isStale` while another list's stand in for it. */
export function SummaryLine({
  summary,
  isStale,
}: {
  readonly summary: CallsSummaryData | undefined;
  readonly isStale: boolean;
}) {
  if (summary === undefined) return <Skeleton className="h-5 w-64" />;
  const { calls, attempts, usd, simulatedUsd, unknownCost } = summary;
  const hasSimulated = simulatedUsd !== '0';
  const hasMoney = usd === null || usd !== '0' || unknownCost > 0 || !hasSimulated;
  return (
    <ul
      aria-label="All of these calls"
      className={clsx('flex flex-wrap gap-y-0.5 text-sm tabular', isStale && 'opacity-50')}
    >
      <Part>
        <span className="font-semibold">{plural(calls, 'call')}</span>
      </Part>
      {attempts !== calls && <Part>{plural(attempts, 'attempt')}</Part>}
      {hasMoney && (
        <Part>
          <span className="font-semibold">
            <Money usd={usd} reason={`The cost of ${plural(unknownCost, 'attempt')} is unknown.`} />
          </span>
        </Part>
      )}
      {unknownCost > 0 && <Part>{formatCount(unknownCost)} of unknown cost</Part>}
      {hasSimulated && (
        <Part>
          <Money usd={simulatedUsd} simulated /> <span className="text-quiet">simulated</span>
        </Part>
      )}
    </ul>
  );
}
