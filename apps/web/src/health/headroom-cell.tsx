import clsx from 'clsx';
import { formatShare } from '../format/number.ts';
import type { Target } from './health-data.ts';
import { Unknown } from './unknown.tsx';

/** From this share on what is left of a limit is little. */
const littleFrom = 0.1;

function Bar({ label, share }: { readonly label: string; readonly share: number }) {
  const isLittle = share <= littleFrom;
  return (
    <span className="flex items-center gap-1.5" title={`${label}: ${formatShare(share)} of the limit is left`}>
      <span className="w-13 text-2xs text-faint">{label}</span>
      <span aria-hidden="true" className="h-1.5 w-12 overflow-hidden rounded-full bg-hover">
        <span
          className={clsx('block h-full rounded-full', isLittle ? 'bg-warn' : 'bg-accent')}
          style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
        />
      </span>
      <span className="w-9 text-right text-xs tabular">{formatShare(Math.round(share * 100) / 100)}</span>
    </span>
  );
}

/** What is left of the provider's own limits, by the headers of its answers. */
export function HeadroomCell({ headroom }: { readonly headroom: Target['headroom'] | undefined }) {
  const { requests, tokens } = headroom ?? {};
  if (requests === undefined && tokens === undefined)
    return <Unknown why="The provider has not said how much of its limit is left." />;
  return (
    <span className="inline-grid gap-0.5">
      {requests !== undefined && <Bar label="Requests" share={requests} />}
      {tokens !== undefined && <Bar label="Tokens" share={tokens} />}
    </span>
  );
}
