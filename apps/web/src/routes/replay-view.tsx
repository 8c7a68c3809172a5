'use client';
import clsx from 'clsx';
import { useMemo } from 'react';
import { formatUsd } from '../format/money.ts';
import { formatCount, formatMs, formatShare } from '../format/number.ts';
import { Notice } from '../ui/notice.tsx';
import { useSeriesColours } from '../ui/series-colour.ts';
import { sentence } from './remark.ts';
import type { ReplayFigure, ReplayShown } from './replay-shown.ts';

const signed = (share: number) => `${share > 0 ? '+' : share < 0 ? '−' : '±'}${formatShare(Math.abs(share))}`;

function Change({ actual, replayed }: Pick<ReplayFigure, 'actual' | 'replayed'>) {
  if (actual === undefined || replayed === undefined || actual === 0) return null;
  const share = replayed / actual - 1;
  const tone = Math.abs(share) < 0.005 ? 'text-quiet' : share < 0 ? 'text-good' : 'text-bad';
  return <span className={clsx('text-xs font-medium tabular', tone)}>{signed(share)}</span>;
}

/** An amount as it was, as it would have been, and how sure that is. */
function Row({ figure }: { readonly figure: ReplayFigure }) {
  const { name, actual, replayed, interval, format } = figure;
  const words = (value: number | undefined) => (value === undefined ? '–' : format(value));
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-2 pr-3 pl-3 text-left font-normal text-quiet">
        {name}
      </th>
      <td className="px-3 py-2 text-right tabular">{words(actual)}</td>
      <td className="px-3 py-2 text-right tabular">
        <span className="font-medium">{words(replayed)}</span>
        {interval !== undefined && (
          <span className="block text-xs text-quiet">
            {format(interval.low)} to {format(interval.high)}
          </span>
        )}
      </td>
      <td className="py-2 pr-3 text-right">
        <Change actual={actual} replayed={replayed} />
      </td>
    </tr>
  );
}

function Shares({ shares }: Pick<ReplayShown, 'shares'>) {
  const names = useMemo(() => shares.map(({ name }) => name), [shares]);
  const colour = useSeriesColours(names);
  const most = Math.max(...shares.flatMap(({ actual, replayed }) => [actual, replayed]), 0.01);
  const bar = (share: number, fill: string, isFaint: boolean) => (
    <span className="flex items-center gap-2">
      <span
        className="h-2 rounded-full"
        style={{ width: `${(share / most) * 70}%`, background: fill, opacity: isFaint ? 0.35 : 1 }}
      />
      <span className="text-xs text-quiet tabular">{formatShare(share)}</span>
    </span>
  );
  return (
    <section className="grid gap-2" aria-label="Share per target">
      <h2 className="text-sm font-medium">Share per target</h2>
      <ul className="grid gap-2.5 rounded-lg border border-line bg-surface p-3">
        {shares.map(({ name, actual, replayed }) => (
          <li key={name} className="grid gap-0.5">
            <code className="text-xs [overflow-wrap:anywhere]">{name}</code>
            <span className="grid gap-0.5">
              <span className="sr-only">as it was </span>
              {bar(actual, colour(name), true)}
              <span className="sr-only">under this plan </span>
              {bar(replayed, colour(name), false)}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-xs text-quiet">The pale bar is what was, the full one what would have been.</p>
    </section>
  );
}

function Refused({ refused, calls }: Pick<ReplayShown, 'refused' | 'calls'>) {
  if (refused.length === 0) return <p className="text-sm text-quiet">No call would have been refused.</p>;
  return (
    <section className="grid gap-2" aria-label="Would have been refused">
      <h2 className="text-sm font-medium">Would have been refused</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {refused.map(({ reason, calls: count }) => (
          <li key={reason} className="flex gap-3 px-3 py-2 text-sm">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{sentence(reason)}</span>
            <span className="shrink-0 tabular">
              {formatCount(count)}{' '}
              <span className="text-xs text-quiet">{formatShare(calls === 0 ? 0 : count / calls)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a plan would have made of recorded calls. */
export function ReplayView({ report }: { readonly report: ReplayShown }) {
  const { calls, figures, shares, refused, notes } = report;
  if (calls === 0) {
    return (
      <Notice>No recorded call of this time can be replayed. Calls keep what it takes from their first one on.</Notice>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      <table
        aria-label="As it was, and under this plan"
        className="w-full rounded-lg border border-line bg-surface text-sm"
      >
        <thead>
          <tr className="text-xs text-quiet">
            <th scope="col" className="py-2 pl-3 text-left font-medium">
              {formatCount(calls)} calls
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              As it was
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              This plan
            </th>
            <th scope="col" className="py-2 pr-3 text-right font-medium">
              <span className="sr-only">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <Row key={figure.name} figure={figure} />
          ))}
        </tbody>
      </table>
      {shares.length > 0 && <Shares shares={shares} />}
      <Refused refused={refused} calls={calls} />
      {notes.length > 0 && (
        <ul className="grid gap-1 text-xs text-quiet">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Formats for figures. */
export const asUsd = (usd: number): string => (usd === 0 ? '$0' : formatUsd(Number(usd.toPrecision(6)).toFixed(12)));
export const asMs = formatMs;
