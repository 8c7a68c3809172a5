'use client';
import clsx from 'clsx';
import { NumberLink } from '../analytics/number-link.tsx';
import { formatCount, formatShare } from '../format/number.ts';
import { sourceWords } from '../receipt/source-words.ts';
import type { Totals } from './overview-data.ts';

type Sources = Totals['sources'];

const tones: Readonly<Record<Sources[number]['source'], string>> = {
  computed: 'bg-accent',
  reported: 'bg-info',
  estimated: 'bg-warn',
  unknown: 'bg-bad',
  simulated: 'bg-line-strong',
};

/** In whole per cent, but for what is nearly all or nearly none. */
function shareText(share: number): string {
  return share > 0.02 && share < 0.98 ? `${Math.round(share * 100)}%` : formatShare(share);
}

/** How the cost of attempts is known, as shares of the attempts. What the sandbox simulated costs nothing and is left out. */
export function SourceBar({ sources }: { readonly sources: Sources }) {
  const known = sources.filter(({ source }) => source !== 'simulated').toSorted((a, b) => b.attempts - a.attempts);
  const all = known.reduce((sum, { attempts }) => sum + attempts, 0);
  return (
    <>
      <span className="block text-xs text-quiet">How costs are known, by attempts</span>
      <span aria-hidden="true" className="my-[7px] flex h-2 gap-px overflow-hidden rounded-full bg-hover">
        {known.map(({ source, attempts }) => (
          <span key={source} className={clsx('h-full min-w-0.5', tones[source])} style={{ flexGrow: attempts }} />
        ))}
      </span>
      <ul className="flex flex-wrap gap-x-2.5 text-xs text-quiet tabular">
        {known.map(({ source, attempts }) => (
          <li key={source} title={`${formatCount(attempts)} attempts. ${sourceWords[source].meaning}`}>
            <NumberLink part={{ of: ['source', source] }} label={`attempts whose cost is ${source}`}>
              <span aria-hidden="true" className={clsx('mr-1 inline-block size-1.5 rounded-full', tones[source])} />
              {shareText(attempts / all)} {source}
            </NumberLink>
          </li>
        ))}
        {known.length === 0 && <li>no attempts but the sandbox’s</li>}
      </ul>
    </>
  );
}
