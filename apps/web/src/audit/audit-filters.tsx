'use client';
import { useEffect, useState } from 'react';
import { setUrlFields } from '../client/url-field.ts';
import { Button } from '../ui/button.tsx';
import { Input } from '../ui/input.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { subjectKinds } from './audit-words.ts';
import type { AuditFilter } from './queries.ts';

const choices = [{ value: '', label: 'Everything' }, ...subjectKinds.map(({ value, label }) => ({ value, label }))];

/** Narrows the log to a kind of thing, or to one thing. */
export function AuditFilters({ kind, id }: AuditFilter) {
  const [text, setText] = useState(id ?? '');
  // A thing may be chosen elsewhere on the page as well.
  useEffect(() => setText(id ?? ''), [id]);
  const isNarrowed = kind !== undefined || id !== undefined;
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setUrlFields({ id: text.trim() });
      }}
    >
      <SelectBox
        aria-label="About"
        className="w-52 max-sm:w-full"
        choices={choices}
        value={kind ?? ''}
        onChange={(event) => setUrlFields({ kind: event.target.value })}
      />
      <Input
        aria-label="Id of the thing"
        placeholder="Id of the thing, then Enter"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => setUrlFields({ id: text.trim() })}
        autoComplete="off"
        spellCheck={false}
        className="font-mono text-sm sm:w-88"
      />
      {isNarrowed && (
        <Button look="quiet" onClick={() => setUrlFields({ kind: undefined, id: undefined })}>
          Clear
        </Button>
      )}
    </form>
  );
}
