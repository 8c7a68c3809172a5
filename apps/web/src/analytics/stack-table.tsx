'use client';
import type { ChartTime } from '../charts/plot.tsx';
import type { Part } from './drill.ts';
import { exactTextOf, type Figures, noFigures, textOf } from './figures.ts';
import { NumberLink } from './number-link.tsx';
import type { Stack } from './stack.ts';
import type { Measure } from './state.ts';
import { type TimeColumn, TimeTable } from './time-table.tsx';
import type { DrawnStack } from './use-stack.ts';

type Layer = { readonly id: string; readonly label: string; readonly part: Part; readonly figures: readonly Figures[] };

function columnOf({ id, label, part, figures }: Layer, measure: Measure): TimeColumn {
  return {
    id,
    label,
    cell({ bucket, nth, name }) {
      const of = figures[nth] ?? noFigures;
      const text = textOf(measure, of);
      if (of.attempts === 0 && of.calls === 0) return <span className="text-faint">{text}</span>;
      return (
        <NumberLink part={{ ...part, span: bucket }} label={`${label}, ${name}`}>
          <span title={exactTextOf(measure, of)}>{text}</span>
        </NumberLink>
      );
    },
  };
}

/** The numbers of a stack over time, each with the calls behind it. */
export function StackTable({
  time,
  stack,
  drawn,
  measure,
  within = {},
}: {
  readonly time: ChartTime;
  readonly stack: Stack;
  readonly drawn: DrawnStack;
  readonly measure: Measure;
  /** What all of the stack is a part of, when that is not all that the page shows. */
  readonly within?: Part;
}) {
  const layers = drawn.layers.map(({ id, label, part, layer }) => ({ id, label, part, figures: layer.figures }));
  const all = [{ id: 'total', label: 'Total', part: within, figures: stack.totals }, ...layers];
  return <TimeTable label="The chart in numbers" time={time} columns={all.map((layer) => columnOf(layer, measure))} />;
}
