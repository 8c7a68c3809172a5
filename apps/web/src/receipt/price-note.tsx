'use client';
import Link from 'next/link';
import { formatTime } from '../format/time.ts';
import { useHref } from '../shell/project.ts';
import { useTimeZone } from '../shell/viewer.tsx';
import { type PriceLine, priceLineOf } from './price-line.ts';

function sinceWords({ since, daily }: PriceLine, timeZone: string): string {
  if (daily !== null) return `, daily ${daily}`;
  if (since === null) return '';
  // A day without a time is the day of the source, whatever the viewer's zone.
  return `, in force since ${/^\d{4}-\d{2}-\d{2}$/.test(since) ? formatTime(since, 'UTC', 'day') : formatTime(since, timeZone)}`;
}

/** Which price line an attempt was priced by, whose it is, and since when it holds. */
export function PriceNote({ priceId }: { readonly priceId: string }) {
  const href = useHref();
  const timeZone = useTimeZone();
  const line = priceLineOf(priceId);
  if (line === undefined) return <>Price line {priceId}.</>;
  return (
    <span title={priceId}>
      Price line{' '}
      <Link href={href('models', { q: line.model.slice(line.model.indexOf('/') + 1) })} className="link">
        {line.model}
      </Link>
      , of {line.source}
      {sinceWords(line, timeZone)}.
    </span>
  );
}
