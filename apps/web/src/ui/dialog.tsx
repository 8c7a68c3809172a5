'use client';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { MouseEvent, ReactNode } from 'react';
import { DialogContent } from './dialog-content.tsx';

export type DialogProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** One sentence below the title; screen readers read it with the title. */
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** `side` slides in from the right, for long forms and details. */
  readonly shape?: 'centre' | 'wide' | 'side';
  /** For a long text without controls: it takes the focus itself, so that it scrolls by keyboard. */
  readonly isText?: boolean;
};

const shapes = {
  centre: 'top-[12vh] left-1/2 max-h-[80vh] w-[min(480px,calc(100vw-24px))] -translate-x-1/2 rounded-xl pop',
  wide: 'top-[8vh] left-1/2 max-h-[84vh] w-[min(760px,calc(100vw-24px))] -translate-x-1/2 rounded-xl pop',
  side: 'top-0 right-0 h-dvh w-[min(560px,100vw)] slide-in-right border-y-0 border-r-0',
} as const;

const firstFields = ['[data-focus-first]', 'input:not([type="hidden"])', 'select', 'textarea'];

/** The focus begins where something is entered, rather than at the button that closes. */
function focusFirst(event: Event): void {
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  for (const selector of firstFields) {
    const found = content.querySelector(selector);
    if (!(found instanceof HTMLElement)) continue;
    event.preventDefault();
    found.focus();
    return;
  }
}

/** A field that loses the focus is checked, and its error moves the buttons below: a press on one would miss it. */
function keepFocus(event: MouseEvent): void {
  const { target } = event;
  if (target instanceof Element && target.closest('[data-dialog-actions] button') !== null) event.preventDefault();
}

/** A dialog: focus stays inside, Escape closes it, and focus returns to where it was. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, children, shape = 'centre', isText = false } = props;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent
          className={clsx(
            'fixed z-50 flex flex-col border border-line bg-raised shadow-raised focus:outline-none',
            shapes[shape],
          )}
          onOpenAutoFocus={focusFirst}
          onMouseDown={keepFocus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="flex items-start gap-4 border-b border-line px-5 py-4">
            <div className="grid flex-1 gap-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="text-sm text-quiet">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label="Close"
              className="-mr-1.5 inline-flex size-7 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text"
            >
              <X className="size-4" aria-hidden="true" />
            </Radix.Close>
          </header>
          <div
            className="min-h-0 flex-1 overflow-y-auto px-5 py-4 focus-visible:outline-offset-[-2px]"
            {...(isText ? { tabIndex: 0, role: 'group', 'aria-label': title } : {})}
          >
            {children}
          </div>
        </DialogContent>
      )}
    </Radix.Root>
  );
}

/** The row of buttons that ends a dialog's form. `sticky`: in sight however long the form is. */
export function DialogActions({
  children,
  sticky = false,
}: {
  readonly children: ReactNode;
  readonly sticky?: boolean;
}) {
  return (
    <div
      data-dialog-actions=""
      className={clsx(
        'flex flex-wrap items-center justify-end gap-2',
        sticky ? 'sticky -bottom-4 -mx-5 -mb-4 border-t border-line bg-raised px-5 py-3' : 'mt-5',
      )}
    >
      {children}
    </div>
  );
}
