'use client';
import type { ReplayReport } from '@weir/services/routes/replay-view';
import type { ReactNode } from 'react';
import { exactUsdWords, formatUsd } from '../format/money.ts';
import { formatCount, formatMs, formatShare } from '../format/number.ts';
import { Delta } from '../ui/delta.tsx';

type Quantile = NonNullable<ReplayReport['firstToken']>['plan']['median'];

const unknown = (
  <span className="text-faint">
    –<span className="sr-only"> not known</span>
  </span>
);

/** A figure by the recorded plan and by the one that is tried, with what is to be known of either beneath. */
function Row({
  name,
  recorded,
  plan,
  change,
}: {
  readonly name: string;
  readonly recorded: readonly [ReactNode, ReactNode?];
  readonly plan: readonly [ReactNode, ReactNode?];
  readonly change?: ReactNode;
}) {
  const cell = ([value, beneath]: readonly [ReactNode, ReactNode?], isStrong: boolean) => (
    <td className="px-2 py-2 text-right align-top tabular sm:px-3">
      <span className={isStrong ? 'font-medium' : ''}>{value}</span>
      {beneath !== undefined && <span className="block text-xs text-quiet">{beneath}</span>}
    </td>
  );
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-2 pr-2 pl-3 text-left align-top font-normal text-quiet">
        {name}
      </th>
      {cell(recorded, false)}
      {cell(plan, true)}
      <td className="py-2 pr-3 text-right align-top">{change}</td>
    </tr>
  );
}

function Usd({ usd }: { readonly usd: string }) {
  return <span title={exactUsdWords(usd)}>{formatUsd(usd)}</span>;
}

function between({ low, high }: { readonly low: ReactNode; readonly high: ReactNode }) {
  return (
    <>
      {low} to {high}
    </>
  );
}

function CostRow({ cost }: Pick<ReplayReport, 'cost'>) {
  const { calls, recordedUsd, planUsd, reallyUsd } = cost;
  if (calls === 0) return <Row name="Cost" recorded={[unknown]} plan={[unknown]} />;
  return (
    <Row
      name="Cost"
      recorded={[
        <Usd key="usd" usd={recordedUsd} />,
        <>
          really <Usd usd={reallyUsd} />
        </>,
      ]}
      plan={[<Usd key="usd" usd={planUsd} />]}
      change={<Delta now={Number(planUsd)} before={Number(recordedUsd)} good="down" base="recorded plan" short />}
    />
  );
}

function DifferenceRow({ cost }: Pick<ReplayReport, 'cost'>) {
  const { usd, low, high } = cost.difference;
  if (cost.calls === 0) return null;
  const interval =
    low === null || high === null
      ? 'too few calls for an interval'
      : between({ low: formatUsd(low), high: formatUsd(high) });
  return <Row name="Difference" recorded={['']} plan={[<Usd key="usd" usd={usd} />, interval]} />;
}

function timeOf({ ms, low, high }: Quantile): readonly [ReactNode, ReactNode?] {
  if (low === null && high === null) return [formatMs(ms)];
  if (high === null) return [formatMs(ms), `${formatMs(low ?? ms)} or more`];
  if (low === null) return [formatMs(ms), `${formatMs(high)} or less`];
  return [formatMs(ms), between({ low: formatMs(low), high: formatMs(high) })];
}

function TimeRow({
  firstToken,
  of,
  name,
}: Pick<ReplayReport, 'firstToken'> & { readonly of: 'median' | 'p95'; readonly name: string }) {
  if (firstToken === null) return <Row name={name} recorded={[unknown]} plan={[unknown]} />;
  const { recorded, plan, really } = firstToken;
  const measured = really === null ? undefined : `really ${formatMs(really[of].ms)}`;
  const change = <Delta now={plan[of].ms} before={recorded[of].ms} good="down" base="recorded plan" short />;
  return <Row name={name} recorded={[formatMs(recorded[of].ms), measured]} plan={timeOf(plan[of])} change={change} />;
}

/** What the calls came to under their own plan, and would have under the one that is tried. */
export function ReplayFigures({ report }: { readonly report: ReplayReport }) {
  const { replayed, days, cost, firstToken, refused, agreement } = report;
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table aria-label="Under the recorded plan, and under this one" className="w-full text-sm">
          <thead>
            <tr className="text-xs text-quiet">
              <th scope="col" className="py-2 pl-3 text-left font-medium">
                {formatCount(replayed)} {replayed === 1 ? 'call' : 'calls'}, {days === 1 ? '1 day' : `${days} days`}
              </th>
              <th scope="col" className="px-2 py-2 text-right font-medium sm:px-3">
                Recorded plan
              </th>
              <th scope="col" className="px-2 py-2 text-right font-medium sm:px-3">
                This plan
              </th>
              <th scope="col" className="py-2 pr-3 text-right font-medium">
                <span className="sr-only">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <CostRow cost={cost} />
            <DifferenceRow cost={cost} />
            <TimeRow name="First token, median" of="median" firstToken={firstToken} />
            <TimeRow name="First token, p95" of="p95" firstToken={firstToken} />
            <Row name="Refused" recorded={[formatCount(refused.recorded)]} plan={[formatCount(refused.plan)]} />
            <Row
              name="Same first choice"
              recorded={['']}
              plan={[
                formatShare(agreement.share),
                between({ low: formatShare(agreement.low), high: formatShare(agreement.high) }),
              ]}
            />
          </tbody>
        </table>
      </div>
      <p className="text-xs text-quiet">
        Ranges hold with 95% confidence. Costs are of the tokens that the calls really used, at the prices of each
        plan’s first choice; first tokens are as expected then.
      </p>
    </div>
  );
}
