'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { useTimeZone } from '../shell/viewer.tsx';
import { Page } from '../ui/page.tsx';
import { BalanceCard } from './balance-card.tsx';
import { DeadLettersCard } from './dead-letters-card.tsx';
import { PromiseCard } from './promise-card.tsx';
import { ledgerSpan } from './queries.ts';
import { SourcesCard } from './sources-card.tsx';

const restingMs = 15_000;
const pendingMs = 2_000;

/** Whether the ledger holds all that was served, and how well it knows what that cost. */
export function LedgerPage({ nowMs }: { readonly nowMs: number }) {
  const api = useTRPC();
  const timeZone = useTimeZone();
  const { data, error, isError, refetch } = useQuery({
    ...api.ledger.health.queryOptions({}),
    refetchInterval: ({ state }) => ((state.data?.pending ?? 0) > 0 ? pendingMs : restingMs),
  });
  return (
    <Page title="Ledger" description="Each attempt that was served is recorded here, once, with what it used and cost.">
      {isError && data === undefined ? (
        <LoadFailure what="The state of the ledger" error={error} onRetry={() => void refetch()} />
      ) : (
        <BalanceCard health={data} nowMs={nowMs} />
      )}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <SourcesCard span={ledgerSpan({ nowMs, timeZone })} />
        <PromiseCard />
      </div>
      <DeadLettersCard />
    </Page>
  );
}
