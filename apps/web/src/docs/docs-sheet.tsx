'use client';
import { Menu } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { DocsNavigation } from './docs-navigation.tsx';
import type { DocsGroup } from './outline.ts';

/** The navigation where there is no room for it beside the page. */
export function DocsSheet({ groups }: { readonly groups: readonly DocsGroup[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <IconButton label="Open the navigation" className="lg:hidden">
          <Menu className="size-4.5" aria-hidden="true" />
        </IconButton>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(8_16_18/0.45)] fade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-[min(280px,82vw)] overflow-y-auto border-r border-line bg-raised p-4 shadow-raised outline-none slide-in-left"
        >
          <Dialog.Title className="sr-only">Navigation</Dialog.Title>
          <DocsNavigation groups={groups} onGo={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
