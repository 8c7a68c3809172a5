'use client';
import clsx from 'clsx';
import { Command } from 'cmdk';
import { Check, CornerDownLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ComboboxChoice } from './combobox-choice.ts';

const otherPrefix = 'use ';

/** Every word that is typed must stand in a choice; what begins with the first comes before the rest, and a new name last. */
function rank(value: string, typed: string, keywords: readonly string[] = []): number {
  if (value.startsWith(otherPrefix)) return 0.1;
  const whole = [value, ...keywords].join(' ').toLowerCase();
  const words = typed.toLowerCase().split(/\s+/);
  if (!words.every((word) => whole.includes(word))) return 0;
  return whole.startsWith(words[0] ?? '') ? 1 : 0.5;
}

/** The choices of a Combobox that is open, and the field that searches them. */
export function ComboboxChoices({
  choices,
  value,
  onPick,
  onOther,
  search,
}: {
  readonly choices: readonly ComboboxChoice[];
  readonly value: string;
  readonly onPick: (value: string) => void;
  readonly onOther: ((typed: string) => void) | undefined;
  readonly search: string | undefined;
}) {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // It may come later than the popover, which took the focus when it opened.
  useEffect(() => input.current?.focus(), []);
  const other = typed.trim();
  const isOther = onOther !== undefined && other !== '' && !choices.some((choice) => choice.value === other);
  return (
    <Command label={search ?? 'Search'} loop filter={rank} className="flex min-h-0 flex-col" defaultValue={value}>
      <Command.Input
        ref={input}
        value={typed}
        onValueChange={setTyped}
        placeholder={search ?? 'Search'}
        className="h-10 w-full border-b border-line bg-transparent px-3 text-base outline-none placeholder:text-faint"
      />
      {/* Outside of the list, which holds choices alone. */}
      <Command.Empty className="px-2 py-6 text-center text-sm text-quiet">Nothing by that name.</Command.Empty>
      <Command.List className="max-h-72 overflow-y-auto p-1">
        {choices.map((choice) => (
          <Command.Item
            key={choice.value}
            value={choice.value}
            keywords={[choice.label, ...(choice.keywords ?? [])]}
            onSelect={() => onPick(choice.value)}
            className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-hover"
          >
            <Check
              aria-hidden="true"
              className={clsx('size-3.5 shrink-0 text-accent', choice.value !== value && 'invisible')}
            />
            <span className="min-w-0 flex-1 truncate">{choice.label}</span>
            {choice.detail !== undefined && <span className="text-xs text-quiet tabular">{choice.detail}</span>}
          </Command.Item>
        ))}
        {isOther && (
          <Command.Item
            value={`${otherPrefix}${other}`}
            forceMount
            onSelect={() => onOther(other)}
            className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-hover"
          >
            <CornerDownLeft aria-hidden="true" className="size-3.5 shrink-0 text-quiet" />
            <span className="min-w-0 flex-1 truncate">Use {other}</span>
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}
