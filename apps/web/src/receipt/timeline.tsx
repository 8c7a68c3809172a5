import clsx from 'clsx';
import { formatMs } from '../format/number.ts';
import type { ReceiptData } from './receipt-data.ts';
import { SlipSection } from './slip-section.tsx';
import { stepClasses, TimelineBar } from './timeline-bar.tsx';
import { type Step, timelineSteps } from './timeline-steps.ts';

function StepRow({ step, isNamed }: { readonly step: Step; readonly isNamed: boolean }) {
  const { kind, label, fromMs, toMs, attemptNo } = step;
  return (
    <tr>
      <th scope="row" className="py-0.5 text-left font-normal">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className={clsx('size-2 shrink-0 rounded-[2px]', stepClasses[kind])} />
          {label}
          {isNamed && attemptNo !== undefined && <span className="text-quiet">attempt {attemptNo}</span>}
        </span>
      </th>
      <td className="py-0.5 text-right">{formatMs(toMs - fromMs)}</td>
      <td className="py-0.5 text-right text-quiet">{formatMs(toMs)}</td>
    </tr>
  );
}

/** Where the time of a call went: as a picture, and as a table with the same numbers. */
export function Timeline({ receipt }: { readonly receipt: ReceiptData }) {
  const steps = timelineSteps(receipt);
  const totalMs = Math.max(receipt.durationMs, ...steps.map(({ toMs }) => toMs), 1);
  const severalAttempts = receipt.attempts.length > 1;
  return (
    <SlipSection title="Time">
      <TimelineBar steps={steps} totalMs={totalMs} />
      <table className="w-full text-sm tabular">
        <caption className="sr-only">Where the time of the call went</caption>
        <thead className="text-xs text-quiet [&_th]:pb-1 [&_th]:font-normal">
          <tr>
            <th scope="col" className="text-left">
              Step
            </th>
            <th scope="col" className="text-right">
              Took
            </th>
            <th scope="col" className="w-24 text-right">
              Done at
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <StepRow key={`${step.attemptNo ?? 0} ${step.label}`} step={step} isNamed={severalAttempts} />
          ))}
        </tbody>
      </table>
    </SlipSection>
  );
}
