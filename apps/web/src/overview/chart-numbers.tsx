'use client';
import { useState } from 'react';
import type { Stack } from '../analytics/stack.ts';
import type { Measure } from '../analytics/state.ts';
import { TimeTable } from '../analytics/time-table.tsx';
import type { DrawnStack } from '../analytics/use-stack.ts';
import type { ChartTime } from '../charts/plot.tsx';

/** The numbers of the chart above, on demand. */
export function ChartNumbers({
  time,
  stack,
  drawn,
  measure,
}: {
  readonly time: ChartTime;
  readonly stack: Stack;
  readonly drawn: DrawnStack;
  readonly measure: Measure;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const layers = drawn.layers.map(({ id, label, part, layer }) => ({ id, label, part, figures: layer.figures }));
  const total = { id: 'total', label: 'Total', part: {}, figures: stack.totals };
  return (
    <details
      className="-mx-4 mt-2 -mb-4 border-t border-line"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="px-4 py-1.5 text-xs text-quiet hover:text-text focus-visible:outline-offset-[-2px]">
        The chart in numbers
      </summary>
      {isOpen && <TimeTable label="The chart in numbers" time={time} columns={[total, ...layers]} measure={measure} />}
    </details>
  );
}
