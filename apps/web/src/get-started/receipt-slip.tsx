'use client';
import { useQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTRPC } from '../client/api.tsx';
import { formatUsd, formatUsdExact } from '../format/money.ts';
import { formatCount, formatMs } from '../format/number.ts';
import { bucketWords } from '../receipt/bucket-words.ts';
import { useHref } from '../shell/project.ts';
import { Badge, StateDot } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { linesOf, type SlipReceipt } from './slip-lines.ts';

/** What a call of unknown cost costs: the reason. */
function Total({ receipt }: { readonly receipt: SlipReceipt }) {
  const { usd, simulatedUsd, reason } = receipt.cost;
  if (simulatedUsd === null) return <Money usd={usd} reason={reason} />;
  return (
    <span className="inline-flex items-center gap-2">
      <Badge tone="info">simulated</Badge>
      <span className="tabular" title="What these tokens would have cost at the sandbox's prices: no money.">
        {formatUsdExact(simulatedUsd)}
      </span>
    </span>
  );
}

function Lines({ receipt }: { readonly receipt: SlipReceipt }) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">Usage by bucket and what it cost</caption>
      <thead>
        <tr className="text-left text-xs text-quiet [&>th]:pb-1 [&>th]:font-normal">
          <th scope="col">Bucket</th>
          <th scope="col" className="text-right">
            Tokens
          </th>
          <th scope="col" className="text-right">
            Per million
          </th>
          <th scope="col" className="text-right">
            Cost
          </th>
        </tr>
      </thead>
      <tbody className="[&>tr>*]:py-1">
        {linesOf(receipt).map(({ id, bucket, quantity, usdPerMillion, usd }) => (
          <tr key={id}>
            <th scope="row" className="text-left font-normal">
              {bucketWords[bucket].name}
            </th>
            <td className="text-right">{formatCount(quantity)}</td>
            <td className="text-right text-quiet">{usdPerMillion === null ? '–' : formatUsd(usdPerMillion)}</td>
            <td className="text-right">{usd === null ? '–' : formatUsdExact(usd)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t border-line font-semibold [&>*]:pt-2">
          <th scope="row" colSpan={2} className="text-left font-semibold">
            This call
          </th>
          <td colSpan={2} className="text-right">
            <Total receipt={receipt} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-quiet">{name}</dt>
      <dd className="text-sm tabular">{children}</dd>
    </div>
  );
}

function Slip({ receipt }: { readonly receipt: SlipReceipt }) {
  const { status, provider, model, requestedModel, startedAt, durationMs, firstTokenMs, callId } = receipt;
  const href = useHref();
  const isGood = status === 'succeeded';
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="grid gap-2.5 border-b border-dashed border-line-strong px-4 py-3">
        <div className="flex items-center justify-between gap-3 text-xs">
          <span className={isGood ? 'font-medium text-good' : 'font-medium text-bad'}>
            <StateDot tone={isGood ? 'good' : 'bad'}>{isGood ? 'Succeeded' : `Ended: ${status}`}</StateDot>
          </span>
          <span className="text-quiet">
            <Time at={startedAt} />
          </span>
        </div>
        <p className="font-mono text-sm [overflow-wrap:anywhere]">
          {provider === null || model === null ? requestedModel : `${provider}/${model}`}
        </p>
        <dl className="grid grid-cols-2 gap-3">
          <Fact name="First token">{firstTokenMs === null ? '–' : formatMs(firstTokenMs)}</Fact>
          <Fact name="Duration">{formatMs(durationMs)}</Fact>
        </dl>
      </div>
      <div className="px-4 py-3">
        <Lines receipt={receipt} />
      </div>
      <div className="border-t border-dashed border-line-strong px-4 py-3">
        <ButtonLink href={href(`calls/${callId}`)} size="sm" className="w-full">
          <ReceiptText className="size-3.5" aria-hidden="true" />
          The whole receipt
        </ButtonLink>
      </div>
    </div>
  );
}

function Coming() {
  return (
    <div className="grid gap-3 rounded-lg border border-line bg-surface p-4" aria-hidden="true">
      <Skeleton className="h-4 w-28" />
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}

/** The receipt of one call, as much of it as fits beside the snippets. */
export function ReceiptSlip({ callId }: { readonly callId: string }) {
  const api = useTRPC();
  // A call may be seen a moment before all of it is recorded.
  const receipt = useQuery(api.calls.receipt.queryOptions({ callId }, { retry: 5, retryDelay: 500 }));
  return receipt.data === undefined ? <Coming /> : <Slip receipt={receipt.data} />;
}
