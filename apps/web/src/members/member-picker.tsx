'use client';
import type { MemberView } from '@weir/services/members/view';
import { useState } from 'react';
import { Checkbox } from '../ui/checkbox.tsx';
import { SearchField } from './search-field.tsx';

/** Picks any of the members, found by name or e-mail. */
export function MemberPicker({
  members,
  value,
  onChange,
}: {
  readonly members: readonly MemberView[];
  readonly value: ReadonlySet<string>;
  readonly onChange: (value: ReadonlySet<string>) => void;
}) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = members.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  const toggle = (id: string, isIn: boolean) => {
    const next = new Set(value);
    if (isIn) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <fieldset className="grid grid-cols-1 gap-2">
      <legend className="mb-1.5 flex w-full justify-between text-sm font-medium">
        <span>Members</span>
        <span className="font-normal text-quiet tabular" aria-live="polite">
          {value.size} of {members.length}
        </span>
      </legend>
      {members.length > 8 && <SearchField label="Find by name or e-mail" value={search} onChange={setSearch} />}
      <ul className="max-h-[50vh] divide-y divide-line overflow-y-auto rounded-md border border-line">
        {shown.map(({ id, name, email }) => (
          <li key={id} className="px-3 py-1.5">
            <Checkbox
              label={<span className="[overflow-wrap:anywhere]">{name}</span>}
              help={<span className="[overflow-wrap:anywhere]">{email}</span>}
              checked={value.has(id)}
              onChange={(event) => toggle(id, event.target.checked)}
            />
          </li>
        ))}
        {shown.length === 0 && <li className="px-3 py-4 text-center text-sm text-quiet">Nobody by that name.</li>}
      </ul>
    </fieldset>
  );
}
