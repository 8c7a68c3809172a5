import { formatCount } from '../format/number.ts';
import { SlipTableHead } from '../receipt/slip-table-head.tsx';

type Line = { readonly bucket: string; readonly quantity: number; readonly per: string; readonly usd: string };

// 1,284 x $3.00 + 8,192 x $0.30 + 312 x $15.00, each per million tokens: $0.0109896 to the last digit.
const lines: readonly Line[] = [
  { bucket: 'Fresh input', quantity: 1_284, per: '$3.00', usd: '$0.0038520' },
  { bucket: 'Cache read', quantity: 8_192, per: '$0.30', usd: '$0.0024576' },
  { bucket: 'Output', quantity: 312, per: '$15.00', usd: '$0.0046800' },
];

const steps = [
  { name: 'Gateway', share: 3, ms: '4 ms', classes: 'bg-faint' },
  { name: 'To the first token', share: 34, ms: '412 ms', classes: 'bg-accent' },
  { name: 'Streaming', share: 63, ms: '1.89 s', classes: 'bg-accent/45' },
];

function Head() {
  return (
    <div className="grid gap-3 border-b border-dashed border-line-strong px-5 py-4">
      <div className="flex items-center justify-between text-xs text-quiet">
        <span className="inline-flex items-center gap-1.5 font-medium text-good">
          <span aria-hidden="true" className="size-2 rounded-full bg-good" />
          Succeeded
        </span>
        <span className="font-mono">01981c3e-7a52-7c11</span>
      </div>
      <p className="font-mono text-sm">anthropic/claude-sonnet-4-5</p>
      <div className="grid gap-1.5">
        <div className="flex h-2 gap-0.5 overflow-hidden rounded-full" aria-hidden="true">
          {steps.map(({ name, share, classes }) => (
            <span key={name} className={classes} style={{ width: `${share}%` }} />
          ))}
        </div>
        <ul className="flex flex-wrap justify-between gap-x-4 text-xs text-quiet tabular">
          {steps.map(({ name, ms }) => (
            <li key={name}>
              {name} {ms}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Lines() {
  return (
    <table className="w-full text-sm tabular">
      <caption className="sr-only">Tokens by bucket and what they cost</caption>
      <SlipTableHead />
      <tbody className="[&_td]:py-1 [&_td]:text-right [&_th]:py-1 [&_th]:text-left [&_th]:font-normal">
        {lines.map(({ bucket, quantity, per, usd }) => (
          <tr key={bucket}>
            <th scope="row">{bucket}</th>
            <td>{formatCount(quantity)}</td>
            <td className="text-quiet">{per}</td>
            <td>{usd}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t border-line font-semibold [&>*]:pt-2.5">
          <th scope="row" colSpan={3} className="text-left font-semibold">
            This call
          </th>
          <td className="text-right">$0.0109896</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** What Weir gives for each call, in miniature: a receipt that adds up. An example, and said to be one. */
export function SpecimenSlip() {
  return (
    <figure className="grid w-full max-w-[460px] gap-4">
      <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-raised">
        <Head />
        <div className="px-5 py-4">
          <Lines />
        </div>
        <p className="border-t border-dashed border-line-strong px-5 py-3 text-xs text-quiet">
          Usage reported by the provider, cost computed in whole pico-dollars.
        </p>
      </div>
      <figcaption className="text-xs text-quiet">An example of the receipt that every call gets.</figcaption>
    </figure>
  );
}
