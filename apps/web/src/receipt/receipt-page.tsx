'use client';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useCallsHref } from '../calls/use-calls-href.ts';
import { LoadFailure } from '../client/load-failure.tsx';

import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { AttemptsCard } from './attempts-card.tsx';
import { decisionOf } from './decision.ts';
import { DecisionCard } from './decision-card.tsx';
import { RatingCard } from './rating-card.tsx';
import { ReceiptActions } from './receipt-actions.tsx';
import type { ReceiptData } from './receipt-data.ts';
import { ReceiptSkeleton } from './receipt-skeleton.tsx';
import { Slip } from './slip.tsx';
import { useReceipt } from './use-receipt.ts';
import { WhoCard } from './who-card.tsx';

/** A smart route chose who answered: what the answer was worth is worth knowing. */
function canTeach({ status, decision }: ReceiptData): boolean {
  return status === 'succeeded' && decisionOf(decision)?.nodes.some(({ kind }) => kind === 'smart') === true;
}

function Recorded({ receipt }: { readonly receipt: ReceiptData }) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,7fr)_minmax(0,4fr)] print:block">
      <Slip receipt={receipt} />
      <div className="grid min-w-0 grid-cols-1 gap-4 print:mt-4">
        <WhoCard receipt={receipt} />
        <DecisionCard receipt={receipt} />
        {canTeach(receipt) && <RatingCard callId={receipt.callId} />}
        <AttemptsCard receipt={receipt} />
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <>
      <Notice title="Not recorded yet">
        A call is recorded within seconds of its end; one that is still under way, when it ends. This page waits for it.
      </Notice>
      <ReceiptSkeleton />
    </>
  );
}

function Missing({ callId }: { readonly callId: string }) {
  const href = useCallsHref();
  return (
    <EmptyState title="There is no such call" actions={<ButtonLink href={href()}>All calls</ButtonLink>}>
      <p>
        No call <code className="[overflow-wrap:anywhere]">{callId}</code> is recorded in this organization. Compare the
        id with the header <code>x-weir-call-id</code> of the answer; a call of another organization is found there.
      </p>
    </EmptyState>
  );
}

function Content({
  callId,
  state,
}: {
  readonly callId: string;
  readonly state: ReturnType<typeof useReceipt>;
}): ReactNode {
  switch (state.kind) {
    case 'recorded':
      return <Recorded receipt={state.receipt} />;
    case 'waiting':
      return <Waiting />;
    case 'missing':
      return <Missing callId={callId} />;
    case 'failure':
      return <LoadFailure what="The receipt" error={state.error} onRetry={state.retry} />;
    case 'reading':
      return <ReceiptSkeleton />;
  }
}

/** The receipt of one call. */
export function ReceiptPage({ callId }: { readonly callId: string }) {
  const href = useCallsHref();
  const state = useReceipt(callId);
  return (
    <Page
      title="Receipt"
      description={
        <Link href={href()} className="inline-flex items-center gap-1 hover:text-text print:hidden">
          <ArrowLeft aria-hidden="true" className="size-3.5" />
          All calls
        </Link>
      }
      actions={state.kind === 'recorded' ? <ReceiptActions receipt={state.receipt} /> : undefined}
    >
      <Content callId={callId} state={state} />
    </Page>
  );
}
