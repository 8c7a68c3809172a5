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
      <header className="flex flex-col gap-x-4 gap-y-2 sm:flex-row sm:items-start">
        <div className="min-w-0 grow">
          <h1 className="text-xl">{title}</h1>
          {description !== undefined && <p className="mt-0.5 max-w-[72ch] text-sm text-quiet">{description}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2 sm:justify-end">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
