'use client';
import { useQuery } from '@tanstack/react-query';
import { usageBuckets } from '@weir/protocol/usage';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTRPC } from '../client/api.tsx';
import { formatCount, formatMs } from '../format/number.ts';
import { bucketWords } from '../receipt/bucket-words.ts';
import { mayStillCome } from '../receipt/call-id.ts';
import type { ReceiptData } from '../receipt/receipt-data.ts';
import { useHref } from '../shell/project.ts';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const eagerMs = 800;
const eagerPolls = 40;
const patientMs = 5_000;

/** Whether a call is recorded. Asked of the list, which has no row for it until then: that is no error. */
function useIsRecorded(callId: string): boolean {
  const { data } = useQuery({
    ...useTRPC().calls.organization.queryOptions({ search: callId, limit: 1 }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || state.data.data.length > 0 || !mayStillCome(callId, Date.now())) return false;
      return state.dataUpdateCount < eagerPolls ? eagerMs : patientMs;
    },
    staleTime: 0,
  });
  return (data?.data.length ?? 0) > 0;
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-quiet">{label}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}

/** Tokens and units of all attempts by bucket, those that were used. */
function bucketsOf({ attempts }: ReceiptData) {
  return usageBuckets.flatMap((bucket) => {
    const count = attempts.reduce((sum, { usage }) => sum + (usage[bucket] ?? 0), 0);
    return count === 0 ? [] : [{ ...bucketWords[bucket], bucket, count }];
  });
}

function Facts({ receipt }: { readonly receipt: ReceiptData }) {
  const { firstTokenMs, durationMs, cost } = receipt;
  const isSimulated = cost.source === 'simulated';
  return (
    <dl className="contents">
      {firstTokenMs !== null && <Fact label="First token">{formatMs(firstTokenMs)}</Fact>}
      <Fact label="Duration">{formatMs(durationMs)}</Fact>
      {bucketsOf(receipt).map(({ bucket, name, unit, count }) => (
        <Fact key={bucket} label={name}>
          {formatCount(count)} {unit}
        </Fact>
      ))}
      <Fact label={isSimulated ? 'Simulated cost' : 'Cost'}>
        <Money usd={isSimulated ? cost.simulatedUsd : cost.usd} reason={cost.reason} simulated={isSimulated} />
      </Fact>
    </dl>
  );
}

/** What a call did and cost, from its receipt, as soon as it is recorded; and the way to all of it. */
export function ReceiptLine({ callId }: { readonly callId: string }) {
  const api = useTRPC();
  const href = useHref();
  const isRecorded = useIsRecorded(callId);
  const { data: receipt } = useQuery({ ...api.calls.receipt.queryOptions({ callId }), enabled: isRecorded });
  return (
    <footer className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line pt-2 text-xs">
      {receipt === undefined ? (
        <span className="flex items-center gap-2 text-quiet">
          <Skeleton className="h-3 w-48" />
          <span className="sr-only">The receipt is on its way.</span>
        </span>
      ) : (
        <Facts receipt={receipt} />
      )}
      <Link href={href(`calls/${callId}`)} className="link">
        Receipt
      </Link>
    </footer>
  );
}
