'use client';
import clsx from 'clsx';
import { Command } from 'cmdk';
import { Check, ChevronsUpDown, CornerDownLeft } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { controlClasses } from './input.tsx';

export type ComboboxChoice = {
  readonly value: string;
  readonly label: string;
  /** More of it, at the right. */
  readonly detail?: ReactNode;
  /** Other words that find it. */
  readonly keywords?: readonly string[];
};

type Props = {
  /** What is chosen, for assistive technology; inside a Field its label does that. */
  readonly label?: string;
  readonly choices: readonly ComboboxChoice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** What the search field asks for. */
  readonly search?: string | undefined;
  /** Takes a name that is typed and is none of the choices. */
  readonly onOther?: ((typed: string) => void) | undefined;
  readonly disabled?: boolean;
  readonly id?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | undefined;
};

const otherPrefix = 'use ';

/** Every word that is typed must stand in a choice; what begins with the first comes before the rest, and a new name last. */
function rank(value: string, typed: string, keywords: readonly string[] = []): number {
  if (value.startsWith(otherPrefix)) return 0.1;
  const whole = [value, ...keywords].join(' ').toLowerCase();
  const words = typed.toLowerCase().split(/\s+/);
  if (!words.every((word) => whole.includes(word))) return 0;
  return whole.startsWith(words[0] ?? '') ? 1 : 0.5;
}

function Choices({
  choices,
  value,
  onPick,
  onOther,
  search,
}: Pick<Props, 'choices' | 'value' | 'search' | 'onOther'> & { readonly onPick: (value: string) => void }) {
  const [typed, setTyped] = useState('');
  const other = typed.trim();
  const isOther = onOther !== undefined && other !== '' && !choices.some((choice) => choice.value === other);
  return (
    <Command label={search ?? 'Search'} loop filter={rank} className="flex min-h-0 flex-col" defaultValue={value}>
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder={search ?? 'Search'}
        className="h-10 w-full border-b border-line bg-transparent px-3 text-base outline-none placeholder:text-faint"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-6 text-center text-sm text-quiet">Nothing by that name.</Command.Empty>
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

/** One of many choices, found by typing a part of it. */
export function Combobox(props: Props) {
  const {
    label,
    choices,
    value,
    onChange,
    onOther,
    placeholder = 'Choose',
    search,
    disabled = false,
    ...control
  } = props;
  const [open, setOpen] = useState(false);
  const chosen = choices.find((choice) => choice.value === value);
  const pick = (picked: string) => {
    setOpen(false);
    onChange(picked);
  };
  const takeOther = (typed: string) => {
    setOpen(false);
    onOther?.(typed);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          disabled={disabled}
          aria-label={label}
          className={clsx(controlClasses, 'flex h-9 items-center gap-2 text-left')}
          {...control}
        >
          <span className={clsx('min-w-0 flex-1 truncate', chosen === undefined && 'text-faint')}>
            {chosen?.label ?? placeholder}
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-quiet" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label ?? search ?? 'Choices'}
          className="z-[60] w-[max(var(--radix-popover-trigger-width),16rem)] max-w-[calc(100vw-16px)] overflow-hidden rounded-lg border border-line bg-raised shadow-raised outline-none pop"
        >
          <Choices choices={choices} value={value} onPick={pick} onOther={onOther && takeOther} search={search} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
