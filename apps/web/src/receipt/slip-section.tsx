import clsx from 'clsx';
import type { ReactNode } from 'react';

/** Where the tear line meets the edge. */
function Notch({ side }: { readonly side: 'left' | 'right' }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'absolute -top-[7px] size-3.5 rounded-full border border-line-strong bg-ground print:hidden',
        // Only the half inside of the slip, over its border.
        side === 'left' ? '-left-2 [clip-path:inset(0_0_0_50%)]' : '-right-2 [clip-path:inset(0_50%_0_0)]',
      )}
    />
  );
}

/** A part of the slip, with its heading; the tear line above it belongs to it. */
export function SlipSection({
  title,
  aside,
  children,
  className,
}: {
  readonly title: string;
  /** At the end of the heading's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <section
      className={clsx('relative grid grid-cols-1 gap-3 border-t border-dashed border-line-strong px-5 py-4', className)}
    >
      <Notch side="left" />
      <Notch side="right" />
      <header className="flex items-baseline justify-between gap-4">
        <h2 className="text-sm font-semibold">{title}</h2>
        {aside !== undefined && <span className="text-xs text-quiet">{aside}</span>}
      </header>
      {children}
    </section>
  );
}
