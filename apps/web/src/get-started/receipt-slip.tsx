'use client';
import { useQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTRPC } from '../client/api.tsx';
import { formatUsd } from '../format/money.ts';
import { formatCount, formatMs } from '../format/number.ts';
import { type AlignedUsd, alignUsd } from '../receipt/align-usd.ts';
import { bucketWords } from '../receipt/bucket-words.ts';
import { SlipTableHead } from '../receipt/slip-table-head.tsx';
import { useHref } from '../shell/project.ts';
import { Badge, StateDot } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { linesOf, type SlipReceipt } from './slip-lines.ts';

/** An exact amount whose point stands under those of the amounts around it. */
function Amount({ usd }: { readonly usd: AlignedUsd | null | undefined }) {
  if (usd === null || usd === undefined) return <span title="This bucket has no price.">–</span>;
  return (
    <span className="tabular">
      {usd.text}
      <span aria-hidden="true" className="invisible">
        {usd.zeros}
      </span>
    </span>
  );
}

function Total({ receipt, usd }: { readonly receipt: SlipReceipt; readonly usd: AlignedUsd | null | undefined }) {
  const { simulatedUsd, reason } = receipt.cost;
  if (usd === null || usd === undefined) return <Money usd={null} reason={reason} />;
  if (simulatedUsd === null) return <Amount usd={usd} />;
  return (
    <span
      className="inline-flex items-center gap-2"
      title="What these tokens would have cost at the sandbox's prices: no money."
    >
      <Badge tone="info">simulated</Badge>
      <Amount usd={usd} />
    </span>
  );
}

function Lines({ receipt }: { readonly receipt: SlipReceipt }) {
  const lines = linesOf(receipt);
  const total = receipt.cost.simulatedUsd ?? receipt.cost.usd;
  const amounts = alignUsd([...lines.map(({ usd }) => usd), total]);
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">Usage by bucket and what it cost</caption>
      <SlipTableHead />
      <tbody className="[&>tr>*]:py-1">
        {lines.map(({ id, bucket, quantity, usdPerMillion }, at) => (
          <tr key={id}>
            <th scope="row" className="text-left font-normal">
              {bucketWords[bucket].name}
            </th>
            <td className="text-right">{formatCount(quantity)}</td>
            <td className="text-right text-quiet">{usdPerMillion === null ? '–' : formatUsd(usdPerMillion)}</td>
            <td className="text-right">
              <Amount usd={amounts[at]} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t border-line font-semibold [&>*]:pt-2">
          <th scope="row" colSpan={2} className="text-left font-semibold">
            This call
          </th>
          <td colSpan={2} className="text-right">
            <Total receipt={receipt} usd={amounts.at(-1)} />
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

function FirstToken({ receipt: { firstTokenMs, streaming } }: { readonly receipt: SlipReceipt }) {
  if (firstTokenMs !== null) return formatMs(firstTokenMs);
  return streaming ? (
    <span title="The answer ended before its first token.">–</span>
  ) : (
    <span className="text-quiet">not streamed</span>
  );
}

function Slip({ receipt }: { readonly receipt: SlipReceipt }) {
  const { status, provider, model, requestedModel, startedAt, durationMs, callId } = receipt;
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
          <Fact name="First token">
            <FirstToken receipt={receipt} />
          </Fact>
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
