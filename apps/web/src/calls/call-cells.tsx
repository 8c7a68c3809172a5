'use client';
import clsx from 'clsx';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useNames } from '../analytics/names.ts';
import { formatCount, formatCountShort } from '../format/number.ts';
import { formatTime } from '../format/time.ts';
import { unusualOperation } from '../receipt/operation-words.ts';
import { useTimeZone } from '../shell/viewer.tsx';
import type { CallData } from './call-data.ts';
import { useCallsHref } from './use-calls-href.ts';

/** When a call began; what has just come carries the mark that lights up its row. */
export function CallTime({ at, hasArrived }: { readonly at: string; readonly hasArrived: boolean }) {
  const timeZone = useTimeZone();
  return (
    <time
      dateTime={at}
      title={`${formatTime(at, timeZone)} ${timeZone}`}
      className="whitespace-nowrap tabular"
      data-arrived={hasArrived || undefined}
      suppressHydrationWarning
    >
      {formatTime(at, timeZone, 'moment')}
    </time>
  );
}

/** Which model was asked for and, where that is another, which answered; what for, where it is no conversation. A link to the receipt. */
export function CallModel({ call }: { readonly call: CallData }) {
  const href = useCallsHref();
  const { callId, requestedModel, provider, model, operation } = call;
  const unusual = unusualOperation(operation);
  const isOther = model !== null && requestedModel !== model && requestedModel !== `${provider}/${model}`;
  return (
    <Link
      href={href(callId)}
      prefetch={false}
      title={isOther ? `${requestedModel} went to ${provider}/${model}` : requestedModel}
      className="inline-flex max-w-full min-w-0 items-center gap-1.5 rounded-sm font-mono sm:max-w-48 2xl:max-w-96 text-xs hover:underline"
    >
      {/* What was asked for says most: the name of a route is short, and gives way last. */}
      <span className={clsx('truncate', isOther && 'max-w-3/5 shrink-0')}>
        {requestedModel === '' ? 'no model named' : isOther ? requestedModel : (model ?? requestedModel)}
      </span>
      {isOther && (
        <>
          <ArrowRight aria-hidden="true" className="size-3 shrink-0 text-faint" />
          <span className="sr-only">went to</span>
          <span className="truncate">{model}</span>
        </>
      )}
      {unusual !== undefined && <span className="shrink-0 font-sans text-quiet">{unusual}</span>}
    </Link>
  );
}

/** The name behind an id, or a dash with the reason. */
export function CallName({
  dimension,
  id,
}: {
  readonly dimension: 'key' | 'member' | 'project';
  readonly id: string | null;
}) {
  const nameOf = useNames();
  const name = nameOf(dimension, id);
  return id === null ? (
    <span className="text-faint" title={name}>
      –<span className="sr-only"> {name}</span>
    </span>
  ) : (
    <span className="block max-w-28 truncate 2xl:max-w-56" title={name}>
      {name}
    </span>
  );
}

/** A dash, and why there is nothing. */
export function None({ why }: { readonly why: string }) {
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> {why}</span>
    </span>
  );
}

function Count({ count }: { readonly count: number | null }) {
  return count === null ? <None why="Not reported." /> : <span>{formatCountShort(count)}</span>;
}

/** Tokens that went in, from a cache or not, and those that came out. */
export function CallTokens({ tokens }: { readonly tokens: CallData['tokens'] }) {
  const { in: fresh, cached, out } = tokens;
  const into = fresh === null && cached === null ? null : (fresh ?? 0) + (cached ?? 0);
  if (into === null && out === null) return <None why="No tokens were reported." />;
  const words = [
    into === null ? undefined : `${formatCount(into)} in`,
    cached === null || cached === 0 ? undefined : `${formatCount(cached)} of them from a cache`,
    out === null ? undefined : `${formatCount(out)} out`,
  ];
  return (
    <span className="whitespace-nowrap tabular" title={words.filter((each) => each !== undefined).join(', ')}>
      <Count count={into} />
      <span className="px-1 text-faint" aria-hidden="true">
        /
      </span>
      <span className="sr-only"> in, </span>
      <Count count={out} />
      <span className="sr-only"> out</span>
    </span>
  );
}
