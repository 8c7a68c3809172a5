import clsx from 'clsx';
import { formatUsdExact } from '../format/money.ts';
import { formatCount } from '../format/number.ts';
import type { AlignedUsd } from './align-usd.ts';
import { bucketWords } from './bucket-words.ts';
import type { CostRow } from './cost-rows.ts';
import { ExactUsd } from './exact-usd.tsx';

const cell = 'py-1 pl-3 text-right whitespace-nowrap';

/** One bucket: quantity times price is cost. */
export function BucketRow({
  row,
  amount,
  reason,
}: {
  readonly row: CostRow;
  readonly amount: AlignedUsd | null | undefined;
  readonly reason: string;
}) {
  const { name, unit } = bucketWords[row.bucket];
  const isNone = row.quantity === 0;
  return (
    <tr className={clsx(isNone && 'text-faint')}>
      <th scope="row" className="py-1 text-left font-normal">
        {name}
      </th>
      <td className={cell} title={`${formatCount(row.quantity)} ${unit}`}>
        {formatCount(row.quantity)}
      </td>
      <td className={clsx(cell, !isNone && 'text-quiet')}>
        {row.usdPerMillion === null ? (
          <span className="text-faint" title={isNone ? 'None was used.' : reason}>
            –<span className="sr-only">{isNone ? ' none was used' : ` unknown: ${reason}`}</span>
          </span>
        ) : (
          <>
            <span aria-hidden="true" className="text-faint">
              ×{' '}
            </span>
            {formatUsdExact(row.usdPerMillion)}
          </>
        )}
      </td>
      <td className={cell}>
        <ExactUsd amount={amount} reason={reason} />
      </td>
    </tr>
  );
}
