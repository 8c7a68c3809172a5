'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FilterBar } from '../analytics/filter-bar.tsx';
import { useAnalytics } from '../analytics/provider.tsx';
import { ShareMenu } from '../analytics/share-menu.tsx';
import { useSettled } from '../analytics/use-settled.ts';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { CostOverTime } from './cost-over-time.tsx';
import { LatestCalls } from './latest-calls.tsx';
import { NoCallsHere, NoCallsYet } from './no-calls.tsx';
import type { OverviewData } from './overview-data.ts';
import { overviewInput, seriesQuestion } from './queries.ts';
import { TopList } from './top-list.tsx';
import { Totals } from './totals.tsx';
import { TrustStrip } from './trust-strip.tsx';

const refetchMs = 30_000;

function isEmpty({ totals }: OverviewData): boolean {
  return totals.calls === 0 && totals.attempts === 0;
}

function hasNever({ trust }: OverviewData): boolean {
  return trust.recorded === 0 && (trust.pending ?? 0) === 0;
}

/** What happens: what it costs, whether it works, and whether the numbers can be trusted. */
export function Overview() {
  const analytics = useAnalytics();
  const api = useTRPC();
  const { data, isError, error, isPlaceholderData } = useQuery({
    ...api.overview.read.queryOptions(overviewInput(analytics)),
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs,
  });
  const asked = useSettled(analytics, isPlaceholderData);
  let content: ReactNode;
  if (data === undefined && isError) {
    content = (
      <Notice kind="bad" title="The overview could not be read">
        {refusalOf(error).message}
      </Notice>
    );
  } else if (data !== undefined && isEmpty(data) && !isPlaceholderData) {
    content = hasNever(data) ? <NoCallsYet /> : <NoCallsHere />;
  } else {
    content = (
      <div className="grid grid-cols-1 gap-4" aria-busy={data === undefined || isPlaceholderData}>
        <Totals data={data} />
        <CostOverTime data={data} asked={asked} />
        <TrustStrip data={data} />
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <TopList title="Top models" dimension="model" tops={data?.tops.models} />
          <TopList title="Top providers" dimension="provider" tops={data?.tops.providers} />
          <TopList title="Top keys" dimension="key" tops={data?.tops.keys} />
          <TopList title="Top members" dimension="member" tops={data?.tops.members} />
        </div>
        <LatestCalls />
      </div>
    );
  }
  return (
    <Page title="Overview">
      <FilterBar
        dimensions={['model', 'provider', 'route', 'key', 'member', 'status', 'source']}
        controls={['group']}
        share={<ShareMenu question={seriesQuestion(analytics)} csv="usage.csv" />}
      />
      {content}
    </Page>
  );
}
