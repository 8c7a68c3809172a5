'use client';
import { useEffect, useRef } from 'react';
import type { Column } from './column.ts';

/** Which rows of a table are chosen, by their keys, and how that changes. */
export type Selection<Row> = {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  /** The row's name, for assistive technology. */
  readonly nameOf: (row: Row) => string;
  /** Rows that cannot be chosen have no box. */
  readonly mayChoose?: (row: Row) => boolean;
};

function toggled(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

const boxClasses = 'size-3.5 accent-accent align-middle';

/** The column that chooses rows. */
export function selectionColumn<Row>(
  { selected, onChange, nameOf, mayChoose = () => true }: Selection<Row>,
  rowKey: (row: Row) => string,
): Column<Row> {
  return {
    id: 'select',
    header: 'Select',
    width: 'w-8',
    phone: 'beside',
    cell: (row) =>
      mayChoose(row) && (
        <input
          type="checkbox"
          aria-label={`Select ${nameOf(row)}`}
          className={boxClasses}
          checked={selected.has(rowKey(row))}
          onChange={() => onChange(toggled(selected, rowKey(row)))}
        />
      ),
  };
}

/** Chooses all rows or none. */
export function SelectAll({
  keys,
  selected,
  onChange,
}: {
  /** Of the rows that can be chosen. */
  readonly keys: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const chosen = keys.filter((key) => selected.has(key)).length;
  const isPart = chosen > 0 && chosen < keys.length;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = isPart;
  }, [isPart]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label="Select all"
      className={boxClasses}
      disabled={keys.length === 0}
      checked={keys.length > 0 && chosen === keys.length}
      onChange={() => onChange(chosen === keys.length ? new Set() : new Set(keys))}
    />
  );
}
