'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { dimensions } from '../analytics/dimensions.ts';
import { FilterBar } from '../analytics/filter-bar.tsx';
import { useAnalytics } from '../analytics/provider.tsx';
import { ShareMenu } from '../analytics/share-menu.tsx';
import { useTRPC } from '../client/api.tsx';
import { rowsOf } from '../client/every-page.ts';
import { LoadFailure } from '../client/load-failure.tsx';
import { nextPage } from '../client/next-page.ts';
import { useUrlField } from '../client/url-field.ts';
import { useStable } from '../client/use-stable.ts';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { CallsTable } from './calls-table.tsx';
import { ListControls } from './list-controls.tsx';
import { LiveToggle } from './live-toggle.tsx';
import { ListEnd } from './load-more.tsx';
import { mergeCalls } from './merge-calls.ts';
import { callsInput, callsQuestion, summaryInput } from './queries.ts';
import { SummaryLine } from './summary-line.tsx';
import { useHold } from './use-hold.ts';
import { useListState } from './use-list-state.ts';
import { useLiveCalls } from './use-live-calls.ts';

const freshMs = 60_000;

function useList() {
  const api = useTRPC();
  const asked = useAnalytics();
  const [list] = useListState();
  const input = useStable(callsInput(asked, list));
  const query = useInfiniteQuery({
    ...api.calls.organization.infiniteQueryOptions(input, nextPage),
    // Going back from a receipt finds the list as it was; what is new comes by following it.
    staleTime: freshMs,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
  return { input, query, listed: rowsOf(query.data) };
}

function useSummary(arrivals: number) {
  const api = useTRPC();
  const queryClient = useQueryClient();
  const asked = useAnalytics();
  const [list] = useListState();
  const input = useStable(summaryInput(asked, list));
  const query = useQuery({ ...api.calls.summary.queryOptions(input), placeholderData: keepPreviousData });
  useEffect(() => {
    if (arrivals > 0) void queryClient.invalidateQueries(api.calls.summary.queryFilter(input));
  }, [arrivals, api, queryClient, input]);
  return query;
}

function CallsList() {
  const [liveField, setLive] = useUrlField('live');
  const isOn = liveField === '1';
  const hold = useHold();
  const { input, query, listed } = useList();
  const live = useLiveCalls({ input: isOn ? input : undefined, listed, isHeld: hold.isHeld });
  const summary = useSummary(live.shown.length + live.waiting.length);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const onLoad = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const calls = listed === undefined ? undefined : mergeCalls(live.shown, listed);
  if (query.isError && calls === undefined)
    return <LoadFailure what="The calls" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Card flush>
      <CallsTable
        calls={calls}
        live={live}
        hold={hold}
        bar={
          <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
            <SummaryLine summary={summary.data} isStale={summary.isPlaceholderData} />
            <LiveToggle isOn={isOn} state={live.state} onChange={(on) => setLive(on ? '1' : undefined)} />
          </div>
        }
        footer={
          calls !== undefined && (
            <ListEnd
              lines={calls.length}
              calls={summary.isPlaceholderData ? undefined : summary.data?.calls}
              more={hasNextPage ? { isLoading: isFetchingNextPage, onLoad } : undefined}
            />
          )
        }
      />
    </Card>
  );
}

/** The calls of the organization, or of a part of it that the filters name: down to each receipt. */
export function CallsPage() {
  const asked = useAnalytics();
  const [list] = useListState();
  return (
    <Page title="Calls">
      <FilterBar dimensions={dimensions} share={<ShareMenu question={callsQuestion(asked, list)} csv="calls.csv" />}>
        <ListControls />
      </FilterBar>
      <CallsList />
    </Page>
  );
}
