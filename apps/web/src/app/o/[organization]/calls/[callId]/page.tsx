import type { Metadata } from 'next';
import { timeOfCallId } from '../../../../../receipt/call-id.ts';
import { ReceiptPage } from '../../../../../receipt/receipt-page.tsx';
import { Prefetch } from '../../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Receipt' };

type Props = { readonly params: Promise<{ organization: string; callId: string }> };

export default async function Receipt({ params }: Props) {
  const { organization, callId } = await params;
  return (
    <Prefetch
      organization={organization}
      queries={(api, ask) => [
        ...(timeOfCallId(callId) === undefined ? [] : [ask(api.calls.findReceipt.queryOptions({ callId }))]),
        ask({ ...api.usage.names.queryOptions({}), staleTime: 60_000 }),
      ]}
    >
      <ReceiptPage callId={callId} />
    </Prefetch>
  );
}
