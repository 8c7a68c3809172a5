import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A group of things that belong together, with its heading and what can be done with it. */
export function Card({
  title,
  description,
  actions,
  children,
  className,
  flush = false,
}: {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  /** Without padding, for tables and charts that reach the border. */
  readonly flush?: boolean;
}) {
  return (
    <section className={clsx('min-w-0 rounded-lg border border-line bg-surface', flush && 'overflow-clip', className)}>
      {title !== undefined && (
        <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
          <div className="min-w-0 flex-1">
            <h2 className="text-base font-semibold">{title}</h2>
            {description !== undefined && <p className="text-xs text-quiet">{description}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={clsx(!flush && 'p-4')}>{children}</div>
    </section>
  );
}
