import type { AlignedUsd } from './align-usd.ts';

/** An exact amount in a column; the zeros that only align it are faint. Null is a dash with its reason. */
export function ExactUsd({
  amount,
  reason,
}: {
  readonly amount: AlignedUsd | null | undefined;
  /** Why it is not known. */
  readonly reason: string;
}) {
  if (amount === null || amount === undefined)
    return (
      <span className="text-faint" title={reason}>
        –<span className="sr-only"> unknown: {reason}</span>
      </span>
    );
  return (
    <span className="whitespace-nowrap">
      {amount.text}
      {amount.zeros !== '' && (
        <span aria-hidden="true" className="text-faint">
          {amount.zeros}
        </span>
      )}
    </span>
  );
}
