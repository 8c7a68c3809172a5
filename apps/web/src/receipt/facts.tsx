import type { ReactNode } from 'react';

/** Something that is known, and its name. */
export type Fact = { readonly term: string; readonly value: ReactNode };

/** Facts one below the other; where there is nothing to tell they are left out by whoever gives them. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-quiet">{term}</dt>
          <dd className="min-w-0 text-right [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
