'use client';
import Link from 'next/link';
import type { Dimension } from '../analytics/dimensions.ts';
import { drill } from '../analytics/drill.ts';
import { isOnlySimulated } from '../analytics/figures.ts';
import { useNames } from '../analytics/names.ts';
import { useAnalytics } from '../analytics/provider.tsx';
import { formatCount } from '../format/number.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Delta } from '../ui/delta.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Top } from './overview-data.ts';

const shown = 5;

/** What orders the list: money, else what the sandbox simulated. */
function amountOf({ figures }: Top): number {
  return Number(isOnlySimulated(figures) ? figures.simulatedUsd : (figures.usd ?? 0));
}

function Amount({ figures }: Pick<Top, 'figures'>) {
  if (isOnlySimulated(figures)) return <Money usd={figures.simulatedUsd} simulated />;
  return <Money usd={figures.usd} reason="The cost of all its attempts is unknown." />;
}

function TopLine({
  top,
  dimension,
  most,
}: {
  readonly top: Top;
  readonly dimension: Dimension;
  readonly most: number;
}) {
  const { applied, span, href } = useAnalytics();
  const nameOf = useNames();
  const { value, provider, figures, previous } = top;
  const change = drill(applied, span, { of: [dimension, value] });
  // A model is told apart by who serves it.
  const only = provider === null ? change.only : { ...change.only, provider: [provider] };
  const before = previous?.usd === null || previous === null ? null : Number(previous.usd);
  return (
    <li className="border-b border-line last:border-0">
      <Link
        href={href('calls', { ...change, only })}
        prefetch={false}
        className="relative grid h-9 grid-cols-[minmax(0,1fr)_auto_3.75rem] items-center gap-3 px-4 text-sm hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span
          aria-hidden="true"
          className="absolute inset-y-1 left-0 rounded-r-sm bg-accent-soft"
          style={{ width: `${most === 0 ? 0 : (amountOf(top) / most) * 60}%` }}
        />
        <span className="relative truncate">
          {nameOf(dimension, value)}
          {provider !== null && <span className="text-quiet"> · {provider}</span>}
        </span>
        <span className="relative text-right" title={`${formatCount(figures.calls)} calls`}>
          <Amount figures={figures} />
        </span>
        <span className="relative text-right">
          {figures.usd !== null && figures.usd !== '0' && <Delta short now={Number(figures.usd)} before={before} />}
        </span>
      </Link>
    </li>
  );
}

/** Those that cost most. Each opens its calls; all of them are on the cost page. */
export function TopList({
  title,
  dimension,
  tops,
}: {
  readonly title: string;
  readonly dimension: 'model' | 'provider' | 'key' | 'member';
  /** Undefined while on the way. */
  readonly tops: readonly Top[] | undefined;
}) {
  const { href } = useAnalytics();
  const lines = tops?.toSorted((a, b) => amountOf(b) - amountOf(a)).slice(0, shown);
  const most = Math.max(0, ...(lines ?? []).map(amountOf));
  return (
    <Card
      flush
      title={title}
      actions={
        <ButtonLink size="sm" look="quiet" href={href('cost', { group: dimension })}>
          All<span className="sr-only"> {title.toLowerCase()}</span>
        </ButtonLink>
      }
    >
      {lines === undefined ? (
        <div className="grid gap-4 p-4">
          {Array.from({ length: shown }, (_, nth) => (
            <Skeleton key={`line-${nth + 1}`} className="h-5 w-full" />
          ))}
        </div>
      ) : lines.length === 0 ? (
        <p className="p-4 text-sm text-quiet">None in this time.</p>
      ) : (
        <ul>
          {lines.map((top) => (
            <TopLine key={JSON.stringify([top.value, top.provider])} {...{ top, dimension, most }} />
          ))}
        </ul>
      )}
    </Card>
  );
}
