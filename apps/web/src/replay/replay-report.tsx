'use client';
import type { ReplayReport } from '@weir/services/routes/replay-view';
import Link from 'next/link';
import { useMemo } from 'react';
import { formatCount, formatShare } from '../format/number.ts';
import { usePlanEditor } from '../routes/editor-context.tsx';
import { useHref } from '../shell/project.ts';
import { Notice } from '../ui/notice.tsx';
import { useSeriesColours } from '../ui/series-colour.ts';
import { ReplayFigures } from './replay-figures.tsx';
import { replayNotes } from './replay-notes.ts';

type Share = ReplayReport['targets'][number];

function Examples({ ids }: { readonly ids: readonly string[] }) {
  const href = useHref();
  if (ids.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-x-2 text-xs">
      {ids.map((id) => (
        <Link key={id} className="link font-mono" href={href(`calls/${id}`)} aria-label={`Receipt of ${id}`}>
          {id.slice(-8)}
        </Link>
      ))}
    </span>
  );
}

function Bar({
  part,
  fill,
  isFaint,
}: {
  readonly part: Share['plan'];
  readonly fill: string;
  readonly isFaint: boolean;
}) {
  const { share, low, high, calls } = part;
  return (
    <span
      className="flex items-center gap-2"
      title={`${formatCount(calls)} calls; ${formatShare(low)} to ${formatShare(high)}`}
    >
      <span
        className="h-2 rounded-full"
        style={{ width: `${share * 60}%`, background: fill, opacity: isFaint ? 0.4 : 1 }}
      />
      <span className="text-xs text-quiet tabular">
        {formatShare(share)}
        {!isFaint && (
          <span className="text-faint">
            {' '}
            ({formatShare(low)} to {formatShare(high)})
          </span>
        )}
      </span>
    </span>
  );
}

function Shares({ targets }: Pick<ReplayReport, 'targets'>) {
  const { keys } = usePlanEditor();
  const names = useMemo(() => targets.map(({ provider, model }) => `${provider}/${model}`), [targets]);
  const colour = useSeriesColours(names);
  if (targets.length === 0) return null;
  return (
    <section className="grid grid-cols-1 gap-1.5" aria-label="Share per target">
      <h2 className="text-sm font-medium">Share per target</h2>
      <ul className="grid grid-cols-1 gap-2.5 rounded-lg border border-line bg-surface p-3">
        {targets.map(({ provider, model, providerKeyId, recorded, plan }) => {
          const name = `${provider}/${model}`;
          return (
            <li key={`${name}@${providerKeyId}`} className="grid gap-0.5">
              <span className="flex flex-wrap gap-x-2 text-xs">
                <code className="[overflow-wrap:anywhere]">{name}</code>
                <span className="text-quiet">{keys.find(({ id }) => id === providerKeyId)?.name}</span>
              </span>
              <span className="sr-only">by the recorded plan</span>
              <Bar part={recorded} fill={colour(name)} isFaint={true} />
              <span className="sr-only">by this plan</span>
              <Bar part={plan} fill={colour(name)} isFaint={false} />
            </li>
          );
        })}
      </ul>
      <p className="text-xs text-quiet">
        First choices: the pale bar is of the recorded plan, the full one of this plan.
      </p>
    </section>
  );
}

function Refused({ refused, replayed }: Pick<ReplayReport, 'refused' | 'replayed'>) {
  const { reasons } = refused;
  if (reasons.length === 0) return <p className="text-sm text-quiet">No call would have been refused.</p>;
  return (
    <section className="grid grid-cols-1 gap-1.5" aria-label="Would have been refused">
      <h2 className="text-sm font-medium">Would have been refused</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {reasons.map(({ code, reason, calls, examples }) => (
          <li key={reason} className="flex gap-3 px-3 py-2 text-sm">
            <div className="grid min-w-0 flex-1 grid-cols-1 gap-1 [overflow-wrap:anywhere]">
              <span>
                {reason} <code className="text-xs text-quiet">{code}</code>
              </span>
              <Examples ids={examples} />
            </div>
            <span className="shrink-0 text-right tabular">
              {formatCount(calls)} <span className="block text-xs text-quiet">{formatShare(calls / replayed)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a plan would have made of recorded calls. */
export function ReplayReportView({ report }: { readonly report: ReplayReport }) {
  const { found, replayed, targets, refused, days } = report;
  const notes = replayNotes(report);
  const time = days === 1 ? 'the last day' : `the last ${days} days`;
  return (
    <div className="grid grid-cols-1 gap-4">
      {replayed === 0 ? (
        <Notice title={found === 0 ? `No calls in ${time}` : 'None of the calls can be replayed'}>
          {found === 0
            ? 'A replay goes by calls that were recorded. Publish the route and call it, or replay all calls of the project.'
            : 'Each call keeps what it was decided by from the first version of its route on; these hold nothing of it.'}
        </Notice>
      ) : (
        <>
          <ReplayFigures report={report} />
          <Shares targets={targets} />
          <Refused refused={refused} replayed={replayed} />
        </>
      )}
      {notes.length > 0 && (
        <ul className="grid grid-cols-1 gap-1.5 text-xs text-quiet" aria-label="Notes">
          {notes.map(({ said, examples }) => (
            <li key={said} className="grid gap-0.5">
              {said}
              <Examples ids={examples} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
