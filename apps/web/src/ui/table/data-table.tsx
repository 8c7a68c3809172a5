'use client';
import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import clsx from 'clsx';
import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo } from 'react';
import { BodyRow, SkeletonRows } from './body-row.tsx';
import type { Column } from './column.ts';
import { ColumnMenu } from './column-menu.tsx';
import { type Selection, selectionColumn } from './selection.tsx';
import { TableHead } from './table-head.tsx';
import { type ShownRow, VirtualRows } from './virtual-rows.tsx';

export type DataTableProps<Row> = {
  /** What the table holds, for screen readers. */
  readonly label: string;
  /** Kept outside of the component, or memoized. */
  readonly columns: readonly Column<Row>[];
  /** Undefined while on the way. */
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  /** Makes each row a link. */
  readonly rowHref?: (row: Row) => string;
  /** Runs instead of a link. */
  readonly onRow?: (row: Row) => void;
  readonly empty: ReactNode;
  readonly skeletonRows?: number;
  /** A last row that is not sorted with the others: what they come to. */
  readonly total?: Row | undefined;
  /** Above the rows, beside the choice of columns: what they come to, what can be done. There without rows as well. */
  readonly bar?: ReactNode;
  /** Below the rows: notes, or "load more". */
  readonly footer?: ReactNode;
  readonly initialSort?: { readonly id: string; readonly desc: boolean };
  /** Columns keep the widths that they name, so that nothing moves while a long table scrolls; the others share the rest. */
  readonly isFixed?: boolean;
  /** Lets rows be chosen, for what is done to several at once. */
  readonly selection?: Selection<Row>;
};

/** So many columns fit without scrolling sideways where the header sticks. */
const columnsFitting = 9;
/** From so many rows on, only those in view are in the document. */
const virtualFrom = 120;

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});

function useRows<Row extends object>({ columns, rows, rowKey, initialSort }: DataTableProps<Row>) {
  const defined = useMemo(
    () =>
      columns.map(({ id, header, sortBy, choice }) => ({
        id,
        header,
        accessorFn: (row: Row) => sortBy?.(row) ?? undefined,
        enableSorting: sortBy !== undefined,
        enableHiding: choice !== undefined,
        sortUndefined: 'last' as const,
      })),
    [columns],
  );
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const hidden = columns.filter(({ choice }) => choice === 'hidden');
  return useTable({
    features,
    columns: defined,
    data,
    getRowId: rowKey,
    initialState: {
      sorting: initialSort === undefined ? [] : [{ ...initialSort }],
      columnVisibility: Object.fromEntries(hidden.map(({ id }) => [id, false])),
    },
  });
}

function TableBar({ bar, children }: { readonly bar: ReactNode; readonly children: ReactNode }) {
  if (bar === undefined && children === false) return null;
  return (
    <div className={clsx('flex items-start gap-2 px-2 pt-1.5', bar === undefined && 'justify-end max-sm:hidden')}>
      {bar !== undefined && <div className="min-w-0 flex-1 px-2 pb-1.5">{bar}</div>}
      <div className="max-sm:hidden">{children}</div>
    </div>
  );
}

function TableRows<Row>({
  rows,
  columns,
  openerOf,
  skeletonRows,
}: {
  readonly rows: readonly ShownRow<Row>[] | undefined;
  readonly columns: readonly Column<Row>[];
  readonly openerOf: (row: Row) => (() => void) | undefined;
  readonly skeletonRows: number;
}) {
  if (rows !== undefined && rows.length > virtualFrom)
    return <VirtualRows rows={rows} columns={columns} openerOf={openerOf} />;
  return (
    <tbody className="max-sm:block">
      {rows === undefined ? (
        <SkeletonRows columns={columns} count={skeletonRows} />
      ) : (
        rows.map(({ id, original }) => <BodyRow key={id} row={original} columns={columns} open={openerOf(original)} />)
      )}
    </tbody>
  );
}

/** A table: sorted, with a sticky header, rows as links, arrows between rows; on a phone a list. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    rowHref,
    onRow,
    empty,
    skeletonRows = 6,
    total,
    bar,
    footer,
    isFixed = false,
    selection,
  } = props;
  const router = useRouter();
  const table = useRows(props);
  const isVisible = (id: string) => table.getColumn(id)?.getIsVisible() ?? true;
  const shown = columns.filter(({ id }) => isVisible(id));
  const visible = selection === undefined ? shown : [selectionColumn(selection, rowKey), ...shown];
  const chosen = columns.filter(({ choice }) => choice !== undefined);
  const openerOf = (row: Row) => {
    if (onRow !== undefined) return () => onRow(row);
    return rowHref === undefined ? undefined : () => router.push(rowHref(row));
  };
  const head = (
    <TableBar bar={bar}>
      {chosen.length > 0 && rows?.length !== 0 && (
        <ColumnMenu
          columns={chosen}
          isVisible={isVisible}
          onChange={(id, shown) => table.getColumn(id)?.toggleVisibility(shown)}
        />
      )}
    </TableBar>
  );
  if (rows?.length === 0)
    return (
      <>
        {head}
        {empty}
      </>
    );
  const shownRows = table.getRowModel().rows;
  const isWide = visible.length > columnsFitting;
  return (
    <div className="min-w-0">
      {head}
      <div className={clsx('relative sm:overflow-x-auto', isWide ? '2xl:overflow-visible' : 'xl:overflow-visible')}>
        <table
          className={clsx('w-full border-collapse text-sm max-sm:block', isFixed && 'lg:table-fixed')}
          aria-label={label}
          aria-busy={rows === undefined}
          aria-rowcount={shownRows.length > virtualFrom ? shownRows.length + 1 : undefined}
        >
          <TableHead
            columns={shown}
            rows={shownRows}
            selection={selection}
            columnOf={(id) => table.getColumn(id)}
            isWide={isWide}
          />
          <TableRows
            rows={rows === undefined ? undefined : shownRows}
            columns={visible}
            openerOf={openerOf}
            skeletonRows={skeletonRows}
          />
          {total !== undefined && (
            <tfoot className="border-t border-line-strong font-medium max-sm:block">
              <BodyRow row={total} columns={visible} open={undefined} />
            </tfoot>
          )}
        </table>
      </div>
      {footer}
    </div>
  );
}
