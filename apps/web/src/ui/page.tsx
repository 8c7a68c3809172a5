import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A page inside the frame: its one heading, what can be done, and its content. */
export function Page({
  title,
  description,
  actions,
  children,
  width = 'wide',
}: {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** `narrow` for forms and text. */
  readonly width?: 'wide' | 'narrow';
}) {
  return (
    <div
      className={clsx(
        'mx-auto grid w-full grid-cols-1 gap-4 px-4 pt-5 pb-16 sm:px-6',
        width === 'narrow' ? 'max-w-3xl' : 'max-w-[1440px]',
      )}
    >
      <header>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <h1 className="min-w-0 shrink grow basis-48 text-xl">{title}</h1>
          {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {description !== undefined && <p className="mt-0.5 max-w-[72ch] text-sm text-quiet">{description}</p>}
      </header>
      {children}
    </div>
  );
}
