import type { ReactNode } from 'react';

/** Figures side by side. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-[repeat(auto-fit,minmax(132px,1fr))]">
      {children}
    </dl>
  );
}

/** One figure: its name, itself, and what it is compared with or made of. */
export function Stat({
  label,
  note,
  children,
}: {
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="min-w-0 bg-surface px-3.5 py-2.5">
      <dt className="truncate text-xs text-quiet">{label}</dt>
      <dd>
        <div className="truncate text-xl font-semibold tracking-tight tabular">{children}</div>
        <div className="min-h-4.5 truncate text-xs text-quiet">{note}</div>
      </dd>
    </div>
  );
}
