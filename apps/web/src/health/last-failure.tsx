import { formatRelative } from '../format/time.ts';
import { wordsOfFailure } from '../receipt/failure-words.ts';
import type { Target } from './health-data.ts';

type Failure = Target['lastFailure'];

/** How long ago something was, by the gateway's clock. */
export function ago(atMs: number, nowMs: number): string {
  return formatRelative(new Date(Math.min(atMs, nowMs)).toISOString(), nowMs);
}

/** The last failure of a target: its class, its status and when. */
export function LastFailureCell({ failure, nowMs }: { readonly failure: Failure; readonly nowMs: number }) {
  if (failure === undefined) return <span className="text-faint">none</span>;
  const { code, status, atMs } = failure;
  return (
    <span className="inline-grid max-sm:justify-items-end" title={wordsOfFailure(code)}>
      <code className="text-xs whitespace-nowrap">
        {code}
        {status !== undefined && <span className="text-quiet"> {status}</span>}
      </code>
      <span className="text-xs whitespace-nowrap text-quiet tabular">{ago(atMs, nowMs)}</span>
    </span>
  );
}
