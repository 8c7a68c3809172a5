'use client';
import dynamic from 'next/dynamic';
import { Popover } from 'radix-ui';
import { type ReactNode, useMemo, useState } from 'react';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { modelChoices, splitName } from './model-detail.ts';

const Choices = dynamic(() => import('../ui/combobox-choices.tsx').then((module) => module.ComboboxChoices), {
  ssr: false,
  loading: () => (
    <div className="p-3">
      <SkeletonLines lines={5} />
    </div>
  ),
});

export type Picked = { readonly provider: string; readonly model: string };

/** A list of models that opens from `trigger`, which must be a button, with what each costs and holds. */
export function ModelPicker({
  trigger,
  value,
  label,
  onPick,
}: {
  readonly trigger: ReactNode;
  /** The `provider/model` that is chosen, where one is. */
  readonly value: string;
  readonly label: string;
  readonly onPick: (picked: Picked) => void;
}) {
  const { models, providerName } = usePlanEditor();
  const [open, setOpen] = useState(false);
  const choices = useMemo(() => (open ? modelChoices(models, providerName) : []), [open, models, providerName]);
  const pick = (name: string) => {
    const picked = splitName(name);
    if (picked === undefined) return;
    setOpen(false);
    onPick(picked);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-[60] w-[max(var(--radix-popover-trigger-width),26rem)] max-w-[calc(100vw-16px)] overflow-hidden rounded-lg border border-line bg-raised shadow-raised outline-none pop"
        >
          <Choices
            choices={choices}
            value={value}
            onPick={pick}
            onOther={pick}
            search="Search models, or type provider/model"
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
