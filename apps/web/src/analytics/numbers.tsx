'use client';
import { type ReactNode, useState } from 'react';

/** The numbers of the chart above in the same card, made when they are asked for. */
export function Numbers({ children }: { readonly children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="-mx-4 mt-2 -mb-4 border-t border-line"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="px-4 py-1.5 text-xs text-quiet hover:text-text focus-visible:outline-offset-[-2px]">
        The chart in numbers
      </summary>
      {isOpen && <div className="border-t border-line">{children}</div>}
    </details>
  );
}
