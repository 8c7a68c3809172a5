'use client';
import { useMemo } from 'react';
import { addFigures, type Figures, noFigures, type UsageReport } from '../analytics/figures.ts';
import { MeasureChoice } from '../analytics/measure-choice.tsx';
import type { Stack } from '../analytics/stack.ts';
import { pointsOf } from '../analytics/stack.ts';
import { StackChart } from '../analytics/stack-chart.tsx';
import type { Measure } from '../analytics/state.ts';
import type { DrawnStack } from '../analytics/use-stack.ts';
import { ChartSkeleton } from '../charts/chart-skeleton.tsx';
import type { ChartTime } from '../charts/plot.tsx';
import { Card } from '../ui/card.tsx';

export type CostChartProps = {
  readonly label: string;
  /** Undefined while on the way. */
  readonly time: ChartTime | undefined;
  readonly stack: Stack;
  readonly drawn: DrawnStack;
  readonly measure: Measure;
  readonly total: Figures | undefined;
  /** The period before, over time, when it is compared with. */
  readonly ghosts: UsageReport | undefined;
};

const hints: Readonly<Record<Measure, string>> = {
  cost: 'Click a bar for its calls, drag over the chart to zoom.',
  simulated: 'What calls to the sandbox would have cost. It is no money and in no sum of money.',
  calls: 'Calls by the model that answered. Click a bar for them, drag over the chart to zoom.',
  tokens: 'In, from cache and out. Click a bar for the calls, drag over the chart to zoom.',
};

/** The period before at the places of this one: its first interval at the first. */
function ghostFigures(report: UsageReport): Figures[] {
  const byTime = Map.groupBy(report.data, ({ at }) => at);
  return report.intervals.map(({ at }) => {
    const lines = byTime.get(at);
    return lines === undefined ? noFigures : addFigures(lines);
  });
}

/** The stack of a measure over time. */
export function CostChart({ label, time, stack, drawn, measure, total, ghosts }: CostChartProps) {
  const previous = useMemo(
    () => (ghosts === undefined ? undefined : pointsOf(ghostFigures(ghosts), measure)),
    [ghosts, measure],
  );
  return (
    <Card title="Over time" description={hints[measure]} actions={<MeasureChoice total={total} measure={measure} />}>
      {time === undefined ? (
        <ChartSkeleton height="h-64" />
      ) : (
        <StackChart height="h-64" {...{ label, time, drawn, measure, previous }} totals={stack.totals} />
      )}
    </Card>
  );
}
