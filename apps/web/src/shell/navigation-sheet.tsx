'use client';
import { Dialog as Radix } from 'radix-ui';
import { DialogContent } from '../ui/dialog-content.tsx';
import { NavigationList } from './navigation-list.tsx';

/** The navigation on a phone. */
export function NavigationSheet({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {open && (
        <DialogContent
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-[min(260px,82vw)] flex-col border-r border-line bg-raised shadow-raised outline-none slide-in-left"
        >
          <Radix.Title className="sr-only">Navigation</Radix.Title>
          <NavigationList onGo={() => onOpenChange(false)} />
        </DialogContent>
      )}
    </Radix.Root>
  );
}
