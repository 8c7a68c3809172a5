import { formatMs, formatShare } from '../format/number.ts';
import type { Target } from './health-data.ts';
import { sizeWords } from './size-words.ts';

type Hedge = NonNullable<Target['hedge']>;

function Row({ label, before, after }: { readonly label: string; readonly before: number; readonly after: number }) {
  return (
    <tr>
      <th scope="row" className="text-left font-normal">
        {label}
      </th>
      <td>{formatMs(before)}</td>
      <td className={after < before ? 'font-medium' : undefined}>{formatMs(after)}</td>
    </tr>
  );
}

function Gain({ hedge }: { readonly hedge: Hedge }) {
  return (
    <table className="w-full tabular [&_td]:py-0.5 [&_td]:pl-3 [&_td]:text-right">
      <caption className="sr-only">Time to the first token, alone and hedged</caption>
      <thead className="text-xs text-quiet [&_th]:pb-1 [&_th]:pl-3 [&_th]:text-right [&_th]:font-normal">
        <tr>
          <th scope="col" className="pl-0! text-left!">
            First token
          </th>
          <th scope="col">Alone</th>
          <th scope="col">Hedged</th>
        </tr>
      </thead>
      <tbody>
        <Row label="95% within" before={hedge.p95BeforeMs} after={hedge.p95AfterMs} />
        <Row label="99% within" before={hedge.p99BeforeMs} after={hedge.p99AfterMs} />
      </tbody>
    </table>
  );
}

function Known({ hedge }: { readonly hedge: Hedge }) {
  const { withCandidateId, size, hedgedShare, isWorth } = hedge;
  const [other] = withCandidateId.split('@');
  return (
    <div className="grid gap-2 text-sm">
      {isWorth ? (
        <p>
          In a race hedged after the p95, <code>{other}</code> would join {formatShare(hedgedShare)} of the calls:
        </p>
      ) : (
        <p>
          Nothing now: when this target is late, <code>{other}</code> is not expected sooner, and no hedge would start.
        </p>
      )}
      {isWorth && <Gain hedge={hedge} />}
      <p className="text-xs text-quiet">
        Prompts of {sizeWords[size].long}. Worked out from the recent times of both, as if they were slow independently
        of each other.
      </p>
    </div>
  );
}

/** What starting a second leg elsewhere would do for the slowest calls. */
export function HedgePart({ hedge }: { readonly hedge: Hedge | undefined }) {
  if (hedge !== undefined) return <Known hedge={hedge} />;
  return (
    <p className="text-sm text-quiet">
      Not known: it takes 20 recent samples of one size here, and at a well target of another provider.
    </p>
  );
}
