'use client';
import { useMemo } from 'react';
import { chartTime } from '../analytics/chart-time.ts';
import { dimensionWords } from '../analytics/dimensions.ts';
import { measureWords } from '../analytics/figures.ts';
import { MeasureChoice, useMeasure } from '../analytics/measure-choice.tsx';
import { Numbers } from '../analytics/numbers.tsx';
import type { Analytics } from '../analytics/provider.tsx';
import { stackOf } from '../analytics/stack.ts';
import { StackChart } from '../analytics/stack-chart.tsx';
import { StackTable } from '../analytics/stack-table.tsx';
import { useStack } from '../analytics/use-stack.ts';
import { ChartSkeleton } from '../charts/chart-skeleton.tsx';
import { Card } from '../ui/card.tsx';
import type { OverviewData } from './overview-data.ts';

const noPoints: OverviewData['stacked'] = [];
const noCuts: OverviewData['intervals'] = [];

/** Cost, or what else was counted, over time by the group. `asked` is what `data` answers. */
export function CostOverTime({ data, asked }: { readonly data: OverviewData | undefined; readonly asked: Analytics }) {
  const { group } = asked.state;
  const measure = useMeasure(data?.totals);
  const [cuts, points] = [data?.intervals ?? noCuts, data?.stacked ?? noPoints];
  const time = useMemo(() => chartTime(cuts, asked), [cuts, asked]);
  const stack = useMemo(() => stackOf(points, { buckets: time.buckets, measure }), [points, time, measure]);
  const drawn = useStack(stack, group, measure);
  const label = `by ${dimensionWords[group].one.toLowerCase()}`;
  const title = measure === 'simulated' ? 'Simulated cost' : measureWords[measure];
  return (
    <Card
      title={`${title} ${label}`}
      actions={<MeasureChoice total={data?.totals} measure={measure} />}
      {...(measure === 'simulated' ? { description: 'By the sandbox: no money, and in no sum of money.' } : {})}
    >
      {data === undefined ? (
        <ChartSkeleton height="h-44" />
      ) : (
        <>
          <StackChart height="h-44" {...{ label, time, drawn, measure }} totals={stack.totals} />
          <Numbers>
            <StackTable {...{ time, stack, drawn, measure }} />
          </Numbers>
        </>
      )}
    </Card>
  );
}
