'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

/** A small panel that opens from `trigger`, which must be a button. */
export function Popover({
  trigger,
  children,
  align = 'start',
  label,
}: {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  /** The panel's name for assistive technology. */
  readonly label: string;
}) {
  return (
    <Radix.Root>
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
