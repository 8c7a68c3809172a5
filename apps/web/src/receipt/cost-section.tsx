import { formatUsdExact } from '../format/money.ts';
import { sumUsd } from '../format/pico.ts';
import { Badge } from '../ui/badge.tsx';
import { type AlignedUsd, alignUsd } from './align-usd.ts';
import { BucketRow } from './attempt-cost.tsx';
import { costRows } from './cost-rows.ts';
import { purposeWords } from './decision-words.ts';
import { ExactUsd } from './exact-usd.tsx';
import { PriceNote } from './price-note.tsx';
import type { AttemptData, ReceiptData } from './receipt-data.ts';
import { SlipSection } from './slip-section.tsx';
import { SlipTableHead } from './slip-table-head.tsx';
import { sourceWords } from './source-words.ts';

type Amounts = readonly (AlignedUsd | null)[];

const notKnown = 'The cost is not known.';

function AttemptRows({ attempt, amounts }: { readonly attempt: AttemptData; readonly amounts: Amounts }) {
  const rows = costRows(attempt);
  const reason = attempt.cost.reason ?? notKnown;
  return rows.map((row, nth) => <BucketRow key={row.bucket} row={row} amount={amounts[nth]} reason={reason} />);
}

function AttemptHead({ attempt, amount }: { readonly attempt: AttemptData; readonly amount: AlignedUsd | null }) {
  return (
    <tr className="border-t border-line first:border-0">
      <th scope="rowgroup" colSpan={3} className="pt-2 pb-1 text-left font-medium">
        Attempt {attempt.attemptNo}{' '}
        {attempt.purpose !== 'first' && (
          <span className="font-normal text-quiet">({purposeWords(attempt.purpose).toLowerCase()}) </span>
        )}
        <code>{`${attempt.provider}/${attempt.model}`}</code>
      </th>
      <td className="pt-2 pb-1 pl-3 text-right font-medium">
        <ExactUsd amount={amount} reason={attempt.cost.reason ?? notKnown} />
      </td>
    </tr>
  );
}

function TotalRow({
  label,
  amount,
  reason,
  isSimulated = false,
}: {
  readonly label: string;
  readonly amount: AlignedUsd | null | undefined;
  readonly reason: string;
  readonly isSimulated?: boolean;
}) {
  return (
    <tr className="border-t-3 border-double border-line-strong text-base font-semibold">
      <th scope="row" colSpan={3} className="py-2 text-left font-semibold">
        <span className="inline-flex items-center gap-2">
          {label}
          {isSimulated && <Badge>simulated, no money</Badge>}
        </span>
      </th>
      <td className="py-2 pl-3 text-right">
        <ExactUsd amount={amount} reason={reason} />
      </td>
    </tr>
  );
}

function Notes({ receipt }: { readonly receipt: ReceiptData }) {
  const { cost, attempts } = receipt;
  const priceIds = [...new Set(attempts.flatMap(({ cost: { priceId } }) => priceId ?? []))];
  const reasons = [...new Set(attempts.flatMap(({ cost: { reason } }) => reason ?? []))];
  const known = sumUsd(attempts.map((attempt) => (attempt.cost.source === 'simulated' ? null : attempt.cost.usd)));
  const words = cost.source === null ? undefined : sourceWords[cost.source];
  return (
    <div className="grid gap-1 text-xs text-quiet">
      {words !== undefined && (
        <p>
          <span className="font-medium text-text">{words.name}.</span> {words.meaning}
        </p>
      )}
      {cost.usd === null && known !== null && <p>What is known of it: {formatUsdExact(known)}.</p>}
      {reasons.map((reason) => (
        <p key={reason}>Reason: {reason}.</p>
      ))}
      {priceIds.map((priceId) => (
        <p key={priceId}>
          <PriceNote priceId={priceId} />
        </p>
      ))}
      {attempts.length === 0 && <p>No provider was asked, so there is nothing to pay.</p>}
    </div>
  );
}

function amountsOf({ cost, attempts }: ReceiptData) {
  const perAttempt = attempts.map((attempt) => costRows(attempt).map(({ usd }) => usd));
  const ofAttempts = attempts.map((attempt) => attempt.cost.usd);
  // One column, so that all points stand under each other.
  const aligned = alignUsd([...perAttempt.flat(), ...ofAttempts, cost.usd, cost.simulatedUsd]);
  const startOf = (nth: number) => perAttempt.slice(0, nth).flat().length;
  const rows = perAttempt.map((_, nth) => aligned.slice(startOf(nth), startOf(nth + 1)));
  const [usd, simulatedUsd] = aligned.slice(-2);
  return { rows, attempts: aligned.slice(startOf(attempts.length), -2), usd, simulatedUsd };
}

/** What the call used and cost: each bucket times its price, and their exact sum. */
export function CostSection({ receipt }: { readonly receipt: ReceiptData }) {
  const { cost, attempts } = receipt;
  const amounts = amountsOf(receipt);
  const isSimulated = cost.simulatedUsd !== null;
  const isMoney = !isSimulated || sumUsd([cost.usd]) !== '0';
  return (
    <SlipSection title="Usage and cost" aside="USD, exact">
      <table className="w-full text-sm tabular">
        <caption className="sr-only">Usage by bucket, its price and what it cost</caption>
        <SlipTableHead quantity="Quantity" />
        {attempts.map((attempt, nth) => (
          <tbody key={attempt.attemptNo}>
            {attempts.length > 1 && <AttemptHead attempt={attempt} amount={amounts.attempts[nth] ?? null} />}
            <AttemptRows attempt={attempt} amounts={amounts.rows[nth] ?? []} />
          </tbody>
        ))}
        <tfoot>
          {isMoney && <TotalRow label="This call" amount={amounts.usd} reason={cost.reason ?? notKnown} />}
          {isSimulated && (
            <TotalRow
              label={isMoney ? 'Besides' : 'This call'}
              amount={amounts.simulatedUsd}
              reason={notKnown}
              isSimulated
            />
          )}
        </tfoot>
      </table>
      <Notes receipt={receipt} />
    </SlipSection>
  );
}
