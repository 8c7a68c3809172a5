'use client';
import { useMemo } from 'react';
import { chartTime } from '../analytics/chart-time.ts';
import type { UsageReport } from '../analytics/figures.ts';
import { Numbers } from '../analytics/numbers.tsx';
import type { Analytics } from '../analytics/provider.tsx';
import { stackOf } from '../analytics/stack.ts';
import { StackChart } from '../analytics/stack-chart.tsx';
import { StackTable } from '../analytics/stack-table.tsx';
import { useStack } from '../analytics/use-stack.ts';
import { ChartSkeleton } from '../charts/chart-skeleton.tsx';
import { Card } from '../ui/card.tsx';

const noData: UsageReport['data'] = [];
const noCuts: UsageReport['intervals'] = [];

/** Calls that did not succeed, over time, by how they ended. `asked` is what `report` answers. */
export function OutcomesCard({
  report,
  asked,
}: {
  readonly report: UsageReport | undefined;
  readonly asked: Analytics;
}) {
  const [cuts, data] = [report?.intervals ?? noCuts, report?.data ?? noData];
  const time = useMemo(() => chartTime(cuts, asked), [cuts, asked]);
  const stack = useMemo(() => {
    const lines = data
      .filter(({ group, calls }) => group['status'] !== 'succeeded' && calls > 0)
      .map((line) => ({ at: line.at, value: line.group['status'] ?? null, figures: line }));
    return stackOf(lines, { buckets: time.buckets, measure: 'calls' });
  }, [data, time]);
  const drawn = useStack(stack, 'status', 'calls');
  return (
    <Card title="Calls that did not succeed" description="By how they ended. Click a bar for its calls.">
      {report === undefined ? (
        <ChartSkeleton height="h-48" />
      ) : stack.layers.length === 0 ? (
        <p className="grid h-48 place-items-center text-sm text-quiet">Every call in this time succeeded.</p>
      ) : (
        <>
          <StackChart
            label="that did not succeed, by status"
            height="h-48"
            isHalf
            measure="calls"
            totals={stack.totals}
            within={{ butFor: ['status', ['succeeded']] }}
            {...{ time, drawn }}
          />
          <Numbers>
            <StackTable measure="calls" within={{ butFor: ['status', ['succeeded']] }} {...{ time, stack, drawn }} />
          </Numbers>
        </>
      )}
    </Card>
  );
}
