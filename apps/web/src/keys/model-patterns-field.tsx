'use client';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { Input } from '../ui/input.tsx';
import { coverageWords, type Known, patternsIn, suggestPatterns } from './model-pattern.ts';

function Chip({
  pattern,
  known,
  onRemove,
}: {
  readonly pattern: string;
  readonly known: Known;
  readonly onRemove: () => void;
}) {
  const words = coverageWords(pattern, known);
  return (
    <li className="flex h-8 items-center gap-2 border-b border-line pr-1 pl-3 text-sm last:border-0">
      <code className="min-w-0 flex-1 truncate">{pattern}</code>
      {known.models.length > 0 && (
        <span className={words === undefined ? 'text-xs text-warn' : 'text-xs text-quiet'}>
          {words ?? 'no route, and no model the catalogue knows'}
        </span>
      )}
      <button
        type="button"
        aria-label={`Remove ${pattern}`}
        className="inline-flex size-6 items-center justify-center rounded-sm text-quiet hover:bg-hover hover:text-text"
        onClick={onRemove}
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </li>
  );
}

function Suggestions({
  id,
  patterns,
  active,
  onPick,
}: {
  readonly id: string;
  readonly patterns: readonly string[];
  /** The index of the one that Enter takes. */
  readonly active: number;
  readonly onPick: (pattern: string) => void;
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggested models and routes"
      hidden={patterns.length === 0}
      className="max-h-56 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-raised"
    >
      {patterns.map((pattern, index) => (
        <div
          key={pattern}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="flex h-7 cursor-pointer items-center rounded-sm px-2 text-sm hover:bg-hover aria-selected:bg-hover"
          // Before the field loses the focus, which would add what was typed so far.
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(pattern);
          }}
        >
          <code className="truncate">{pattern}</code>
        </div>
      ))}
    </div>
  );
}

/** The routes of a project and the models of the catalogue, as far as they are here yet. */
function useKnown(projectId: string): Known {
  const trpc = useTRPC();
  const { data: models } = useQuery(trpc.catalog.models.queryOptions({}));
  const asked = { projectId, limit: 200 };
  const { data: routes } = useQuery(trpc.routes.list.queryOptions(asked, { enabled: projectId !== '' }));
  return useMemo(
    () => ({ models: models?.data ?? [], routes: (routes?.data ?? []).map(({ name }) => name) }),
    [models, routes],
  );
}

type Props = {
  /** Whose routes are suggested; empty: none yet. */
  readonly projectId: string;
  readonly value: readonly string[];
  readonly onChange: (patterns: string[]) => void;
  readonly id?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | undefined;
};

/** Which models and routes: patterns that are typed, pasted or picked from what is known. */
export function ModelPatternsField({ projectId, value, onChange, ...control }: Props) {
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const known = useKnown(projectId);
  const suggested = useMemo(() => suggestPatterns(text, known, value), [text, known, value]);
  const isOpen = text.trim() !== '' && suggested.length > 0;
  const add = (patterns: readonly string[]) => {
    onChange([...new Set([...value, ...patterns])]);
    setText('');
    setActive(-1);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const picked = isOpen ? suggested[active] : undefined;
    if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, suggested.length - 1));
    else if (event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, -1));
    else if (event.key === 'Escape' && text !== '') setText('');
    else if (event.key === 'Enter' || event.key === ',') add(picked === undefined ? patternsIn(text) : [picked]);
    else if (event.key === 'Backspace' && text === '') return onChange(value.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="grid gap-1.5">
      <Input
        {...control}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="Type a provider, a model or a route"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(-1);
        }}
        onKeyDown={onKey}
        onBlur={() => text.trim() !== '' && add(patternsIn(text))}
      />
      <Suggestions
        id={listId}
        patterns={isOpen ? suggested : []}
        active={active}
        onPick={(pattern) => add([pattern])}
      />
      {value.length > 0 && (
        <ul aria-label="Allowed models and routes" className="overflow-hidden rounded-md border border-line">
          {value.map((pattern) => (
            <Chip
              key={pattern}
              pattern={pattern}
              known={known}
              onRemove={() => onChange(value.filter((each) => each !== pattern))}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
