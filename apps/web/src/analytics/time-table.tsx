'use client';
import { type ReactNode, useState } from 'react';
import type { Bucket } from '../charts/buckets.ts';
import type { ChartTime } from '../charts/plot.tsx';
import { bucketName } from '../charts/time-ticks.ts';
import { formatCount } from '../format/number.ts';
import { Button } from '../ui/button.tsx';

/** A step of time, its place among all, and what it is called. */
export type TimeRow = { readonly bucket: Bucket; readonly nth: number; readonly name: string };

export type TimeColumn = {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: TimeRow) => ReactNode;
};

const rowsAtFirst = 62;
/** What scrolls sideways must be reachable by keyboard, also where the browser does not see to it. */
const reachable = { tabIndex: 0 };
const stickyClasses = 'sticky left-0 z-10 bg-surface text-left whitespace-nowrap';

/** The numbers of a chart over time, the newest first. */
export function TimeTable({
  label,
  time,
  columns,
}: {
  readonly label: string;
  readonly time: ChartTime;
  readonly columns: readonly TimeColumn[];
}) {
  const [isWhole, setIsWhole] = useState(false);
  const rows = time.buckets.map((bucket, nth) => ({ bucket, nth, name: bucketName(bucket, time) })).reverse();
  const shown = isWhole ? rows : rows.slice(0, rowsAtFirst);
  return (
    <div>
      <section
        className="relative overflow-x-auto focus-visible:outline-offset-[-2px]"
        aria-label={label}
        {...reachable}
      >
        <table className="w-full border-collapse text-sm" aria-label={label}>
          <thead>
            <tr className="border-b border-line text-xs text-quiet">
              <th scope="col" className={`${stickyClasses} h-9 px-4 font-medium`}>
                Time
              </th>
              {columns.map((column) => (
                <th key={column.id} scope="col" className="h-9 max-w-40 truncate px-3 text-right font-medium last:pr-4">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.bucket.atMs} className="border-b border-line last:border-0">
                <th scope="row" className={`${stickyClasses} px-4 font-normal tabular`}>
                  {row.name}
                </th>
                {columns.map(({ id, cell }) => (
                  <td key={id} className="h-9 px-3 text-right whitespace-nowrap last:pr-4">
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > shown.length && (
        <div className="border-t border-line p-2 text-center">
          <Button size="sm" look="quiet" onClick={() => setIsWhole(true)}>
            Show all {formatCount(rows.length)} rows
          </Button>
        </div>
      )}
    </div>
  );
}
