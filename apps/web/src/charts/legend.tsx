'use client';
import clsx from 'clsx';

export type LegendItem = { readonly id: string; readonly label: string; readonly colour: string };

/** What the colours stand for. A press hides a series or shows it again. */
export function Legend({
  items,
  hidden,
  onToggle,
  mark = 'square',
}: {
  readonly items: readonly LegendItem[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly mark?: 'square' | 'line';
}) {
  return (
    <ul className="flex flex-wrap gap-x-1 gap-y-0.5" aria-label="Series">
      {items.map(({ id, label, colour }) => (
        <li key={id} className="min-w-0">
          <button
            type="button"
            aria-pressed={!hidden.has(id)}
            onClick={() => onToggle(id)}
            className={clsx(
              'flex max-w-52 items-center gap-1.5 rounded-sm px-1.5 py-0.5 text-xs hover:bg-hover',
              hidden.has(id) ? 'text-faint line-through' : 'text-quiet',
            )}
          >
            <Mark colour={hidden.has(id) ? 'var(--line-strong)' : colour} shape={mark} />
            <span className="truncate">{label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The sign of a series beside its name. */
export function Mark({ colour, shape = 'square' }: { readonly colour: string; readonly shape?: 'square' | 'line' }) {
  return (
    <span
      aria-hidden="true"
      className={clsx('w-2.5 shrink-0', shape === 'line' ? 'h-0.5 rounded-full' : 'h-2.5 rounded-[2px]')}
      style={{ background: colour }}
    />
  );
}
