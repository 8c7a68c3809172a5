import type { ReactNode } from 'react';

/** Figures side by side. */
export function Stats({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <dl aria-label={label} className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
      {children}
    </dl>
  );
}

/** One figure: its name, itself, how it changed, and what it is made of. */
export function Stat({
  label,
  delta,
  note,
  children,
}: {
  readonly label: ReactNode;
  readonly delta?: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="min-w-0 flex-[1_1_136px] bg-surface px-3.5 py-2.5">
      <dt className="truncate text-xs text-quiet">{label}</dt>
      <dd>
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-xl font-semibold tracking-tight tabular">{children}</span>
          {delta}
        </div>
        {note !== undefined && <div className="min-h-4.5 truncate text-xs text-quiet tabular">{note}</div>}
      </dd>
    </div>
  );
}
