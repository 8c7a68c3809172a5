'use client';
import { formatTime } from '../format/time.ts';
import { priceLineOf } from '../receipt/price-line.ts';
import { useTimeZone } from '../shell/viewer.tsx';
import { Badge } from '../ui/badge.tsx';
import type { Price } from './model.ts';

const words: Readonly<Record<Price['origin'], string>> = {
  custom: 'Own price',
  weir: "Weir's list",
  'genai-prices': 'genai-prices',
};

/** Since when a price line holds, in words; undefined where its source does not say. */
export function useSince(style: 'day' | 'minute'): (priceId: string) => string | undefined {
  const timeZone = useTimeZone();
  return (priceId) => {
    const line = priceLineOf(priceId);
    if (line === undefined) return undefined;
    if (line.daily !== null) return `daily ${line.daily}`;
    if (line.since === null) return undefined;
    // A day without a time is the day of the source, whatever the viewer's zone.
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(line.since);
    return isDay ? formatTime(line.since, 'UTC', 'day') : formatTime(line.since, timeZone, style);
  };
}

/** Whose price it is, and since when. */
export function PriceSource({
  price,
  simulated = false,
}: {
  readonly price: Price | null;
  readonly simulated?: boolean;
}) {
  const since = useSince('day');
  if (price === null) {
    return (
      <span className="text-faint" title="No price is known for this model.">
        –<span className="sr-only"> no price is known</span>
      </span>
    );
  }
  if (simulated) return <span className="text-quiet italic">simulated</span>;
  const day = since(price.id);
  return (
    <span
      className="inline-flex items-baseline gap-1.5 whitespace-nowrap"
      title={day === undefined ? price.id : `${price.id}, since ${day}`}
    >
      {price.origin === 'custom' ? (
        <Badge tone="accent">{words.custom}</Badge>
      ) : (
        <span className="text-quiet">{words[price.origin]}</span>
      )}
      {day !== undefined && <span className="hidden text-xs text-faint 2xl:inline">since {day}</span>}
    </span>
  );
}
