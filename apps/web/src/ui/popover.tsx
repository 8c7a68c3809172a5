'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** A small panel that opens from `trigger`, which must be a button. */
export function Popover({
  trigger,
  children,
  align = 'start',
  label,
  open,
  onOpenChange,
}: {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  /** The panel's name for assistive technology. */
  readonly label: string;
  /** For what closes itself; without it the trigger alone opens and closes. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Radix.Root {...(open === undefined ? {} : { open })} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-50 max-w-[calc(100vw-16px)] rounded-lg border border-line bg-raised p-3 shadow-raised outline-none pop"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
