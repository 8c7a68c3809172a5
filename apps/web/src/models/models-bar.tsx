'use client';
import { Search } from 'lucide-react';
import { setUrlFields } from '../client/url-field.ts';
import { formatCount } from '../format/number.ts';
import { Input } from '../ui/input.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { AbilityFilter } from './ability-filter.tsx';
import type { ModelFilter, ModelShow } from './model.ts';
import { useProviderNames } from './use-provider-names.ts';

const labels: Readonly<Record<ModelShow, string>> = {
  callable: 'Can be called',
  all: 'All',
  own: 'Own price',
  unpriced: 'No price',
};

/** Which models are shown: by a part of the name, by provider, by what they can do, by kind. All of it in the URL. */
export function ModelsBar({
  filter,
  providers,
  counts,
  onText,
}: {
  readonly filter: ModelFilter;
  readonly onText: (text: string) => void;
  readonly providers: readonly string[];
  readonly counts: Readonly<Record<ModelShow, number>> | undefined;
}) {
  const nameOf = useProviderNames();
  const choice = (value: ModelShow) => ({
    value,
    label: counts === undefined ? labels[value] : `${labels[value]} ${formatCount(counts[value])}`,
  });
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
      <div className="relative min-w-0 flex-1 basis-56 sm:max-w-72">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-quiet"
        />
        <Input
          type="search"
          aria-label="Search models"
          placeholder="Search models"
          className="h-7! pl-8! text-sm!"
          value={filter.text}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      <SelectBox
        size="sm"
        aria-label="Provider"
        className="w-44"
        value={filter.provider ?? ''}
        onChange={(event) => setUrlFields({ provider: event.target.value })}
        choices={[{ value: '', label: 'Every provider' }, ...providers.map((id) => ({ value: id, label: nameOf(id) }))]}
      />
      <AbilityFilter chosen={filter.abilities} />
      <Segmented
        label="Which models"
        value={filter.show}
        onChange={(next) => setUrlFields({ show: next === 'callable' ? undefined : next })}
        choices={[choice('callable'), choice('all'), choice('own'), choice('unpriced')]}
      />
    </div>
  );
}
