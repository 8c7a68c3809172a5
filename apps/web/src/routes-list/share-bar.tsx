'use client';
import { useMemo } from 'react';
import { formatCount } from '../format/number.ts';
import { useSeriesColours } from '../ui/series-colour.ts';
import type { TargetShare } from './traffic.ts';

/** So many are named; the others are one part. */
const namedMax = 4;

const percent = (share: number) => (share > 0 && share < 0.01 ? '<1%' : `${Math.round(share * 100)}%`);
const modelOf = (name: string) => name.split('/').at(-1) ?? name;

/** What part of a route's attempts each target had: a bar, and the largest of them in words. */
export function ShareBar({ shares }: { readonly shares: readonly TargetShare[] }) {
  const names = useMemo(() => shares.map(({ name }) => name), [shares]);
  const colour = useSeriesColours(names);
  if (shares.length === 0) return <span className="text-faint">no attempts</span>;
  const named = shares.slice(0, namedMax);
  const rest = shares.slice(namedMax).reduce((sum, { share }) => sum + share, 0);
  const words = shares.map(
    ({ name, share, attempts }) => `${name}: ${percent(share)}, ${formatCount(attempts)} attempts`,
  );
  const [first] = shares;
  return (
    <span className="grid w-40 gap-1 max-sm:w-44" title={words.join('\n')}>
      <span aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-hover">
        {named.map(({ name, share }) => (
          <span key={name} className="h-full min-w-0.5" style={{ flexGrow: share, background: colour(name) }} />
        ))}
        {rest > 0 && <span className="h-full min-w-0.5" style={{ flexGrow: rest, background: colour(null) }} />}
      </span>
      <span className="truncate text-xs text-quiet tabular">
        {first !== undefined && `${percent(first.share)} ${modelOf(first.name)}`}
        {shares.length > 1 && `, ${shares.length - 1} more`}
        <span className="sr-only">. {words.join('; ')}</span>
      </span>
    </span>
  );
}
