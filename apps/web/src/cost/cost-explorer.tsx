'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { chartTime } from '../analytics/chart-time.ts';
import { dimensionWords } from '../analytics/dimensions.ts';
import { FilterBar } from '../analytics/filter-bar.tsx';
import { useMeasure } from '../analytics/measure-choice.tsx';
import { useAnalytics } from '../analytics/provider.tsx';
import { ShareMenu } from '../analytics/share-menu.tsx';
import { stackOf } from '../analytics/stack.ts';
import { useSettled } from '../analytics/use-settled.ts';
import { useStack } from '../analytics/use-stack.ts';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { CostChart } from './cost-chart.tsx';
import { CostTables } from './cost-tables.tsx';
import { CostTotals } from './cost-totals.tsx';
import { costInput, ghostInput, previousInput } from './queries.ts';

const refetchMs = 60_000;

/** What calls cost: by whom and by what, over time and in sum. */
export function CostExplorer() {
  const analytics = useAnalytics();
  const { state } = analytics;
  const api = useTRPC();
  const keep = { placeholderData: keepPreviousData, refetchInterval: refetchMs } as const;
  const now = useQuery({ ...api.usage.organization.queryOptions(costInput(analytics)), ...keep });
  const before = useQuery({ ...api.usage.organization.queryOptions(previousInput(analytics)), ...keep });
  const ghosts = useQuery({
    ...api.usage.organization.queryOptions(ghostInput(analytics)),
    ...keep,
    enabled: state.compare,
  });
  const measure = useMeasure(now.data?.total);
  const shown = useSettled(analytics, now.isPlaceholderData);
  const { group } = shown.state;
  const time = useMemo(() => chartTime(now.data?.intervals ?? [], shown), [now.data, shown]);
  const stack = useMemo(() => {
    const lines = (now.data?.data ?? []).map((line) => {
      return { at: line.at, value: line.group[group] ?? null, figures: line };
    });
    return stackOf(lines, { buckets: time.buckets, measure });
  }, [now.data, time, measure, group]);
  const drawn = useStack(stack, group, measure);
  const question = { path: '/usage', fields: costInput(analytics) } as const;
  const words = dimensionWords[group];
  return (
    <Page title="Cost" description="Every number opens the calls behind it, and they add up to it to the last digit.">
      <FilterBar
        dimensions={['model', 'provider', 'route', 'key', 'member', 'status', 'source']}
        controls={['compare', 'interval', 'group']}
        share={<ShareMenu question={question} csv="usage.csv" />}
      />
      {now.isError && now.data === undefined ? (
        <Notice kind="bad" title="The cost could not be read">
          {refusalOf(now.error).message}
        </Notice>
      ) : (
        <div className="grid grid-cols-1 gap-4" aria-busy={now.isPlaceholderData || now.isPending}>
          <CostTotals now={now.data?.total} before={before.data?.total} />
          <CostChart
            label={`by ${words.one.toLowerCase()}`}
            time={now.data === undefined ? undefined : time}
            {...{ stack, drawn, measure }}
            total={now.data?.total}
            ghosts={state.compare ? ghosts.data : undefined}
          />
          <CostTables
            group={group}
            lines={now.data?.data}
            before={before.data?.data}
            {...{ time, stack, drawn, measure }}
          />
        </div>
      )}
    </Page>
  );
}
