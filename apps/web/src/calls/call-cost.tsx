import { sumUsd } from '../format/pico.ts';
import { Money } from '../ui/money.tsx';
import type { CallData } from './call-data.ts';

type Cost = CallData['cost'];
type Matched = CallData['matched'];

function Whole({ cost }: { readonly cost: Cost }) {
  const { usd, simulatedUsd, reason } = cost;
  // Of the sandbox alone there is no money, known or unknown.
  if (simulatedUsd !== null && usd === '0') return <Money usd={simulatedUsd} simulated />;
  return <Money usd={usd} reason={reason} />;
}

function Part({ matched }: { readonly matched: Matched }) {
  const { usd, simulatedUsd, unknownCost } = matched;
  if (unknownCost > 0 && sumUsd([usd]) === '0') return <Money usd={null} reason="The cost of an attempt is unknown." />;
  if (simulatedUsd !== '0' && usd === '0') return <Money usd={simulatedUsd} simulated />;
  return <Money usd={usd} />;
}

/**
 * What a call cost. Where the list counts some of its attempts alone, their part, which adds up with the others of the
 * list, and below it the whole.
 */
export function CallCost({ call }: { readonly call: CallData }) {
  const { cost, matched, attempts } = call;
  if (matched.attempts === attempts || attempts === 0) return <Whole cost={cost} />;
  return (
    <span className="inline-grid justify-items-end leading-tight">
      {matched.attempts === 0 ? (
        <span className="text-faint" title="None of its attempts is counted here.">
          –<span className="sr-only"> none of its attempts is counted here</span>
        </span>
      ) : (
        <Part matched={matched} />
      )}
      <span className="text-2xs text-quiet">
        of <Whole cost={cost} />
      </span>
    </span>
  );
}
