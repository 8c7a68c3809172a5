'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { chartTime } from '../analytics/chart-time.ts';
import { FilterBar } from '../analytics/filter-bar.tsx';
import { useAnalytics } from '../analytics/provider.tsx';
import { ShareMenu } from '../analytics/share-menu.tsx';
import { useSettled } from '../analytics/use-settled.ts';
import { ChartGroup } from '../charts/hover.tsx';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ErrorsCard } from './errors-card.tsx';
import { HeatCard } from './heat-card.tsx';
import { LatencyCard } from './latency-card.tsx';
import { ModelsCard } from './models-card.tsx';
import { OutcomesCard } from './outcomes-card.tsx';
import { PerformanceTotals } from './performance-totals.tsx';
import {
  errorsInput,
  latencyByModelInput,
  latencyInput,
  latencyTotalInput,
  outcomesByModelInput,
  outcomesInput,
  performanceDimensions,
} from './queries.ts';

const keep = { placeholderData: keepPreviousData } as const;

/** How long calls take, and how they end. */
export function Performance() {
  const analytics = useAnalytics();
  const { usage, calls } = useTRPC();
  const latency = useQuery({ ...usage.latency.queryOptions(latencyInput(analytics)), ...keep });
  const total = useQuery({ ...usage.latency.queryOptions(latencyTotalInput(analytics)), ...keep });
  const outcomes = useQuery({ ...usage.organization.queryOptions(outcomesInput(analytics)), ...keep });
  const byModel = useQuery({ ...usage.latency.queryOptions(latencyByModelInput(analytics)), ...keep });
  const outcomesByModel = useQuery({ ...usage.organization.queryOptions(outcomesByModelInput(analytics)), ...keep });
  const errors = useQuery({ ...calls.errors.queryOptions(errorsInput(analytics)), ...keep });
  const asked = useSettled(analytics, latency.isPlaceholderData);
  const time = useMemo(() => chartTime(latency.data?.intervals ?? [], asked), [latency.data, asked]);
  const askedOutcomes = useSettled(analytics, outcomes.isPlaceholderData);
  const question = { path: '/latency', fields: withoutFlags(latencyInput(analytics)) } as const;
  const failed = [latency, total, outcomes, byModel, outcomesByModel, errors].find(
    ({ isError, data }) => isError && data === undefined,
  );
  return (
    <Page title="Performance">
      <FilterBar dimensions={performanceDimensions} controls={['interval']} share={<ShareMenu question={question} />} />
      {failed !== undefined && (
        <Notice kind="bad" title="A part of this page could not be read">
          {refusalOf(failed.error).message}
        </Notice>
      )}
      <PerformanceTotals latency={total.data} outcomes={outcomes.data} />
      <ChartGroup>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <LatencyCard metric="duration" report={latency.data} time={time} />
          <LatencyCard metric="firstToken" report={latency.data} time={time} />
        </div>
        <ModelsCard outcomes={outcomesByModel.data?.data} latencies={byModel.data?.data} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <HeatCard />
          <OutcomesCard report={outcomes.data} asked={askedOutcomes} />
        </div>
      </ChartGroup>
      <ErrorsCard errors={errors.data} calls={outcomes.data?.total.calls ?? 0} />
    </Page>
  );
}

/** The fields of a request without those that are no text. */
function withoutFlags({ histogram: _, ...fields }: ReturnType<typeof latencyInput>) {
  return { ...fields, histogram: 'false' };
}
