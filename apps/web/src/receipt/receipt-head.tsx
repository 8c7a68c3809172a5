'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CallStatusMark } from '../calls/call-status.tsx';
import { statusWords } from '../calls/status-words.ts';
import { adviceOn } from '../docs/error-sections.ts';
import { formatCount, formatMs } from '../format/number.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Money } from '../ui/money.tsx';
import { Time } from '../ui/time.tsx';
import { operationWords } from './operation-words.ts';
import type { ReceiptData } from './receipt-data.ts';
import { receiptTokens } from './receipt-tokens.ts';

function Figure({
  label,
  children,
  detail,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly detail?: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-quiet">{label}</dt>
      <dd className="text-lg font-semibold tabular">{children}</dd>
      {detail !== undefined && <dd className="text-xs text-quiet tabular">{detail}</dd>}
    </div>
  );
}

function Dash({ why }: { readonly why: string }) {
  return (
    <span className="text-faint" title={why}>
      –<span className="sr-only"> {why}</span>
    </span>
  );
}

function CostFigure({ cost }: { readonly cost: ReceiptData['cost'] }) {
  const isSimulated = cost.simulatedUsd !== null && cost.usd === '0';
  return (
    <Figure label="Cost" detail={isSimulated ? 'simulated, no money' : cost.usd === null ? cost.reason : undefined}>
      {isSimulated ? <Money usd={cost.simulatedUsd} simulated /> : <Money usd={cost.usd} reason={cost.reason} />}
    </Figure>
  );
}

function TokensFigure({ receipt }: { readonly receipt: ReceiptData }) {
  const { into, cached, out } = receiptTokens(receipt);
  if (into === null && out === null)
    return (
      <Figure label="Tokens">
        <Dash why="No tokens were reported." />
      </Figure>
    );
  return (
    <Figure
      label="Tokens"
      detail={cached !== null && cached > 0 ? `${formatCount(cached)} of them from a cache` : undefined}
    >
      {into === null ? '–' : formatCount(into)} <span className="text-sm font-normal text-quiet">in</span>{' '}
      {out === null ? '–' : formatCount(out)} <span className="text-sm font-normal text-quiet">out</span>
    </Figure>
  );
}

function Way({ receipt }: { readonly receipt: ReceiptData }) {
  const { requestedModel, provider, model, route } = receipt;
  const target = provider === null || model === null ? null : `${provider}/${model}`;
  const asked = requestedModel === '' ? 'no model named' : requestedModel;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 font-mono text-lg [overflow-wrap:anywhere]">
      <span className={requestedModel === '' ? 'text-quiet' : 'font-medium'}>{asked}</span>
      {target !== null && target !== requestedModel && (
        <>
          <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-faint" />
          <span className="sr-only">went to</span>
          <span className="font-medium">{target}</span>
        </>
      )}
      {route !== null && route !== requestedModel && <span className="text-sm text-quiet">by route {route}</span>}
    </p>
  );
}

/** What an end that is no success means, and what to do about it. */
function Ending({ status, errorCode }: Pick<ReceiptData, 'status' | 'errorCode'>) {
  const advice = errorCode === null ? undefined : adviceOn(errorCode);
  return (
    <p className="max-w-[64ch] text-sm">
      {statusWords[status].meaning}
      {advice !== undefined && (
        <>
          {' '}
          {advice}{' '}
          <Link href={`/docs/gateway/errors#${errorCode}`} className="link print:hidden">
            About this error
          </Link>
        </>
      )}
    </p>
  );
}

/** The head of the slip: how the call ended, what was asked and who answered, and the figures that matter. */
export function ReceiptHead({ receipt }: { readonly receipt: ReceiptData }) {
  const { callId, status, errorCode, httpStatus, operation, streaming, startedAt, durationMs, firstTokenMs } = receipt;
  return (
    <header className="grid grid-cols-1 gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm">
        <CallStatusMark status={status} errorCode={errorCode} />
        <span className="inline-flex items-center gap-1 text-xs text-quiet">
          <code className="select-all">{callId}</code>
          <span className="print:hidden">
            <CopyButton text={callId} label="Copy the id of the call" />
          </span>
        </span>
      </div>
      <div className="grid gap-1">
        <Way receipt={receipt} />
        <p className="text-sm text-quiet">
          {operationWords[operation]}, {streaming ? 'streamed' : 'not streamed'}, <Time at={startedAt} absolute />
          {httpStatus !== null && `, answered with ${httpStatus}`}
        </p>
        {status !== 'succeeded' && <Ending status={status} errorCode={errorCode} />}
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 pt-1 sm:grid-cols-4">
        <CostFigure cost={receipt.cost} />
        <Figure label="Duration">{formatMs(durationMs)}</Figure>
        <Figure label="First token">
          {firstTokenMs === null ? <Dash why="There was no stream of tokens." /> : formatMs(firstTokenMs)}
        </Figure>
        <TokensFigure receipt={receipt} />
      </dl>
    </header>
  );
}
