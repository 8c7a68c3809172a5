import { exactUsdWords, formatUsd } from '../format/money.ts';

/**
 * An amount of USD: the digits that matter, all of them on hover. Null is unknown: a dash with its reason, never 0.
 * `simulated` marks what the sandbox would have cost.
 */
export function Money({
  usd,
  reason,
  simulated = false,
}: {
  readonly usd: string | null;
  /** Why it is unknown. */
  readonly reason?: string | null | undefined;
  readonly simulated?: boolean;
}) {
  if (usd === null) {
    const why = reason ?? 'The cost is not known.';
    return (
      <span className="tabular text-faint" title={why}>
        –<span className="sr-only"> unknown: {why}</span>
      </span>
    );
  }
  return (
    <span className={simulated ? 'tabular text-quiet italic' : 'tabular'} title={exactUsdWords(usd, simulated)}>
      {formatUsd(usd)}
      {simulated && <span className="sr-only"> simulated</span>}
    </span>
  );
}
