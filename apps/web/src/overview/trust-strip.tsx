'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { drill } from '../analytics/drill.ts';
import { useAnalytics } from '../analytics/provider.tsx';
import { formatCount, formatMs } from '../format/number.ts';
import { StateDot } from '../ui/badge.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import type { OverviewData, Trust } from './overview-data.ts';
import { SourceBar } from './source-bar.tsx';

const begin = '2020-01-01T00:00:00.000Z';

/** One thing that is vouched for; the whole of it is a link to what it rests on. */
function Part({
  label,
  href,
  children,
  note,
}: {
  readonly label: string;
  readonly href?: string;
  readonly children: ReactNode;
  readonly note: ReactNode;
}) {
  const body = (
    <>
      <span className="block text-xs text-quiet">{label}</span>
      <span className="block truncate text-base font-medium tabular">{children}</span>
      <span className="block truncate text-xs text-quiet">{note}</span>
    </>
  );
  const classes = 'block min-w-0 bg-surface px-3.5 py-2.5';
  if (href === undefined) return <li className={classes}>{body}</li>;
  return (
    <li className="min-w-0">
      <Link
        href={href}
        prefetch={false}
        className={`${classes} h-full hover:bg-hover focus-visible:outline-offset-[-2px]`}
      >
        {body}
      </Link>
    </li>
  );
}

function Served({ trust }: { readonly trust: Trust }) {
  const { served, recorded, pending, reason } = trust;
  if (served === null) {
    return (
      <StateDot tone="warn">
        <span title={reason ?? undefined}>{formatCount(recorded)} billed, served unknown</span>
      </StateDot>
    );
  }
  return (
    <StateDot tone={pending === 0 ? 'good' : 'info'}>
      {formatCount(served)} = {formatCount(recorded)}
      {pending === 0 ? '' : ` + ${formatCount(pending ?? 0)}`}
    </StateDot>
  );
}

function servedNote({ served, pending, reason }: Trust): string {
  if (served === null) return reason ?? 'The gateway does not answer.';
  return pending === 0 ? 'nothing is on its way' : `at most ${formatCount(pending ?? 0)} on their way`;
}

function LedgerParts({ trust }: { readonly trust: Trust }) {
  const { href, applied, span } = useAnalytics();
  const { interrupted, deadLetters, lagMs, lastRecordedAt } = trust;
  const ledger = href('ledger');
  const ever = drill(applied, span, { of: ['status', 'interrupted'] });
  const interruptedHref = href('calls', { ...ever, range: { from: begin, to: new Date(span.toMs).toISOString() } });
  const isCalm = interrupted === 0 && deadLetters === 0;
  return (
    <>
      <Part
        label="Lag of spool and queue"
        href={ledger}
        note={
          <>
            last billed <Time at={lastRecordedAt} />
          </>
        }
      >
        {lagMs === null ? (
          <span className="text-faint" title="Nothing was billed lately.">
            –<span className="sr-only"> nothing was billed lately</span>
          </span>
        ) : (
          formatMs(lagMs)
        )}
      </Part>
      <Part
        label="Interrupted"
        href={interrupted === 0 ? ledger : interruptedHref}
        note={deadLetters === 0 ? 'no dead letters' : `${formatCount(deadLetters)} dead letters`}
      >
        <StateDot tone={isCalm ? 'good' : 'warn'}>{interrupted === 0 ? 'none' : formatCount(interrupted)}</StateDot>
      </Part>
      <Part label="Reconciliation" note="with providers’ bills">
        <span className="text-quiet">not set up yet</span>
      </Part>
    </>
  );
}

/** What no other gateway says of itself: whether what was served is billed, and how well each cost is known. */
export function TrustStrip({ data }: { readonly data: OverviewData | undefined }) {
  const { href } = useAnalytics();
  if (data === undefined) return <Skeleton className="h-[82px] w-full rounded-lg!" />;
  const { trust, totals } = data;
  return (
    <section aria-label="Trust">
      <ul className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 lg:grid-cols-[1.25fr_1.7fr_1fr_0.85fr_0.95fr]">
        <Part label="Served = billed, of all time" href={href('ledger')} note={servedNote(trust)}>
          <Served trust={trust} />
        </Part>
        <li className="min-w-0 bg-surface px-3.5 py-2.5">
          <SourceBar sources={totals.sources} />
        </li>
        <LedgerParts trust={trust} />
      </ul>
    </section>
  );
}
