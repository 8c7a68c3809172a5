'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { BodyRow } from './body-row.tsx';
import type { Column } from './column.ts';

export type ShownRow<Row> = { readonly id: string; readonly original: Row };

const rowPx = 41;
const overscanRows = 12;

function Gap({ heightPx }: { readonly heightPx: number }) {
  return heightPx > 0 && <tr className="max-sm:block" style={{ height: heightPx }} />;
}

/** The body of a long table: only the rows near the window's view are in the document. */
export function VirtualRows<Row>({
  rows,
  columns,
  openerOf,
}: {
  readonly rows: readonly ShownRow<Row>[];
  readonly columns: readonly Column<Row>[];
  readonly openerOf: (row: Row) => (() => void) | undefined;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current !== null) setTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => rowPx,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: overscanRows,
    scrollMargin: top,
    // What the server renders, before there is a window.
    initialRect: { width: 1280, height: 800 },
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  return (
    <tbody ref={body} className="max-sm:block">
      <Gap heightPx={first === undefined ? 0 : first.start - top} />
      {items.map(({ index, key }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const place = { index, measure: virtualizer.measureElement };
        return <BodyRow key={key} row={row.original} columns={columns} open={openerOf(row.original)} place={place} />;
      })}
      <Gap heightPx={last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - top)} />
    </tbody>
  );
}
