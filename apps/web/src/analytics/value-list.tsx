'use client';
import { useId, useState } from 'react';
import { Input } from '../ui/input.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { type Dimension, dimensionWords } from './dimensions.ts';
import { useAnalytics } from './provider.tsx';
import { toggled } from './state.ts';
import { type FilterValue, useValues } from './use-values.ts';

const searchFrom = 8;

function matches({ label, value }: FilterValue, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return label.toLowerCase().includes(wanted) || value.toLowerCase().includes(wanted);
}

/** The values of one dimension, to be ticked. */
export function ValueList({ dimension }: { readonly dimension: Dimension }) {
  const { state, set } = useAnalytics();
  const values = useValues(dimension);
  const [search, setSearch] = useState('');
  const id = useId();
  const words = dimensionWords[dimension];
  if (values === undefined) return <SkeletonLines lines={5} />;
  if (values.length === 0) return <p className="py-2 text-sm text-quiet">No {words.many} in this time.</p>;
  const shown = values.filter((value) => matches(value, search));
  return (
    <div className="grid gap-2">
      {values.length > searchFrom && (
        <Input
          type="search"
          aria-label={`Find ${words.many}`}
          placeholder={`Find ${words.many}`}
          className="h-8! text-sm!"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className="max-h-64 overflow-y-auto" aria-label={words.many}>
        {shown.map(({ value, label }, nth) => (
          <li key={value} className="flex items-center gap-2 rounded-md px-1 hover:bg-hover">
            <input
              type="checkbox"
              id={`${id}-${nth}`}
              className="size-3.5 shrink-0 accent-accent"
              checked={state.only[dimension]?.includes(value) ?? false}
              onChange={() => set(toggled(state, dimension, value))}
            />
            <label htmlFor={`${id}-${nth}`} className="min-w-0 flex-1 truncate py-1 text-sm" title={label}>
              {label}
            </label>
          </li>
        ))}
        {shown.length === 0 && <li className="px-1 py-2 text-sm text-quiet">Nothing by that name.</li>}
      </ul>
    </div>
  );
}
