'use client';
import { Dialog as Radix } from 'radix-ui';
import { type ComponentProps, useState } from 'react';

const openDialogs = '[role="dialog"][data-state="open"]';

/** What had the focus before the first of the dialogs that are open, or that followed each other. */
let opener: HTMLElement | undefined;

function focusedNow(): HTMLElement | undefined {
  if (typeof document === 'undefined') return undefined;
  const active = document.activeElement;
  // What is chosen in a menu goes with it; the button of the menu stays.
  const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? undefined;
  const found = button === undefined ? active : document.getElementById(button);
  const focused = found instanceof HTMLElement && found !== document.body ? found : undefined;
  const inside = focused === undefined ? document.querySelector(openDialogs) : focused.closest(openDialogs);
  if (inside === null) opener = focused;
  return focused;
}

/**
 * The panel of a dialog and what lies over the page behind it; stands there only while the dialog is open. When it
 * closes, the focus is where it was before: Radix gives it back only to a trigger of its own, and these dialogs are opened
 * by the URL, by menus and by keys.
 */
export function DialogContent(props: ComponentProps<typeof Radix.Content>) {
  // At once, and not inside of the portal: that comes when a menu, or the dialog before, has gone with the focus.
  const [before] = useState(focusedNow);
  const giveBack = (event: Event) => {
    event.preventDefault();
    const target = [before, opener].find((element) => element?.isConnected === true);
    const other = document.querySelector(openDialogs);
    if (target !== undefined && (other === null || other.contains(target))) target.focus();
  };
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(8_16_18/0.45)] fade" />
      <Radix.Content {...props} onCloseAutoFocus={giveBack} />
    </Radix.Portal>
  );
}
