import type { ReactNode } from 'react';

export type Figure = { readonly label: string; readonly value: ReactNode; readonly note?: ReactNode };

/** Figures side by side, each with its label. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-4">
      {figures.map(({ label, value, note }) => (
        <div key={label} className="grid content-start gap-0.5">
          <dt className="text-xs text-quiet">{label}</dt>
          <dd>
            <span className="text-lg font-semibold tabular">{value}</span>
            {note !== undefined && <span className="block text-xs text-quiet">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
