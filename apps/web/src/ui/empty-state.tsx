import type { ReactNode } from 'react';

/** Says what would be here and gives what makes it so: a button, or a snippet to run. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="mx-auto grid max-w-2xl grid-cols-1 justify-items-center gap-3 px-4 py-10 text-center">
      <p className="text-lg font-semibold">{title}</p>
      {children !== undefined && <div className="grid w-full grid-cols-1 gap-3 text-quiet">{children}</div>}
      {actions !== undefined && <div className="mt-1 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
