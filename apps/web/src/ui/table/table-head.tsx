import type { Column } from './column.ts';
import { headClasses } from './column.ts';
import { HeaderCell } from './header-cell.tsx';
import { SelectAll, type Selection } from './selection.tsx';
import type { ShownRow } from './virtual-rows.tsx';

/** What the head asks of the table of one column: how it is sorted, and to sort by it. */
export type SortableColumn = {
  getIsSorted(): false | 'asc' | 'desc';
  toggleSorting(): void;
};

/** The header row: what is sorted by, and the box that chooses all rows. */
export function TableHead<Row>({
  columns,
  rows,
  selection,
  columnOf,
  isWide,
}: {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly ShownRow<Row>[];
  readonly selection: Selection<Row> | undefined;
  readonly columnOf: (id: string) => SortableColumn | undefined;
  /** The table's box scrolls sideways for longer. */
  readonly isWide: boolean;
}) {
  const { mayChoose = () => true } = selection ?? {};
  const keys = rows.flatMap(({ id, original }) => (mayChoose(original) ? [id] : []));
  return (
    <thead className={headClasses[isWide ? 'wide' : 'usual']}>
      <tr className="border-b border-line">
        {selection !== undefined && (
          <HeaderCell header="Select" width="w-8">
            <SelectAll keys={keys} selected={selection.selected} onChange={selection.onChange} />
          </HeaderCell>
        )}
        {columns.map(({ id, header, isHeaderHidden, align, width, sortBy }) => (
          <HeaderCell
            key={id}
            header={header}
            align={align}
            width={width}
            sorted={columnOf(id)?.getIsSorted() ?? false}
            onSort={sortBy === undefined ? undefined : () => columnOf(id)?.toggleSorting()}
          >
            {isHeaderHidden === true ? <span className="sr-only">{header}</span> : undefined}
          </HeaderCell>
        ))}
      </tr>
    </thead>
  );
}
