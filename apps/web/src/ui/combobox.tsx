'use client';
import clsx from 'clsx';
import { ChevronsUpDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { ComboboxChoice } from './combobox-choice.ts';
import { controlClasses } from './input.tsx';
import { SkeletonLines } from './skeleton.tsx';

type ComboboxProps = {
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

const ComboboxChoices = dynamic(() => import('./combobox-choices.tsx').then((module) => module.ComboboxChoices), {
  ssr: false,
  loading: () => (
    <div className="p-3">
      <SkeletonLines lines={5} />
    </div>
  ),
});

/** One of many choices, found by typing a part of it. The list's code loads at the first use. */
export function Combobox(props: ComboboxProps) {
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
          <ComboboxChoices
            choices={choices}
            value={value}
            onPick={pick}
            onOther={onOther && takeOther}
            search={search}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
