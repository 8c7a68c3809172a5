'use client';
import { Search } from 'lucide-react';
import { setUrlFields } from '../client/url-field.ts';
import { Input } from '../ui/input.tsx';
import { Segmented } from '../ui/segmented.tsx';
import type { Show } from './key-filter.ts';

/** Which keys are shown: by state, and by a part of their words. */
export function KeysBar({
  show,
  text,
  onText,
  counts,
}: {
  readonly show: Show;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly counts: Readonly<Record<Show, number>> | undefined;
}) {
  const label = (words: string, of: Show) => (counts === undefined ? words : `${words} ${counts[of]}`);
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
      <div className="relative min-w-0 flex-1 basis-56 sm:max-w-80">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-quiet"
        />
        <Input
          type="search"
          aria-label="Search keys"
          placeholder="Name, owner, model or attribute"
          className="h-7! pl-8! text-sm!"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      <Segmented
        label="Which keys"
        value={show}
        onChange={(next) => setUrlFields({ show: next === 'usable' ? undefined : next })}
        choices={[
          { value: 'usable', label: label('In use', 'usable') },
          { value: 'ended', label: label('Ended', 'ended') },
          { value: 'all', label: label('All', 'all') },
        ]}
      />
    </div>
  );
}
