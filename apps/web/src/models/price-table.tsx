import { usageBuckets } from '@weir/protocol/usage';
import { formatCount } from '../format/number.ts';
import { bucketWords } from '../receipt/bucket-words.ts';
import { Money } from '../ui/money.tsx';
import { type Model, type Price, usdOf } from './model.ts';

type Column = { readonly label: string; readonly usdPerMillion: Readonly<Record<string, string>> };

function columnsOf(price: Price, listPrice: Price | null): Column[] {
  const { longContext, serviceTiers } = price;
  return [
    { label: listPrice === null ? 'Price' : 'Own price', usdPerMillion: price.usdPerMillion },
    ...(listPrice === null ? [] : [{ label: 'List price', usdPerMillion: listPrice.usdPerMillion }]),
    ...(longContext === null
      ? []
      : [{ label: `Over ${formatCount(longContext.aboveInputTokens)} in`, usdPerMillion: longContext.usdPerMillion }]),
    ...Object.entries(serviceTiers).map(([tier, usdPerMillion]) => ({ label: `Tier ${tier}`, usdPerMillion })),
  ];
}

/** What each bucket of a model costs per million units: the price that holds, beside what it goes before, and tiers. */
export function PriceTable({ model }: { readonly model: Model }) {
  const { price, listPrice } = model;
  if (price === null) return null;
  const columns = columnsOf(price, listPrice);
  const shown = usageBuckets.filter((bucket) =>
    columns.some(({ usdPerMillion }) => usdPerMillion[bucket] !== undefined),
  );
  return (
    <section aria-label="Prices by bucket" className="overflow-x-auto rounded-md border border-line">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-quiet">
            <th scope="col" className="h-8 px-3 text-left font-medium">
              USD per million
            </th>
            {columns.map(({ label }) => (
              <th key={label} scope="col" className="px-3 text-right font-medium whitespace-nowrap">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((bucket) => (
            <tr key={bucket} className="border-b border-line last:border-0">
              <th scope="row" className="h-8 px-3 text-left font-normal whitespace-nowrap">
                {bucketWords[bucket].name}
                {bucketWords[bucket].unit === 'tokens' && <span className="text-xs text-faint"> tokens</span>}
              </th>
              {columns.map(({ label, usdPerMillion }) => (
                <td key={label} className="px-3 text-right">
                  <Money
                    usd={usdPerMillion[bucket] ?? null}
                    reason="This line has no price for it."
                    simulated={model.simulated}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** True when the own price leaves out a bucket that the list price has. */
export function isThinner(price: Price, listPrice: Price): boolean {
  return usageBuckets.some((bucket) => usdOf(listPrice, bucket) !== null && usdOf(price, bucket) === null);
}
