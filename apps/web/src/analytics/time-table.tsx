'use client';
import { useState } from 'react';
import type { ChartTime } from '../charts/plot.tsx';
import { bucketName } from '../charts/time-ticks.ts';
import { formatCount } from '../format/number.ts';
import { Button } from '../ui/button.tsx';
import type { Part } from './drill.ts';
import { type Figures, noFigures, textOf } from './figures.ts';
import { NumberLink } from './number-link.tsx';
import type { Measure } from './state.ts';

export type TimeColumn = {
  readonly id: string;
  readonly label: string;
  readonly figures: readonly Figures[];
  readonly part: Part;
};

const rowsAtFirst = 62;
const cellClasses = 'h-9 px-3 text-right whitespace-nowrap';
const stickyClasses = 'sticky left-0 z-10 bg-surface text-left font-normal whitespace-nowrap';

/** The numbers of a chart over time, each with the calls behind it; the newest first. */
export function TimeTable({
  label,
  time,
  columns,
  measure,
}: {
  readonly label: string;
  readonly time: ChartTime;
  readonly columns: readonly TimeColumn[];
  readonly measure: Measure;
}) {
  const [isWhole, setIsWhole] = useState(false);
  const rows = time.buckets.map((bucket, nth) => ({ bucket, nth, name: bucketName(bucket, time) })).reverse();
  const shown = isWhole ? rows : rows.slice(0, rowsAtFirst);
  return (
    <div>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-sm" aria-label={label}>
          <thead>
            <tr className="border-b border-line text-xs text-quiet">
              <th scope="col" className={`${stickyClasses} h-9 px-4 font-medium`}>
                Time
              </th>
              {columns.map((column) => (
                <th key={column.id} scope="col" className="h-9 max-w-40 truncate px-3 text-right font-medium">
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ bucket, nth, name }) => (
              <tr key={bucket.atMs} className="border-b border-line last:border-0">
                <th scope="row" className={`${stickyClasses} px-4 tabular`}>
                  {name}
                </th>
                {columns.map(({ id, label: of, figures, part }) => (
                  <td key={id} className={cellClasses}>
                    <Cell
                      figures={figures[nth] ?? noFigures}
                      measure={measure}
                      part={{ ...part, span: bucket }}
                      label={`${of}, ${name}`}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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

function Cell({
  figures,
  measure,
  part,
  label,
}: {
  readonly figures: Figures;
  readonly measure: Measure;
  readonly part: Part;
  readonly label: string;
}) {
  const text = textOf(measure, figures);
  if (figures.attempts === 0 && figures.calls === 0) return <span className="text-faint">{text}</span>;
  return (
    <NumberLink part={part} label={label}>
      {text}
    </NumberLink>
  );
}
