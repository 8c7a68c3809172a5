import clsx from 'clsx';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Skeleton } from '../skeleton.tsx';
import { type Column, cellClasses, phoneClasses, rowClasses } from './column.ts';

const steps: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  ArrowDown: 'nextElementSibling',
  j: 'nextElementSibling',
  ArrowUp: 'previousElementSibling',
  k: 'previousElementSibling',
};

/** Moves the focus between rows with the arrow keys, and opens one with Enter. */
export function onRowKey(event: KeyboardEvent<HTMLTableRowElement>, open: (() => void) | undefined): void {
  if (event.target !== event.currentTarget) return;
  const step = steps[event.key];
  const sibling = step === undefined ? null : event.currentTarget[step];
  if (sibling instanceof HTMLElement) sibling.focus();
  else if (event.key === 'Enter' && open !== undefined) open();
  else return;
  event.preventDefault();
}

/** Controls inside a row keep their own clicks. */
function isOwnControl(event: MouseEvent<HTMLElement>): boolean {
  const { target, currentTarget } = event;
  // What a row's menu or dialog shows stands elsewhere in the document; its events still come by here.
  if (!(target instanceof Element) || !currentTarget.contains(target)) return true;
  return target.closest('a, button, input, select, label') !== null;
}

/** A row; with `open` it can be opened by click and by Enter. */
export function BodyRow<Row>({
  row,
  columns,
  open,
  place,
}: {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly open: (() => void) | undefined;
  /** In a table of which only a part is in the document. */
  readonly place?: { readonly index: number; readonly measure: (row: HTMLTableRowElement | null) => void };
}) {
  return (
    <tr
      ref={place?.measure}
      data-index={place?.index}
      aria-rowindex={place === undefined ? undefined : place.index + 2}
      tabIndex={0}
      onKeyDown={(event) => onRowKey(event, open)}
      onClick={(event) => !isOwnControl(event) && open?.()}
      className={clsx(
        rowClasses,
        'focus-visible:outline-offset-[-2px]',
        open !== undefined && 'cursor-pointer hover:bg-hover',
      )}
    >
      {columns.map((column) => (
        <td
          key={column.id}
          className={clsx(
            cellClasses,
            column.align === 'right' && 'sm:text-right',
            column.phone !== undefined && phoneClasses[column.phone],
          )}
        >
          {column.phone === undefined && (
            <span className="text-quiet sm:hidden" aria-hidden="true">
              {column.header}
            </span>
          )}
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Rows on their way, in the shape of those that will stand there. */
export function SkeletonRows<Row>({
  columns,
  count,
}: {
  readonly columns: readonly Column<Row>[];
  readonly count: number;
}) {
  return Array.from({ length: count }, (_, line) => (
    <tr key={`line-${line + 1}`} className={rowClasses}>
      {columns.map((column) => (
        <td key={column.id} className={clsx(cellClasses, column.phone !== undefined && phoneClasses[column.phone])}>
          <Skeleton className={clsx('h-3.5', column.align === 'right' ? 'ml-auto w-14' : 'w-3/4 max-w-40 min-w-12')} />
        </td>
      ))}
    </tr>
  ));
}
