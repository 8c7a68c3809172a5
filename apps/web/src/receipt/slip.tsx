import { CostSection } from './cost-section.tsx';
import type { ReceiptData } from './receipt-data.ts';
import { ReceiptHead } from './receipt-head.tsx';
import { Timeline } from './timeline.tsx';

/** The slip of a call: how it ended, where its time went, and what it cost to the last digit. */
export function Slip({ receipt }: { readonly receipt: ReceiptData }) {
  return (
    <article
      aria-label={`Receipt of call ${receipt.callId}`}
      className="min-w-0 rounded-xl border border-line-strong bg-surface shadow-card [print-color-adjust:exact]"
    >
      <ReceiptHead receipt={receipt} />
      <Timeline receipt={receipt} />
      <CostSection receipt={receipt} />
    </article>
  );
}
