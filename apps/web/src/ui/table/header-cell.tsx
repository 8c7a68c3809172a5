import clsx from 'clsx';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';

type Sorted = false | 'asc' | 'desc';

const icons = { asc: ArrowUp, desc: ArrowDown, none: ChevronsUpDown } as const;
const order = { asc: 'ascending', desc: 'descending' } as const;

/** The header of a column, which sorts by it where it can be sorted. */
export function HeaderCell({
  header,
  align = 'left',
  width,
  sorted = false,
  onSort,
  children,
}: {
  readonly header: string;
  readonly align?: 'left' | 'right' | undefined;
  readonly width?: string | undefined;
  readonly sorted?: Sorted;
  /** Absent where the column is not sorted. */
  readonly onSort?: (() => void) | undefined;
  /** In place of the words. */
  readonly children?: ReactNode;
}) {
  const Icon = icons[sorted === false ? 'none' : sorted];
  return (
    <th
      scope="col"
      aria-sort={sorted === false ? undefined : order[sorted]}
      className={clsx(
        'h-9 px-3 text-xs font-medium whitespace-nowrap text-quiet first:pl-4 last:pr-4',
        align === 'right' ? 'text-right' : 'text-left',
        width,
      )}
    >
      {onSort === undefined ? (
        (children ?? header)
      ) : (
        <button
          type="button"
          className={clsx(
            'inline-flex items-center gap-1 rounded-sm hover:text-text',
            align === 'right' && 'flex-row-reverse',
          )}
          onClick={onSort}
        >
          {header}
          <Icon aria-hidden="true" className={clsx('size-3', sorted === false && 'opacity-50')} />
        </button>
      )}
    </th>
  );
}
