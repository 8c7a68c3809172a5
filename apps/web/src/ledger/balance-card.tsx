'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount, formatMs } from '../format/number.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { StateDot } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { callsHref } from './calls-href.ts';
import type { LedgerHealth } from './ledger-data.ts';

function Term({
  label,
  note,
  sign,
  children,
}: {
  readonly label: string;
  readonly note: string;
  /** What stands before it in the equation. */
  readonly sign?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="relative grid min-w-0 content-start gap-0.5">
      <dt className="order-2 text-sm">{label}</dt>
      <dd className="order-1 text-2xl font-semibold tracking-tight tabular">
        {sign !== undefined && (
          <span aria-hidden="true" className="mr-2 font-normal text-faint sm:absolute sm:-left-8">
            {sign}
          </span>
        )}
        {children}
      </dd>
      <dd className="order-3 max-w-56 text-xs text-quiet">{note}</dd>
    </div>
  );
}

function NotKnown({ reason }: { readonly reason: string | null }) {
  const why = reason ?? 'The gateway does not answer.';
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> not known: {why}</span>
    </span>
  );
}

function stateOf({ pending, deadLetters }: LedgerHealth) {
  if (deadLetters > 0) return { tone: 'bad', words: 'Some records could not be written' } as const;
  if (pending === null) return { tone: 'warn', words: 'What is on its way is not known' } as const;
  if (pending > 0) return { tone: 'info', words: 'Some attempts are on their way' } as const;
  return { tone: 'good', words: 'All that was served is recorded' } as const;
}

function Equation({ health }: { readonly health: LedgerHealth }) {
  const { served, recorded, pending, reason } = health;
  return (
    <dl className="grid grid-cols-1 gap-x-12 gap-y-4 sm:grid-cols-3">
      <Term label="Attempts served" note="Closed by the gateway, since the organization began.">
        {served === null ? <NotKnown reason={reason} /> : formatCount(served)}
      </Term>
      <Term sign="=" label="recorded" note="Lines of this ledger, each of them once.">
        {formatCount(recorded)}
      </Term>
      <Term
        sign="+"
        label="on their way"
        note={
          pending === null
            ? (reason ?? 'The gateway does not answer.')
            : 'At most: the gateway counts those of all organizations together.'
        }
      >
        {pending === null ? <NotKnown reason={reason} /> : formatCount(pending)}
      </Term>
    </dl>
  );
}

function Detail({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-quiet">{term}</dt>
      <dd className="text-base tabular">{children}</dd>
    </div>
  );
}

function Interrupted({ count, nowMs }: { readonly count: number; readonly nowMs: number }) {
  const { slug } = useOrganization();
  if (count === 0) return <>none</>;
  // From before there was any, so that each is in it.
  const span = { fromMs: Date.UTC(2020, 0), toMs: nowMs };
  return (
    <Link href={callsHref(slug, span, { status: ['interrupted'] })} className="link">
      {formatCount(count)}
    </Link>
  );
}

function Details({ health, nowMs }: { readonly health: LedgerHealth; readonly nowMs: number }) {
  const { interrupted, deadLetters, lagMs, lastRecordedAt } = health;
  return (
    <dl className="grid grid-cols-2 gap-4 border-t border-line pt-4 sm:grid-cols-4">
      <Detail term="Longest lag of the last 100">{lagMs === null ? 'none yet' : formatMs(lagMs)}</Detail>
      <Detail term="Last recorded">
        <Time at={lastRecordedAt} />
      </Detail>
      <Detail term="Interrupted attempts">
        <Interrupted count={interrupted} nowMs={nowMs} />
      </Detail>
      <Detail term="Dead letters">
        {deadLetters === 0 ? (
          'none'
        ) : (
          <a href="#dead-letters" className="link">
            {formatCount(deadLetters)}
          </a>
        )}
      </Detail>
    </dl>
  );
}

/** Whether what was served is what is recorded, and how far the rest is. */
export function BalanceCard({ health, nowMs }: { readonly health: LedgerHealth | undefined; readonly nowMs: number }) {
  const state = health === undefined ? undefined : stateOf(health);
  return (
    <Card
      title="Served is recorded"
      actions={
        <span role="status" className="text-sm">
          {state !== undefined && <StateDot tone={state.tone}>{state.words}</StateDot>}
        </span>
      }
    >
      {health === undefined ? (
        <Skeleton className="h-40 w-full" />
      ) : (
        <div className="grid grid-cols-1 gap-4">
          <Equation health={health} />
          <Details health={health} nowMs={nowMs} />
        </div>
      )}
    </Card>
  );
}
