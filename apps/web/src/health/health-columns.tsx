import { formatCount, formatMs, formatShare } from '../format/number.ts';
import type { Column } from '../ui/table/column.ts';
import { HeadroomCell } from './headroom-cell.tsx';
import type { HealthRow } from './health-rows.ts';
import { LastFailureCell } from './last-failure.tsx';
import { sizeWords } from './size-words.ts';
import { StateMark } from './state-mark.tsx';
import { TargetName } from './target-name.tsx';
import { Unknown } from './unknown.tsx';

const noTimes = 'No attempt of this size had a first token lately.';

function FirstTokenCell({ latency }: Pick<HealthRow, 'latency'>) {
  if (latency === undefined) return <Unknown why={noTimes} />;
  const { firstTokenP50Ms, firstTokenP95Ms, size, samples } = latency;
  return (
    <span
      className="inline-grid text-right"
      title={`Half within ${formatMs(firstTokenP50Ms)}, 95% within ${formatMs(firstTokenP95Ms)}; prompts of ${sizeWords[size].long}; ${formatCount(samples)} samples, older ones count less`}
    >
      <span className="whitespace-nowrap tabular">
        {formatMs(firstTokenP50Ms)} <span className="text-faint">/</span> {formatMs(firstTokenP95Ms)}
      </span>
      <span className="text-2xs text-faint">{sizeWords[size].short} tokens</span>
    </span>
  );
}

function ShareCell({ share, why }: { readonly share: number | undefined; readonly why: string }) {
  if (share === undefined) return <Unknown why={why} />;
  return <span className={share >= 0.05 ? 'font-medium tabular' : 'tabular'}>{formatShare(share)}</span>;
}

/** The columns of the live table. None is sorted by what changes each second: rows keep their places. */
export const healthColumns: readonly Column<HealthRow>[] = [
  {
    id: 'target',
    header: 'Target',
    phone: 'title',
    cell: ({ target }) => <TargetName target={target} />,
  },
  {
    id: 'state',
    header: 'State',
    width: 'w-40',
    cell: ({ state, leftMs }) => <StateMark state={state} leftMs={leftMs} />,
  },
  {
    id: 'load',
    header: 'Attempts/min',
    align: 'right',
    cell: ({ target }) => (
      <span className="inline-grid text-right">
        <span className="tabular">{formatCount(target.attemptsPerMinute)}</span>
        <span className="text-2xs text-faint tabular">{formatCount(target.inFlight)} in flight</span>
      </span>
    ),
  },
  {
    id: 'errors',
    header: 'Failing',
    align: 'right',
    cell: ({ target }) => <ShareCell share={target.errorShare} why="Nothing has ended there lately." />,
  },
  {
    id: 'first',
    header: 'First token p50 / p95',
    align: 'right',
    cell: ({ latency }) => <FirstTokenCell latency={latency} />,
  },
  {
    id: 'speed',
    header: 'Tokens/s',
    align: 'right',
    cell: ({ latency }) =>
      latency?.tokensPerSecond === undefined ? (
        <Unknown why={noTimes} />
      ) : (
        <span className="tabular">{formatCount(latency.tokensPerSecond)}</span>
      ),
  },
  {
    id: 'headroom',
    header: 'Left of its limit',
    cell: ({ target }) => <HeadroomCell headroom={target.headroom} />,
  },
  {
    id: 'length',
    header: 'Answer length',
    align: 'right',
    choice: 'hidden',
    phone: 'hide',
    cell: ({ target }) =>
      target.outputTokens === undefined ? (
        <Unknown why="No answer has said its length lately." />
      ) : (
        <span className="tabular">{formatCount(target.outputTokens)}</span>
      ),
  },
  {
    id: 'cache',
    header: 'Cache hits',
    align: 'right',
    choice: 'hidden',
    phone: 'hide',
    cell: ({ target }) => (
      <ShareCell share={target.cacheHitShare} why="No answer has said what it read from a cache." />
    ),
  },
  {
    id: 'failure',
    header: 'Last failure',
    choice: 'shown',
    cell: ({ target, nowMs }) => <LastFailureCell failure={target.lastFailure} nowMs={nowMs} />,
  },
];
