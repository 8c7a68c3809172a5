'use client';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu as Radix } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';

const itemClasses =
  'flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover';

/** The part of the page that a menu belongs to: outside of every landmark it would be met as a part of nothing. */
function landmarkOf(trigger: Element | null): HTMLElement | null {
  if (trigger === null || trigger.closest('[role="dialog"]') !== null) return null;
  return trigger.closest<HTMLElement>('main') ?? trigger.closest<HTMLElement>('header, nav, aside');
}

/** A menu that opens from `trigger`, which must be a button. */
export function Menu({
  trigger,
  children,
  align = 'start',
}: {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  return (
    <Radix.Root modal={false} onOpenChange={(open) => open && setLandmark(landmarkOf(button.current))}>
      <Radix.Trigger asChild ref={button}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal container={landmark}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[70vh] min-w-48 max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-raised pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = { readonly children: ReactNode; readonly danger?: boolean; readonly disabled?: boolean };

/** The focus is back at the menu's button before anything is done: a dialog that opens then returns it there. */
function focusTrigger(item: EventTarget | null): void {
  const menu = item instanceof Element ? item.closest('[role="menu"]') : null;
  document.getElementById(menu?.getAttribute('aria-labelledby') ?? '')?.focus();
}

/** Does something. */
export function MenuItem({
  children,
  onSelect,
  danger = false,
  disabled = false,
}: ItemProps & { readonly onSelect: () => void }) {
  const select = (event: Event) => {
    focusTrigger(event.currentTarget);
    onSelect();
  };
  return (
    <Radix.Item className={clsx(itemClasses, danger && 'text-bad')} disabled={disabled} onSelect={select}>
      {children}
    </Radix.Item>
  );
}

/** Goes somewhere. */
export function MenuLink({ children, href }: { readonly children: ReactNode; readonly href: string }) {
  return (
    <Radix.Item asChild className={itemClasses}>
      <Link href={href}>{children}</Link>
    </Radix.Item>
  );
}

/** Switches something on or off, and stays open. */
export function MenuCheck({
  children,
  checked,
  onChange,
}: {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <Radix.CheckboxItem
      className={itemClasses}
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <Check aria-hidden="true" className={clsx('size-3.5', !checked && 'invisible')} />
      {children}
    </Radix.CheckboxItem>
  );
}

/** Words over a part of the menu. */
export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs text-faint">{children}</Radix.Label>;
}

/** A line between parts of the menu. */
export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
